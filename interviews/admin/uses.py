"""Where an entity and each of its names is used, in numbers that lead to the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from interviews.actions.name_uses import NamesOfEntity
from interviews.models import Entity, Mention, Name


@dataclass(frozen=True)
class StateUse:
    """How often an entity is mentioned in one state."""

    state: str
    label: str
    mentions: int
    interviews: int

    @property
    def said(self) -> str:
        return passages_in_interviews(self.mentions, self.interviews)


def uses_by_state(entity: Entity) -> Sequence[StateUse]:
    """Mentions of each state that the entity has any of; what is to be decided comes first."""
    rows = Mention.objects.filter(entity=entity).order_by().values("state")
    counted = {
        row["state"]: (row["places"], row["within"])
        for row in rows.annotate(places=Count("pk"), within=Count("turn__interview", distinct=True))
    }
    order = (Mention.State.OFFERED, Mention.State.FOUND, Mention.State.CONFIRMED, Mention.State.REJECTED)
    return [StateUse(state, str(state.label), *counted[state]) for state in order if state in counted]


def passages_in_interviews(mentions: int, interviews: int) -> str:
    """«12 passages in 5 interviews», in the editor's language."""
    passages = ngettext("%(number)d passage", "%(number)d passages", mentions) % {"number": mentions}
    within = ngettext("in %(number)d interview", "in %(number)d interviews", interviews)
    return gettext("%(passages)s %(within)s") % {
        "passages": passages,
        "within": within % {"number": interviews},
    }


def name_link(name: Name, mentions: int, interviews: int) -> SafeString | str:
    """The number of places where a name is used, as a link to their list."""
    if not mentions:
        return gettext("nowhere")
    query = urlencode({"entity": name.entity_id, "name": name.pk})
    address = f"{reverse('admin:interviews_mention_changelist')}?{query}"
    return format_html('<a href="{}">{}</a>', address, passages_in_interviews(mentions, interviews))


def mentions_of_name(name: Name) -> QuerySet[Mention]:
    """The mentions that ``name_usage`` counts for a name: those of its entity that are written so."""
    which = NamesOfEntity(name.entity, list(name.entity.names.all()))
    own = Mention.objects.filter(entity=name.entity_id).exclude(state=Mention.State.REJECTED).order_by()
    spellings = own.values_list("spelling", flat=True).distinct()
    return own.filter(spelling__in=[words for words in spellings if name.pk in which.of(words)])
