"""The one error that every engine raises when it cannot write because another writer is at work."""


class IndexLocked(Exception):
    """Somebody else kept the index locked for longer than was to be waited; nothing was changed."""
