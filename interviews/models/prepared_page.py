"""Pages of interviews that were made in advance, so that the first reader, too, need not wait."""

from __future__ import annotations

from django.db import models

#: In the environment of a request: its page is made for the store, not for a reader.
PREPARING = "interviews.preparing"


class PreparedPage(models.Model):
    """The page of an interview in the archive's own language; good as long as its tag is the page's.

    The indexing worker writes it (`interviews.actions.preparing`), `interviews.views.caching` answers by it.
    """

    # No foreign key: nothing is asked before an interview is deleted, whose tag is another one then.
    interview_id = models.BigIntegerField(primary_key=True)
    path = models.TextField()
    #: Of the state from which it was made.
    tag = models.CharField(max_length=100)
    headers = models.JSONField()
    #: By gzip.
    compressed = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path
