"""The page on which a part of an entity becomes an entity of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.actions.name_uses import name_usage
from interviews.actions.names_taken_away import as_taken_away
from interviews.actions.splitting import SplitError, split_entity
from interviews.models import Entity, Interview, Mention, Name

from .choices import ROW_NUMBER
from .contexts import in_context
from .name_search import containing, plain_name
from .uses import name_link, passages_in_interviews

if TYPE_CHECKING:
    from .entities import EntityAdmin

#: Interviews of a page, and contexts of each.
_ON_PAGE = 25
_CONTEXTS = 3

# What the page calls its buttons.
_SPLIT = "split"


class NewEntityForm(forms.Form):
    """The entity that is made: its name, in a language, and its kind."""

    # Without it, the first of the names that move is what it is called.
    text = forms.CharField(
        label=_("name"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=_("kind"), choices=Entity.Kind.choices)
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return plain_name(text) if text else ""


@dataclass(frozen=True)
class InterviewUse:
    interview: Interview
    mentions: int
    contexts: Sequence[SafeString]
    is_chosen: bool


def split_page(desk: EntityAdmin, request: HttpRequest, entity: Entity) -> HttpResponse:
    """Shows where an entity is named, and makes another one of what was chosen.

    What was chosen goes along from page to page of the interviews.
    """
    chosen = [int(number) for number in request.POST.getlist("interviews") if ROW_NUMBER.fullmatch(number)]
    names = {int(number) for number in request.POST.getlist("names") if ROW_NUMBER.fullmatch(number)}
    is_asked = request.method == "POST" and _SPLIT in request.POST
    form = NewEntityForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": entity.kind, "language": "ar"},
        auto_id="new-%s",
    )
    if is_asked and form.is_valid():
        new = _split(desk, request, entity, names, chosen, form.cleaned_data)
        if new is not None:
            return redirect(reverse("admin:interviews_entity_change", args=[new.pk]))
    return _show(desk, request, entity, form, names, list(dict.fromkeys(chosen)), is_asked)


def _split(
    desk: EntityAdmin,
    request: HttpRequest,
    entity: Entity,
    names: set[int],
    interviews: list[int],
    said: dict[str, Any],
) -> Entity | None:
    going = [name for name in entity.names.all() if name.pk in names]
    moved = [name.text for name in going]
    try:
        with transaction.atomic():
            new = split_entity(
                entity,
                names=going,
                interviews=interviews,
                text=said["text"],
                kind=said["kind"],
                language=said["language"],
            )
    except SplitError as problem:
        desk.message_user(request, str(problem), messages.ERROR)
        return None
    desk.log_addition(request, new, [{"added": {}}])
    desk.log_change(request, entity, gettext("Split off: %(name)s") % {"name": new.name})
    if moved:
        # No file is to give them back.
        desk.log_change(request, entity, as_taken_away(Name._meta.verbose_name, moved))
    mentions = Mention.objects.filter(entity=new)
    within = mentions.order_by().values("turn__interview").distinct().count()
    old = format_html(
        '<a href="{}">{}</a>', reverse("admin:interviews_entity_change", args=[entity.pk]), entity.name
    )
    made = gettext("{new} was split off from {old}, and has {used} now. Its names are being found anew.")
    desk.message_user(
        request,
        format_html(made, new=new.name, old=old, used=passages_in_interviews(mentions.count(), within)),
        messages.SUCCESS,
    )
    return new


def _show(
    desk: EntityAdmin,
    request: HttpRequest,
    entity: Entity,
    form: NewEntityForm,
    names: set[int],
    chosen: list[int],
    is_asked: bool,
) -> HttpResponse:
    typed = request.POST.get("q", "")
    page = _interviews(entity, typed, request.POST.get("page", ""))
    uses = _uses(entity, list(page), set(chosen))
    usage = name_usage(entity)
    shown = {use.interview.pk for use in uses}
    if not is_asked:
        # Going from page to page asks for no new name yet.
        form = NewEntityForm(initial=_typed(request, form), auto_id="new-%s")
    context = {
        "title": gettext("Split %(name)s") % {"name": entity.name},
        "entity": entity,
        "form": form,
        "names": [
            (name, name_link(name, *usage.get(name.pk, (0, 0))), name.pk in names)
            for name in entity.names.all()
        ],
        "page": page,
        "uses": uses,
        "elsewhere": [number for number in chosen if number not in shown],
        "typed": typed,
    }
    return desk.render(request, "split", context, 422 if is_asked else 200)


def _typed(request: HttpRequest, form: NewEntityForm) -> dict[str, Any]:
    return {
        name: request.POST.get(name, form.initial.get(name, field.initial))
        for name, field in form.fields.items()
    }


def _mentions(entity: Entity) -> Any:
    return Mention.objects.filter(entity=entity).exclude(state=Mention.State.REJECTED).order_by()


def _interviews(entity: Entity, typed: str, wanted: str) -> Page:
    found = Interview.objects.filter(pk__in=_mentions(entity).values("turn__interview"))
    if typed.strip():
        found = found.filter(containing("title", typed))
    pages = Paginator(found.order_by("-published_on", "-pk"), _ON_PAGE)
    return pages.get_page(wanted if len(wanted) < 9 else "1")


def _uses(entity: Entity, interviews: list[Interview], chosen: set[int]) -> list[InterviewUse]:
    """The interviews with the first places in each that name the entity, by three queries."""
    places = _mentions(entity).filter(turn__interview__in=interviews)
    numbers: dict[int, list[int]] = defaultdict(list)
    for interview, number in places.order_by("turn__position", "start").values_list("turn__interview", "pk"):
        numbers[interview].append(number)
    wanted = [number for one in numbers.values() for number in one[:_CONTEXTS]]
    rows = Mention.objects.select_related("turn__interview").in_bulk(wanted)
    return [
        InterviewUse(
            interview,
            len(numbers[interview.pk]),
            [
                in_context(place.turn, place.start, place.end)
                for place in map(rows.__getitem__, numbers[interview.pk][:_CONTEXTS])
            ],
            interview.pk in chosen,
        )
        for interview in interviews
    ]
