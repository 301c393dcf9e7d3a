"""What the desk shows of each proposed name: evidence, contexts, and entities that sound alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count, Min
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from interviews.actions.alike import entities_alike
from interviews.arabic.language import detect_language
from interviews.models import Entity, Interview, Proposal, ProposedMention

from .contexts import in_context
from .entity_choice import EntityField, Side, sides
from .name_search import plain_name

#: Contexts of a proposal in the list, each of another interview, and on its own page.
CONTEXTS_IN_LIST = 3
CONTEXTS_ON_PAGE = 100

#: Suggestions of entities for a proposal; those of another kind, which is a guess itself, come last. But a
#: person is never taken for anything else.
MOST_ALIKE = 4
_MOST_OF_OTHER_KINDS = 2


class DecisionForm(forms.Form):
    """What an editor says of a proposed name: what it names, or whose name it is."""

    text = forms.CharField(
        label=_("name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("kind"), choices=Entity.Kind.choices)
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)
    entity = EntityField(label=_("entity"))

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        guessed = {
            "text": proposal.text,
            "kind": proposal.kind,
            "language": detect_language(proposal.text),
        }
        super().__init__(data, initial=guessed, auto_id=f"proposal-{proposal.pk}-%s")

    def clean_text(self) -> str:
        return plain_name(self.cleaned_data["text"])


@dataclass(frozen=True)
class Context:
    """A place where a text has the name."""

    interview: Interview
    words: SafeString
    address: str


@dataclass
class ProposalRow:
    proposal: Proposal
    form: DecisionForm
    # What shows that it is a name, and in how many interviews.
    evidence: Sequence[tuple[str, int]]
    contexts: Sequence[Context]
    alike: Sequence[Side]
    # The row to which the page returns when this one is decided.
    next: int | None = None


def proposal_rows(
    proposals: Sequence[Proposal], contexts: int = CONTEXTS_IN_LIST, data: Any = None
) -> list[ProposalRow]:
    """The proposals in this order with all that is shown of them, by a constant number of queries.

    ``data`` are the fields that somebody sent for the one proposal there is.
    """
    numbers = [proposal.pk for proposal in proposals]
    evidence = _evidence(numbers)
    found = _contexts(numbers, contexts)
    open_texts = [proposal.text for proposal in proposals if proposal.state == Proposal.State.OPEN]
    sounding = entities_alike(open_texts)
    alike = {one.pk: _suggested(one, sounding.get(one.text, ())) for one in proposals}
    shown = {
        side.entity.pk: side for side in sides(one.pk for entities in alike.values() for one in entities)
    }
    rows = [
        ProposalRow(
            proposal,
            DecisionForm(proposal, data),
            evidence.get(proposal.pk, ()),
            found.get(proposal.pk, ()),
            [shown[one.pk] for one in alike[proposal.pk] if one.pk in shown],
        )
        for proposal in proposals
    ]
    for row, behind in zip(rows, [*rows[1:], rows[-2] if len(rows) > 1 else None], strict=False):
        row.next = behind.proposal.pk if behind else None
    return rows


def _suggested(proposal: Proposal, alike: Sequence[Entity]) -> Sequence[Entity]:
    same = [entity for entity in alike if entity.kind == proposal.kind]
    others = [
        entity
        for entity in alike
        if entity.kind != proposal.kind and Entity.Kind.PERSON not in (entity.kind, proposal.kind)
    ]
    return [*same, *others[:_MOST_OF_OTHER_KINDS]][:MOST_ALIKE]


def _evidence(proposals: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    places = ProposedMention.objects.filter(proposal__in=proposals).order_by()
    counted = places.values_list("proposal_id", "evidence").annotate(
        number=Count("turn__interview", distinct=True)
    )
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for proposal, evidence, number in counted.order_by("-number", "evidence"):
        found[proposal].append((str(ProposedMention.Evidence(evidence).label), number))
    return found


def _contexts(proposals: Sequence[int], most: int) -> dict[int, list[Context]]:
    """The first place in each of the latest ``most`` interviews that have the name."""
    places = ProposedMention.objects.filter(proposal__in=proposals).order_by()
    first = places.values_list("proposal_id", "turn__interview").annotate(first=Min("pk"))
    chosen: dict[int, list[int]] = defaultdict(list)
    for proposal, _interview, number in first.order_by("-turn__interview"):
        if len(chosen[proposal]) < most:
            chosen[proposal].append(number)
    wanted = [number for numbers in chosen.values() for number in numbers]
    rows = ProposedMention.objects.select_related("turn__interview").in_bulk(wanted)
    return {
        proposal: [
            Context(
                place.turn.interview,
                in_context(place.turn, place.start, place.end),
                place.turn.get_absolute_url(),
            )
            for place in map(rows.__getitem__, numbers)
        ]
        for proposal, numbers in chosen.items()
    }
