"""How is something found? Query, engine, facets, snippets, and how the index is kept up to date."""
