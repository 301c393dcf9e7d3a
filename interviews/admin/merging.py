"""The page on which entities that are the same become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from interviews.actions.alike import entities_alike
from interviews.actions.merging import MergeError, merge_entities
from interviews.models import Entity, Name

from .choices import ROW_NUMBER
from .entity_choice import EntityField, Side, choice_media, search_entities, sides

if TYPE_CHECKING:
    from .entities import EntityAdmin

#: More sides nobody compares.
MOST_MERGED = 10

_MOST_ALIKE = 8


def address(numbers: Iterable[int]) -> str:
    """The page that shows the entities of these numbers side by side."""
    query = QueryDict(mutable=True)
    query.setlist("pk", [str(number) for number in numbers])
    return f"{reverse('admin:interviews_entity_merge')}?{query.urlencode()}"


def merge_page(desk: EntityAdmin, request: HttpRequest) -> HttpResponse:
    """Shows the entities, offers others that may be the same, and merges all into the one that stays."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = [int(number) for number in given.getlist("pk") if ROW_NUMBER.fullmatch(number)]
    shown = sides(numbers[:MOST_MERGED])
    if request.method == "POST":
        kept = next((side for side in shown if str(side.entity.pk) == given.get("keep")), None)
        others = [side for side in shown if side is not kept]
        if len(shown) < len(set(numbers)):
            said = gettext("One of them is no longer there: somebody has merged or deleted it meanwhile.")
            desk.message_user(request, said, messages.WARNING)
        elif kept is None or not others:
            said = gettext("Say which of them stays.")
            desk.message_user(request, said, messages.ERROR)
        elif _merge(desk, request, kept, others):
            return redirect(reverse("admin:interviews_entity_change", args=[kept.entity.pk]))
    return _show(desk, request, shown, 422 if request.method == "POST" else 200)


def _show(desk: EntityAdmin, request: HttpRequest, shown: list[Side], status: int) -> HttpResponse:
    here = [side.entity.pk for side in shown]
    typed = request.GET.get("q", "")
    texts = [name.text for side in shown for name in side.names]
    kinds = {side.entity.kind for side in shown}
    alike = [one for found in entities_alike(texts).values() for one in found if one.kind in kinds]
    suggested = list(dict.fromkeys(one.pk for one in alike if one.pk not in here))[:_MOST_ALIKE]
    context = {
        "title": gettext("Merge entities"),
        "sides": shown,
        "only": [(side, address(pk for pk in here if pk != side.entity.pk)) for side in shown],
        "alike": [(side, address([*here, side.entity.pk])) for side in sides(suggested)],
        "typed": typed,
        "found": [
            (side, address([*here, side.entity.pk])) for side in sides(search_entities(typed, without=here))
        ],
        "is_full": len(shown) >= MOST_MERGED,
        "choice": EntityField().rendered("pk", "merge-with"),
        "kinds_differ": len({side.entity.kind for side in shown}) > 1,
        "wikidata_differs": len({side.entity.wikidata for side in shown if side.entity.wikidata}) > 1,
        "media": desk.media + choice_media(),
    }
    return desk.render(request, "merge", context, status)


def _merge(desk: EntityAdmin, request: HttpRequest, kept: Side, others: Sequence[Side]) -> bool:
    names = [side.entity.name for side in others]
    objects = [side.entity for side in others]
    shared = _ambiguous(kept.entity) & {key for one in objects for key in _ambiguous(one)}
    try:
        with transaction.atomic():
            for other in objects:
                desk.log_deletions(request, Entity.objects.filter(pk=other.pk))
                merge_entities(kept.entity, other)
    except MergeError as problem:
        desk.message_user(request, str(problem), messages.ERROR)
        return False
    listed = "، ".join(f"«{name}»" for name in names)
    desk.log_change(request, kept.entity, gettext("Merged with it: %(names)s") % {"names": listed})
    moved = sum(side.mentions for side in others)
    said = ngettext(
        "%(number)d mention is now of the one that stayed.",
        "%(number)d mentions are now of the one that stayed.",
        moved,
    ) % {"number": moved}
    desk.message_user(
        request,
        format_html("{} {}", gettext("Merged with it: %(names)s") % {"names": listed}, said),
        messages.SUCCESS,
    )
    _say_ambiguous(desk, request, kept.entity, shared)
    return True


def _ambiguous(entity: Entity) -> set[str]:
    names = Name.objects.filter(entity=entity, is_ambiguous=True)
    return set(names.values_list("folded", flat=True))


def _say_ambiguous(desk: EntityAdmin, request: HttpRequest, entity: Entity, folded: set[str]) -> None:
    """Names that both had may be marked as ambiguous only because there were two."""
    names = Name.objects.filter(entity=entity, folded__in=folded, is_ambiguous=True)
    if texts := dict.fromkeys(names.values_list("text", flat=True)):
        said = ngettext(
            "%(names)s is still marked as ambiguous. If it is no longer another's name, take the mark away.",
            "%(names)s are still marked as ambiguous. If they are nobody else's names, take the marks away.",
            len(texts),
        )
        listed = "، ".join(f"«{text}»" for text in texts)
        desk.message_user(request, said % {"names": listed}, messages.WARNING)
