"""How does a name show itself that nobody told us? A module for each kind of evidence."""
