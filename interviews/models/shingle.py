"""The shingles by which the archive recognises an interview that it already has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

# SQLite takes at least 999 parameters in a query, however it was built.
_HASHES_PER_QUERY = 900


class ShingleQuerySet(models.QuerySet["Shingle"]):
    def shared_with(self, hashes: Iterable[int]) -> Counter[int]:
        """The interviews that have any of these hashes: how many of them, by the interview's number."""
        wanted = sorted(hashes)
        shared: Counter[int] = Counter()
        for start in range(0, len(wanted), _HASHES_PER_QUERY):
            shared.update(self.filter(hash__in=wanted[start : start + _HASHES_PER_QUERY])._per_interview())
        return shared

    def sizes(self, interview_ids: Iterable[int]) -> dict[int, int]:
        """How many hashes each of these interviews has, by its number."""
        return self.filter(interview_id__in=list(interview_ids))._per_interview()

    def _per_interview(self) -> dict[int, int]:
        counted = self.values("interview_id").annotate(number=models.Count("hash"))
        return dict(counted.values_list("interview_id", "number"))


class Shingle(models.Model):
    """One hash of an interview's sketch; see `interviews.transcripts.shingles`."""

    # The key is the index that a search for hashes reads, and holds nothing else to be looked up.
    pk = models.CompositePrimaryKey("hash", "interview_id")
    hash = models.BigIntegerField(_("hash"))
    # No foreign key: the page that asks whether to delete an interview would list every row.
    interview_id = models.BigIntegerField(_("number of the interview"), db_index=True)

    objects = ShingleQuerySet.as_manager()

    class Meta:
        verbose_name = _("shingle")
        verbose_name_plural = _("shingles")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.hash} #{self.interview_id}"
