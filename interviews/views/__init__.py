"""The public pages: each takes a request, reads through the QuerySets, and renders a template."""
