"""Names that the authority lacks, as one interview has them: kept beside those of all others.

The mentions of a proposal say how often it is written how and what it seems to be; the proposal itself keeps
what most of them say, and how many interviews have it, since the desk is sorted by that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone

from interviews.entities import ProposedName
from interviews.models import Interview, Name, Proposal, ProposedMention, Turn, name_key

from .sounds import last_sound

# As long as the columns; what is longer is no name.
_LONGEST = 200
_LONGEST_SOUND = 100

_Place = tuple[int, int, int, int]


def keep_proposed(interview: Interview, proposed: Iterable[tuple[Turn, ProposedName]]) -> None:
    """Make ``proposed`` the unknown names of an interview; what is as it was is not written again.

    What was dismissed is kept under its proposal and stays dismissed, so that its places are known if it is
    opened again. What was accepted is proposed again only when nobody bears the name any more.
    """
    names = [(turn, name, name_key(name.name)) for turn, name in proposed]
    names = [(turn, name, key) for turn, name, key in names if key and len(name.name) <= _LONGEST]
    proposals = _proposals([(name, key) for _turn, name, key in names])
    wanted: dict[tuple[int, int, int], ProposedMention] = {}
    for turn, name, key in names:
        if proposal := proposals.get(key):
            wanted.setdefault(
                (turn.pk, name.start, name.end),
                ProposedMention(
                    proposal_id=proposal,
                    turn_id=turn.pk,
                    start=name.start,
                    end=name.end,
                    evidence=name.evidence,
                    writing=name.name,
                    kind=name.kind,
                    is_weak=name.is_weak,
                ),
            )
    stored = {_values(one): one for one in ProposedMention.objects.filter(turn__interview=interview)}
    kept = {_values(one) for one in wanted.values()} & set(stored)
    gone = [one for values, one in stored.items() if values not in kept]
    new = [one for one in wanted.values() if _values(one) not in kept]
    if not gone and not new:
        return
    touched = {one.proposal_id for one in (*gone, *new)}
    # Held until the end, so that nobody counts meanwhile without seeing these.
    list(Proposal.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))
    ProposedMention.objects.filter(pk__in=[one.pk for one in gone]).delete()
    ProposedMention.objects.bulk_create(new, batch_size=500)
    count_anew(touched)


def _values(mention: ProposedMention) -> tuple[Any, ...]:
    return (
        mention.turn_id,
        mention.start,
        mention.end,
        mention.proposal_id,
        mention.evidence,
        mention.writing,
        mention.kind,
        mention.is_weak,
    )


def _proposals(names: Sequence[tuple[ProposedName, str]]) -> dict[str, int]:
    """The numbers of the proposals by their folded forms, made where there is none; none for known names."""
    wanted: dict[str, ProposedName] = {}
    for name, key in names:
        wanted.setdefault(key, name)
    known = set(Name.objects.filter(folded__in=wanted).values_list("folded", flat=True))
    wanted = {key: name for key, name in wanted.items() if key not in known}
    rows = list(Proposal.objects.filter(folded__in=wanted).values_list("folded", "pk", "state"))
    stored = {folded: pk for folded, pk, _state in rows}
    if new := sorted(set(wanted) - set(stored)):
        Proposal.objects.bulk_create(
            [
                Proposal(
                    text=wanted[key].name,
                    folded=key,
                    sound=last_sound(wanted[key].name)[:_LONGEST_SOUND],
                    kind=wanted[key].kind,
                )
                for key in new
            ],
            # Somebody else may read the same name at the same moment.
            ignore_conflicts=True,
            batch_size=500,
        )
        stored |= dict(Proposal.objects.filter(folded__in=new).values_list("folded", "pk"))
    # It was accepted once, but nobody bears the name any more.
    if again := [pk for _folded, pk, state in rows if state == Proposal.State.ACCEPTED]:
        Proposal.objects.filter(pk__in=again, state=Proposal.State.ACCEPTED).update(
            state=Proposal.State.OPEN, entity=None, decided_at=None, decided_by=None
        )
    return stored


def count_anew(proposals: Collection[int]) -> None:
    """Keep for each proposal in how many interviews it stands, its most frequent writing and kind."""
    mentions = ProposedMention.objects.filter(proposal__in=proposals).order_by()
    counts = dict(
        mentions.values("proposal")
        .annotate(interviews=Count("turn__interview", distinct=True))
        .values_list("proposal", "interviews")
    )
    writings, kinds = _votes(mentions, "writing"), _votes(mentions, "kind")
    sure = set(mentions.filter(is_weak=False).values_list("proposal", flat=True).distinct())
    changed = []
    for proposal in Proposal.objects.filter(pk__in=proposals):
        before = proposal.interview_count, proposal.is_weak, proposal.text, proposal.kind
        proposal.interview_count = counts.get(proposal.pk, 0)
        proposal.is_weak = proposal.pk not in sure
        if proposal.state == Proposal.State.OPEN:
            proposal.text = _most(writings[proposal.pk], proposal.text)
            proposal.kind = _most(kinds[proposal.pk], proposal.kind)
        if before != (proposal.interview_count, proposal.is_weak, proposal.text, proposal.kind):
            changed.append(proposal)
    Proposal.objects.bulk_update(changed, ["interview_count", "is_weak", "text", "kind"], batch_size=500)


def _votes(mentions: Any, field: str) -> Mapping[int, Counter[str]]:
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for proposal, value, number in mentions.values_list("proposal", field).annotate(number=Count("pk")):
        if value:
            votes[proposal][value] = number
    return votes


def _most(votes: Counter[str], present: str) -> str:
    """What most say; of equals the present one stays, else the first by the alphabet."""
    return min(votes, key=lambda value: (-votes[value], value != present, value), default=present)


def close_proposals(names: Mapping[str, int]) -> None:
    """Close the open proposals of names (folded form -> entity) that the authority has now."""
    open_ones = list(Proposal.objects.filter(folded__in=names, state=Proposal.State.OPEN).order_by("pk"))
    for proposal in open_ones:
        proposal.state = Proposal.State.ACCEPTED
        proposal.entity_id = names[proposal.folded]
        proposal.decided_at = timezone.now()
    Proposal.objects.bulk_update(open_ones, ["state", "entity", "decided_at"], batch_size=500)


# --- What goes with its interview or turn ------------------------------------------------------------

_OF_DELETED = "_proposals_of_deleted"


def _before_delete(sender: type[Any], instance: Any, origin: Any = None, **_kwargs: Any) -> None:
    if sender is Turn and getattr(origin, "model", type(origin)) is Interview:
        # Counted once, with the interview that goes.
        return
    field = "turn" if sender is Turn else "turn__interview"
    found = ProposedMention.objects.filter(**{field: instance.pk}).order_by()
    setattr(instance, _OF_DELETED, set(found.values_list("proposal", flat=True)))


def _after_delete(instance: Any, **_kwargs: Any) -> None:
    if proposals := getattr(instance, _OF_DELETED, None):
        list(Proposal.objects.select_for_update().filter(pk__in=proposals).order_by("pk").values_list("pk"))
        count_anew(proposals)


def connect() -> None:
    """Connect the signals of deletion; called once, when Django is ready."""
    for sender in (Interview, Turn):
        pre_delete.connect(_before_delete, sender=sender, dispatch_uid=f"proposed-before-{sender.__name__}")
        post_delete.connect(_after_delete, sender=sender, dispatch_uid=f"proposed-after-{sender.__name__}")
