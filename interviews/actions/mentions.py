"""What becomes of mentions when the text of their turn is edited?

A mention is a place in a text. One that was only found is found again after the edit; what an
editor decided must not be lost because a comma was added before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from interviews.arabic.tokens import Token, tokenize
from interviews.models import Interview, Mention
from interviews.search.indexing import outbox


class MovedText:
    """An edited text, which says where a passage of the old one stands in the new one.

    >>> edit = MovedText("زار الوزير بغداد", "زار الوزير السابق بغداد")
    >>> edit.place(11, 16)
    (18, 23)
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._old_words: list[Token] = list(tokenize(old))
        self._new_words: list[Token] = list(tokenize(new))
        matcher = SequenceMatcher(
            None, [w.text for w in self._old_words], [w.text for w in self._new_words], autojunk=False
        )
        self._blocks = matcher.get_matching_blocks()

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``old[start:end]`` stands in the new text, as offsets into it.

        None when its words were changed, or what stands between them. Words are compared whole:
        «العراق» does not live on in «العراقي».
        """
        inside = [n for n, word in enumerate(self._old_words) if word.start < end and start < word.end]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        for block in self._blocks:
            if block.a <= first and last < block.a + block.size:
                moved = self._new_words[block.b + first - block.a].start - self._old_words[first].start
                new = (start + moved, end + moved)
                same = new[0] >= 0 and self._new[slice(*new)] == self._old[start:end]
                return new if same else None
        return None


@transaction.atomic
def detach_mentions(texts: Mapping[int, str]) -> list[Mention]:
    """Take away the mentions of turns that are about to get other texts (turn's number -> new text).

    Returns those that an editor confirmed or rejected and whose words still stand in the new
    text, with their places in it; ``attach_mentions`` puts them back once the turns are saved.
    Meanwhile none stands in the way of a shorter text, which the database would refuse.
    """
    mentions = Mention.objects.filter(turn__in=list(texts)).select_related("turn")
    moved: dict[int, MovedText] = {}
    kept = []
    for mention in mentions.exclude(state=Mention.State.FOUND):
        turn = mention.turn
        if turn.pk not in moved:
            moved[turn.pk] = MovedText(turn.text, texts[turn.pk])
        if place := moved[turn.pk].place(mention.start, mention.end):
            mention.start, mention.end = place
            kept.append(mention)
    mentions.delete()
    return kept


@transaction.atomic
def attach_mentions(mentions: list[Mention]) -> None:
    """Put back what ``detach_mentions`` returned, under the same numbers."""
    Mention.objects.bulk_create(mentions, batch_size=500)
    # bulk_create sends no signals.
    outbox.queue(Interview.objects.filter(turns__in={mention.turn_id for mention in mentions}))


def decide(mention: Mention, state: str, by: AbstractBaseUser | None = None) -> None:
    """Keep what an editor decided of a mention: "confirmed" or "rejected"; it outlives every reading.

    What else was found or offered at a confirmed place goes. "found" or "offered" takes a decision back: the archive
    reads the interview again, and the mention may be gone afterwards.
    """
    raise NotImplementedError
