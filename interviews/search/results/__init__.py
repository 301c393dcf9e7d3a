"""What does the search page show? The run of a search, its facets, passages and reasons."""
