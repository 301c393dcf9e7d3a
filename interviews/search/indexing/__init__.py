"""How does the index keep up with the database?"""
