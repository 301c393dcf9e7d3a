"""Is this interview in the archive already, whole or in part, from this outlet or another?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Outlet, Shingle
from interviews.transcripts.shingles import KEPT_ONE_IN, Overlap, overlap, shingle

# From this share of its words on a text counts as standing in another: a republished interview has
# another headline and lead, other labels before the turns, words spelt or corrected otherwise.
WHOLE = 0.75

# From this share of either text on, passages in common are worth an editor's look. Different interviews
# share 1 word in 100; short ones of an agency with the same guest, lead, thanks and formulas one in four.
RELATED = 1 / 3

# Fewer words in common are formulas. Measured on 40,000 paragraphs of news: names with all their titles
# and lists of dignitaries make runs of up to 34 words in unrelated ones, then come copies.
LEAST_WORDS = 40

# Of texts that are shorter than that a sketch says nothing.
_LEAST_HASHES = LEAST_WORDS // KEPT_ONE_IN

# So many candidates are estimated by their sketches, and so many of these compared in full.
_ESTIMATED = 200
_COMPARED = 8


class Likeness(models.TextChoices):
    SAME = "same", _("the same text")
    EXCERPT = "excerpt", _("an excerpt of it")
    LONGER = "longer", _("contains it")
    RELATED = "related", _("has passages in common")


@dataclass(frozen=True, slots=True)
class Similar:
    """An interview of the archive that has much of a text in common. Shares run from 0 to 1."""

    interview: Interview
    kind: Likeness
    #: Share of the given text's words that stand in the interview.
    of_text: float
    #: Share of the interview's words that stand in the given text.
    of_interview: float
    jaccard: float
    #: Whether another outlet published it; None where one of the two outlets is not known.
    other_outlet: bool | None

    @property
    def percent(self) -> int:
        """The share in common to show: of the text, or of the interview where that is the smaller part."""
        return round(100 * max(self.of_text, self.of_interview))


def similar_interviews(
    text: str, *, exclude: int | None = None, outlet: Outlet | None = None
) -> list[Similar]:
    """The interviews with much of ``text`` in common, whoever may read them; the most alike first.

    Headline, lead, spelling («أحمد», «احمد»), vowel signs and punctuation may differ. ``exclude`` is the
    number of an interview to pass over, ``outlet`` the one that published the text. Candidates come from
    the table of shingles; the shares are counted word by word on the best of them, in a fixed number of
    queries for a text of usual length.
    """
    given = shingle(text)
    candidates = _candidates(given.sketch, exclude)
    interviews = Interview.objects.filter(pk__in=candidates).select_related("outlet__entity")
    found = [
        Similar(
            interview,
            kind,
            shared.of_first,
            shared.of_second,
            shared.jaccard,
            None if outlet is None or interview.outlet is None else interview.outlet != outlet,
        )
        for interview in interviews.prefetch_related("turns", "outlet__entity__names")
        if (kind := _kind(shared := overlap(given, shingle(compared_text(interview)))))
    ]
    return sorted(found, key=lambda one: (-one.jaccard, one.interview.pk))


def _candidates(hashes: frozenset[int], exclude: int | None) -> list[int]:
    """The numbers of the interviews whose sketches promise the largest share in common."""
    shared = Shingle.objects.shared_with(hashes)
    shared.pop(exclude or 0, None)
    best = dict(shared.most_common(_ESTIMATED))
    sizes = Shingle.objects.sizes(best)
    estimates = {pk: number / max(min(len(hashes), sizes[pk]), _LEAST_HASHES) for pk, number in best.items()}
    # A sketch estimates: what is near the least share is counted before it is passed over.
    promising = [pk for pk, share in estimates.items() if share >= RELATED / 2]
    return sorted(promising, key=lambda pk: -estimates[pk])[:_COMPARED]


def _kind(shared: Overlap) -> Likeness | None:
    """What the shares say; None when the texts have no more in common than any two interviews."""
    if shared.words < LEAST_WORDS or max(shared.of_first, shared.of_second) < RELATED:
        return None
    if min(shared.of_first, shared.of_second) >= WHOLE:
        return Likeness.SAME
    if shared.of_first >= WHOLE:
        return Likeness.EXCERPT
    return Likeness.LONGER if shared.of_second >= WHOLE else Likeness.RELATED


def compared_text(interview: Interview) -> str:
    """The words by which an interview is recognised: lead, turns and closing, without the headline."""
    turns = sorted(interview.turns.all(), key=lambda turn: turn.position)
    return "\n".join([interview.lead, *(turn.text for turn in turns), interview.closing])


def remember_text(interview: Interview) -> None:
    """Keep the shingles of an interview as it now is; to be called after every change of its text."""
    remember_texts([interview.pk])


@transaction.atomic
def remember_texts(interview_ids: Collection[int]) -> None:
    """Keep the shingles of some interviews as they now are; those that are right are not written again."""
    stored: dict[int, set[int]] = {pk: set() for pk in interview_ids}
    rows = Shingle.objects.filter(interview_id__in=interview_ids)
    for pk, one in rows.values_list("interview_id", "hash"):
        stored[pk].add(one)
    # Fresh from the database: what was read before the change must not be taken for its result.
    interviews = Interview.objects.filter(pk__in=interview_ids).prefetch_related("turns")
    sketches = {interview.pk: shingle(compared_text(interview)).sketch for interview in interviews}
    changed = {pk: hashes for pk, hashes in sketches.items() if hashes != stored[pk]}
    rows.filter(interview_id__in=changed).delete()
    # In the order of the index, where neighbours are written together.
    new = sorted((one, pk) for pk, hashes in changed.items() for one in hashes)
    Shingle.objects.bulk_create([Shingle(hash=one, interview_id=pk) for one, pk in new], batch_size=1000)


def _forget(instance: Interview, **_kwargs: Any) -> None:
    Shingle.objects.filter(interview_id=instance.pk).delete()


def connect() -> None:
    """Connect the signal of deletion; called once, when Django is ready."""
    post_delete.connect(_forget, sender=Interview, dispatch_uid="similar-forget")
