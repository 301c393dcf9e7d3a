"""What of a page is no turn?"""
