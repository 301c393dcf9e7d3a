"""How is a text cut, and what do its pieces look like?"""
