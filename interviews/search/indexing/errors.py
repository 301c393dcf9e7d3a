"""What every engine raises when it cannot do its work for a reason that is not the document's."""


class IndexLocked(Exception):
    """Somebody else kept the index locked for longer than was to be waited; nothing was changed."""


class IndexDamaged(Exception):
    """The index, or a part of it, cannot be read: it has to be built anew from the database."""
