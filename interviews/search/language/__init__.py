"""What does a query say? From what was typed to a tree, and what can be done to one."""
