"""What becomes of mentions when the text of their turn is edited?

A mention is a place in a text. One that was only found is found again after the edit; what an
editor decided must not be lost because a comma was added before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import Match, SequenceMatcher

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from interviews.arabic.tokens import Token, tokenize
from interviews.models import Interview, Mention, ProposedMention, Turn
from interviews.search.indexing import outbox

from .names import link_names, unname_around
from .proposed_names import count_anew


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
        if (found := self._block(start, end)) is None:
            return None
        first, block = found
        moved = self._new_words[block.b + first - block.a].start - self._old_words[first].start
        new = (start + moved, end + moved)
        same = new[0] >= 0 and self._new[slice(*new)] == self._old[start:end]
        return new if same else None

    def words_around(self, start: int, end: int) -> int:
        """How many words beside those of the passage have come along with it into the new text."""
        found = self._block(start, end)
        return found[1].size - len(self._inside(start, end)) if found else 0

    def holds_all(self, start: int, end: int) -> bool:
        """Whether all of the old text has come along with the passage, or all of the new one has."""
        found = self._block(start, end)
        return found is not None and found[1].size in (len(self._old_words), len(self._new_words))

    def _inside(self, start: int, end: int) -> list[int]:
        return [n for n, word in enumerate(self._old_words) if word.start < end and start < word.end]

    def _block(self, start: int, end: int) -> tuple[int, Match] | None:
        """The first word of a passage, by its number, and the run of words that has come along with it."""
        inside = self._inside(start, end)
        for block in self._blocks if inside else ():
            if block.a <= inside[0] and inside[-1] < block.a + block.size:
                return inside[0], block
        return None


# So many words around a mention must have come along with it into another turn, or else all of one of the
# turns: the name alone may be another mention of it.
_LEAST_AROUND = 4


@transaction.atomic
def detach_mentions(
    texts: Mapping[int, str], others: Sequence[Turn] = (), deleted: Iterable[Turn] = ()
) -> list[Mention]:
    """Take away the mentions of turns that are about to get other texts (turn's number -> new text).

    Returns those that an editor confirmed or rejected and whose words still stand in the new
    text, with their places in it; ``attach_mentions`` puts them back once the turns are saved.
    Meanwhile none stands in the way of a shorter text, which the database would refuse.

    Where a turn is split or two are joined, the words go to another one: ``others`` are the turns with their
    new texts among which they are looked for, ``deleted`` turns that go. The first need not be saved yet.
    """
    gone = {turn.pk: "" for turn in deleted if turn.pk}
    mentions = Mention.objects.filter(turn__in=[*texts, *gone]).select_related("turn")
    moved = _MovedTexts(texts, [turn for turn in others if turn.pk not in gone])
    kept: dict[tuple[int, int, int, int], Mention] = {}
    for mention in mentions.filter(state__in=Mention.DECIDED).order_by("turn_id", "start"):
        turn, place = moved.place(mention)
        if place:
            mention.start, mention.end = place
            if turn is not mention.turn:
                mention.turn = turn
            # The same decision may have stood in two turns that become one.
            kept.setdefault((turn.pk or id(turn), mention.entity_id, *place), mention)
    mentions.delete()
    return list(kept.values())


class _MovedTexts:
    """Where the words of some turns stand after an edit: in the turn itself, or in another one."""

    def __init__(self, texts: Mapping[int, str], others: Sequence[Turn]) -> None:
        self._texts, self._others = texts, others
        self._moved: dict[tuple[int, str], MovedText] = {}

    def place(self, mention: Mention) -> tuple[Turn, tuple[int, int] | None]:
        turn, span = mention.turn, (mention.start, mention.end)
        if turn.pk in self._texts and (place := self._text(turn, self._texts[turn.pk]).place(*span)):
            return turn, place
        for other in self._others:
            if other.pk == turn.pk:
                continue
            moved = self._text(turn, other.text)
            if moved.words_around(*span) >= _LEAST_AROUND or moved.holds_all(*span):
                return other, moved.place(*span)
        return turn, None

    def _text(self, turn: Turn, new: str) -> MovedText:
        key = turn.pk, new
        if key not in self._moved:
            self._moved[key] = MovedText(turn.text, new)
        return self._moved[key]


@transaction.atomic
def attach_mentions(mentions: list[Mention]) -> None:
    """Put back what ``detach_mentions`` returned, under the same numbers."""
    Mention.objects.bulk_create(mentions, batch_size=500)
    # bulk_create sends no signals.
    outbox.queue(Interview.objects.filter(turns__in={mention.turn_id for mention in mentions}))


@transaction.atomic
def decide(mention: Mention, state: str, by: AbstractBaseUser | None = None) -> None:
    """Keep what an editor decided of a mention: "confirmed" or "rejected"; it outlives every reading.

    What else was found or offered at a confirmed place goes, and somebody else who was confirmed there is
    rejected. "found" or "offered" takes a decision back: the archive reads the interview again, and the
    mention may be gone afterwards. Raises ``Mention.DoesNotExist`` for one that is gone already.
    """
    if state not in Mention.DECIDED:
        # Whoever reads the interview at this moment ends first.
        Interview.objects.select_for_update().filter(turns=mention.turn_id).only("pk").first()
        stored = Mention.objects.select_related("turn").get(pk=mention.pk)
        interview_id = stored.turn.interview_id
        stored.delete()
        link_names(Interview(pk=interview_id))
    elif not decide_all([mention], state, by):
        raise Mention.DoesNotExist


@transaction.atomic
def decide_all(mentions: Sequence[Mention], state: str, by: AbstractBaseUser | None = None) -> int:
    """Keep one decision about many mentions, "confirmed" or "rejected", as ``decide`` does about one.

    They are decided in the order given: of two that stand at one place the later is confirmed if somebody had
    decided it before, else it is gone when its turn comes. Returns how many there were; some may be gone. The
    number of queries hardly depends on the number of mentions.
    """
    turns = {mention.turn_id for mention in mentions}
    interviews = Interview.objects.filter(pk__in=Turn.objects.filter(pk__in=turns).values("interview"))
    # Whoever reads one of them at this moment ends first.
    touched = list(interviews.select_for_update().order_by("pk").values_list("pk", flat=True))
    at_turn: dict[int, dict[int, Mention]] = defaultdict(dict)
    for one in Mention.objects.filter(turn__in=turns):
        at_turn[one.turn_id][one.pk] = one
    now, places = timezone.now(), []
    changed: dict[int, Mention] = {}
    gone: set[int] = set()
    done = 0
    for mention in mentions:
        near = at_turn[mention.turn_id]
        if (stored := near.get(mention.pk)) is None:
            continue
        done += 1
        decided = [(stored, state)]
        if state == Mention.State.CONFIRMED:
            places.append(stored)
            for rival in list(near.values()):
                if rival is stored or not (rival.start < stored.end and stored.start < rival.end):
                    continue
                if rival.state == Mention.State.CONFIRMED:
                    decided.append((rival, Mention.State.REJECTED))
                elif rival.state not in Mention.DECIDED:
                    gone.add(near.pop(rival.pk).pk)
        for one, of in decided:
            one.state, one.decided_at, one.decided_by = of, now, by
            changed[one.pk] = one
        mention.state, mention.decided_at, mention.decided_by = state, now, by
    Mention.objects.bulk_update(
        [one for pk, one in changed.items() if pk not in gone],
        ["state", "decided_at", "decided_by"],
        batch_size=200,
    )
    # No signals: the interviews are queued below, each once.
    rows = Mention.objects.filter(pk__in=gone)
    rows._raw_delete(rows.db)
    _not_proposed(places)
    unname_around(touched, [one for one in changed.values() if one.state == Mention.State.REJECTED])
    outbox.queue(touched)
    return done


def _not_proposed(places: Iterable[Mention]) -> None:
    """Take away what was proposed at places that have a name now."""
    by_turn: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in places:
        by_turn[place.turn_id].append((place.start, place.end))
    proposed = [
        one
        for one in ProposedMention.objects.filter(turn__in=by_turn)
        if any(one.start < end and start < one.end for start, end in by_turn[one.turn_id])
    ]
    if proposed:
        ProposedMention.objects.filter(pk__in=[one.pk for one in proposed]).delete()
        count_anew({one.proposal_id for one in proposed})
