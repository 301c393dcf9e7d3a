"""The paste desk: the list of pasted texts, the page that receives one, and the page to work on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.actions import pasting
from interviews.actions.layout_names import layout_name
from interviews.actions.paste_access import lock, refuse_conflict
from interviews.actions.paste_saving import interview_of_source, save_as_interview
from interviews.actions.pasting import PasteConflict, PasteError
from interviews.actions.similar import Similar, similar_interviews
from interviews.actions.speaker_candidates import Candidate, speaker_candidates
from interviews.models import Participant, Paste, PasteSource
from interviews.transcripts.draft import Draft, DraftError, DraftSpeaker

from . import paste_steps
from .choices import OnlyRowNumbers
from .kept_posts import keep, wants_json
from .paste_forms import FactsForm, KnownFactsForm, ReceiveForm
from .paste_page import Card, DeskPage, Segment, changed
from .split_points import SENTENCES_ON_PAGE, sentences

FOLDER = "admin/interviews/paste"

SCRIPTS = [f"admin_interviews/paste_{name}.js" for name in ("steps", "links", "caret", "keys", "drag")]

View = Callable[..., HttpResponse]


@admin.register(Paste)
class PasteAdmin(OnlyRowNumbers, admin.ModelAdmin):
    list_display = (
        "headline",
        "status",
        "turn_count",
        "doubt_count",
        "layout_read",
        "added_by",
        "added_on",
    )
    list_filter = ("status",)
    list_per_page = 50
    search_fields = ("title", "opening")
    actions = None

    class Media:
        css = {"all": [f"admin_interviews/paste_{name}.css" for name in ("desk", "panels", "columns")]}  # noqa: RUF012 (as Django's own classes have it)

    # --- Who may ---

    def _may(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("interviews.add_interview"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Nothing that was pasted is ever lost.
        return False

    # --- Addresses ---

    def get_urls(self) -> list[Any]:
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="interviews_paste_changelist"),
            path("add/", self._page(self.add_page), name="interviews_paste_add"),
            path("<int:pk>/change/", self._page(self.desk), name="interviews_paste_change"),
            path("<int:pk>/step/", self._page(self.step), name="interviews_paste_step"),
            path("<int:pk>/split/<int:block>/", self._page(self.split_page), name="interviews_paste_split"),
            path("<int:pk>/original/", self._page(self.original), name="interviews_paste_original"),
        ]

    def _page(self, view: View) -> View:
        """A page of the desk: without a session its form is given back instead of being thrown away.

        Outside of a transaction: each action has its own, and a page that is only shown needs none.
        """

        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not self.admin_site.has_permission(request):
                return keep(request)
            return signed_in(request, *args, **kwargs)

        def permitted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self._may(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        signed_in = self.admin_site.admin_view(permitted)
        return transaction.non_atomic_requests(shown)

    def _paste(self, pk: int) -> Paste:
        # No larger number fits into the database's column.
        paste = Paste.objects.for_desk().filter(pk=pk).first() if pk < 10**18 else None
        if paste is None:
            raise Http404
        return paste

    def _render(
        self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return render(request, f"{FOLDER}/{name}.html", {**shared, **context}, status=status)

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Paste]:
        return Paste.objects.for_list()

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        return Paste.objects.for_list().query.order_by

    @admin.display(description=gettext_lazy("title or opening words"))
    def headline(self, paste: Paste) -> str:
        return Truncator(str(paste)).chars(80)

    @admin.display(description=gettext_lazy("created"))
    def added_on(self, paste: Paste) -> str:
        return date_format(localtime(paste.created_at), "DATE_FORMAT")

    @admin.display(description=gettext_lazy("layout"))
    def layout_read(self, paste: Paste) -> str:
        return gettext_lazy("not readable") if paste.error else layout_name(paste.layout)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": _("Texts that wait at the desk"), **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, title)
        return answer

    # --- Receiving a text ---

    def add_page(self, request: HttpRequest) -> HttpResponse:
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        received, known = ReceiveForm(*given), KnownFactsForm(*given[:1])
        if request.method == "POST" and received.is_valid() and known.is_valid():
            try:
                paste = pasting.receive(**received.received, facts=known.facts, by=request.user)
            except PasteError as problem:
                received.add_error(None, str(problem))
            else:
                address = reverse("admin:interviews_paste_change", args=[paste.pk])
                receipt = received.cleaned_data["receipt"]
                return redirect(f"{address}?received={receipt}" if receipt.isascii() else address)
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Add an interview from its text"), "received": received, "known": known}
        return self._render(request, "add", context, status)

    # --- The desk ---

    def desk(self, request: HttpRequest, pk: int) -> HttpResponse:
        paste = self._paste(pk)
        return self._show(request, paste, FactsForm(instance=paste))

    def _show(
        self,
        request: HttpRequest,
        paste: Paste,
        facts: FactsForm,
        status: int = 200,
        unsent: Sequence[tuple[str, str]] = (),
    ) -> HttpResponse:
        draft = paste.current_draft
        context = {
            **self._parts(request, paste, draft),
            "title": _("Pasted text: %(title)s") % {"title": str(paste)},
            "facts": facts,
            "unsent": unsent,
            "received": request.GET.get("received", ""),
            "scripts": SCRIPTS,
            "similar": _similar(paste),
            "same_source": None if paste.saved_interview else interview_of_source(paste),
        }
        return self._render(request, "desk", context, status)

    def _parts(self, request: HttpRequest, paste: Paste, draft: Draft | None) -> dict[str, Any]:
        """What the pieces of the page are made from."""
        wanted = request.GET.get("part", "")
        page = (
            DeskPage(draft, int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1) if draft else None
        )
        return {
            "paste": paste,
            "draft": draft,
            "page": page,
            "open": paste.status == Paste.Status.WAITING,
            "interview": paste.saved_interview,
            # Asks the database, which most steps need not.
            "people": SimpleLazyObject(lambda: _people(draft)) if draft else [],
            "undecided": sum(one.decision == "open" for one in draft.speakers) if draft else 0,
            "roles": Participant.Role.choices,
            "step_address": _step_address(paste, page),
        }

    # --- A step ---

    def step(self, request: HttpRequest, pk: int) -> HttpResponse:
        paste = self._paste(pk)
        address = reverse("admin:interviews_paste_change", args=[paste.pk])
        if request.method != "POST":
            # Such as after signing in again.
            return redirect(address)
        fields = paste_steps.fields_of(request.POST)
        if fields.get("operation") == "facts":
            return self._note_facts(request, paste, fields)
        if fields.get("operation") == "save":
            return self._save(request, paste, fields)
        before = paste.current_draft
        try:
            paste = paste_steps.take(paste, fields, request.user)
        except PasteError as problem:
            return self._refuse(request, paste, problem)
        after = paste.current_draft
        if before is None or after is None or fields["operation"] in ("discard", "restore"):
            messages.success(request, str(paste_steps.DONE[fields["operation"]]))
            return _go(request, address)
        return self._answer(request, paste, (before, after), fields)

    def _save(self, request: HttpRequest, paste: Paste, fields: dict[str, str]) -> HttpResponse:
        """Make the interview, with the facts as they stand in the form; with wrong ones nothing is made."""
        version, noted = paste_steps.version_in(fields), False
        try:
            if "title" in fields and paste.saved_interview is None:
                refuse_conflict(paste, version)
                form = FactsForm(request.POST, instance=paste)
                if not form.is_valid():
                    return self._refuse_facts(request, paste, form, "facts-errors")
                if form.has_changed():
                    paste = pasting.set_facts(paste, version, form.facts, by=request.user)
                    version, noted = paste.version, True
            with transaction.atomic():
                # A second click may have come before the first was done.
                interview = lock(paste).saved_interview
                is_new = interview is None
                interview = interview or save_as_interview(paste, version, by=request.user)
        except PasteError as problem:
            interview = self._paste(paste.pk).saved_interview
            if interview is None:
                return self._refuse(request, paste, problem, version if noted else None)
            is_new = False
        if is_new:
            self.log_addition(request, interview, [{"added": {}}])
            messages.success(request, _("The interview was saved as a draft."))
        return _go(request, reverse("admin:interviews_interview_change", args=[interview.pk]))

    def _note_facts(self, request: HttpRequest, paste: Paste, fields: dict[str, str]) -> HttpResponse:
        version = paste_steps.version_in(fields)
        try:
            refuse_conflict(paste, version)
            form = FactsForm(request.POST, instance=paste)
            if not form.is_valid():
                return self._refuse_facts(request, paste, form, "")
            paste = pasting.set_facts(paste, version, form.facts, by=request.user)
        except PasteError as problem:
            return self._refuse(request, paste, problem)
        said = str(paste_steps.DONE["facts"])
        if wants_json(request):
            return self._show_facts(request, paste, form, said, "")
        messages.success(request, said)
        return redirect(reverse("admin:interviews_paste_change", args=[paste.pk]))

    def _refuse_facts(self, request: HttpRequest, paste: Paste, form: FactsForm, focus: str) -> HttpResponse:
        # The form has written into its paste what was typed, wrong as it is.
        kept = self._paste(paste.pk)
        if not wants_json(request):
            return self._show(request, kept, form, 422)
        said = _("The facts could not be saved. See the errors beside them.")
        return self._show_facts(request, kept, form, said, focus)

    def _show_facts(
        self, request: HttpRequest, paste: Paste, form: FactsForm, said: str, focus: str
    ) -> HttpResponse:
        shown = {"facts": form, "paste": paste}
        parts = {
            f"facts-{name}": get_template(f"{FOLDER}/facts_{name}.html").render(shown, request)
            for name in ("errors", "brief")
        }
        return JsonResponse(
            {"version": paste.version, "done": said, "focus": focus, "panes": {}, "parts": parts}
        )

    def _refuse(
        self, request: HttpRequest, paste: Paste, problem: PasteError, version: int | None = None
    ) -> HttpResponse:
        """Says why a step was not taken; ``version`` is the new one when a part of it was."""
        conflict = isinstance(problem, PasteConflict) or problem.code == "closed"
        # Where the reason is an interview of the archive, one click leads to it.
        there = problem.interview
        see = reverse("admin:interviews_interview_change", args=[there.pk]) if there else ""
        if wants_json(request):
            said = {"problem": str(problem), "conflict": conflict, "see": see, "version": version}
            return JsonResponse(said, status=409 if conflict else 422)
        link = format_html(' <a href="{}">{}</a>', see, _("Show that interview")) if see else ""
        messages.error(request, format_html("{}{}", problem, link))
        if conflict and "title" in request.POST:
            present = self._paste(paste.pk)
            unsent = FactsForm(request.POST, instance=self._paste(paste.pk)).differing
            return self._show(request, present, FactsForm(instance=present), 409, unsent)
        return redirect(reverse("admin:interviews_paste_change", args=[paste.pk]))

    def _answer(
        self, request: HttpRequest, paste: Paste, drafts: tuple[Draft, Draft], fields: dict[str, str]
    ) -> HttpResponse:
        """What a step changed: for a script in pieces, else the whole page again, at the same place."""
        before, after = drafts
        shown = self._parts(request, paste, after)
        page: DeskPage = shown["page"]
        focus = paste_steps.focus_after(before, after, fields)
        part = page.part_of(focus) if focus is not None else page.number
        address = reverse("admin:interviews_paste_change", args=[paste.pk])
        if part > 1:
            address += f"?part={part}"
        if not wants_json(request):
            return redirect(f"{address}#b{focus}" if focus is not None else address)
        stood = DeskPage(before, page.number)
        if part != page.number or len(stood.numbers) != len(page.numbers):
            return JsonResponse({"go": f"{address}#b{focus}"})
        pieces = ["head", "doubts"]
        if before.speakers != after.speakers:
            pieces.append("people")
        if (before.layout, before.layouts) != (after.layout, after.layouts):
            pieces.append("layouts")
        shown["csrf_token"] = get_token(request)
        return JsonResponse(
            {
                "version": paste.version,
                "done": str(paste_steps.DONE[fields["operation"]]),
                "focus": f"b{focus}" if focus is not None else "",
                "panes": {
                    "cards": _patch("card", stood.cards, page.cards, shown),
                    "source-text": _patch("segment", stood.segments, page.segments, shown),
                },
                "parts": {
                    f"desk-{name}": get_template(f"{FOLDER}/{name}.html").render(shown, request)
                    for name in pieces
                },
            }
        )

    # --- Splitting without a cursor, and the original ---

    def split_page(self, request: HttpRequest, pk: int, block: int) -> HttpResponse:
        paste = self._paste(pk)
        draft = paste.current_draft
        try:
            chosen = draft.block(block) if draft else None
        except DraftError:
            chosen = None
        if draft is None or chosen is None:
            raise Http404
        pieces = list(sentences(draft, chosen))
        wanted = request.GET.get("from", "")
        first = min(int(wanted), len(pieces) - 1) if wanted.isdecimal() and len(wanted) < 9 else 0
        shown = pieces[first : first + SENTENCES_ON_PAGE]
        behind = first + SENTENCES_ON_PAGE
        context = {
            **self._parts(request, paste, draft),
            "title": _("Split this passage"),
            "passage": chosen,
            "sentences": shown,
            "next": behind if behind < len(pieces) else None,
            "previous": max(0, first - SENTENCES_ON_PAGE) if first else None,
        }
        return self._render(request, "split", context)

    def original(self, request: HttpRequest, pk: int) -> HttpResponse:
        paste = self._paste(pk)
        source = PasteSource.objects.get(pk=paste.source_id)
        answer = HttpResponse(bytes(source.original), content_type="application/octet-stream")
        name = source.file_name or f"{paste.pk}.txt"
        answer.headers["Content-Disposition"] = content_disposition_header(True, name)
        return answer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in a draft, with the archive's speakers who may be meant."""

    speaker: DraftSpeaker
    candidates: Sequence[Candidate]
    others: Sequence[DraftSpeaker]


def _people(draft: Draft) -> list[Person]:
    candidates = speaker_candidates(draft.speakers)
    return [
        Person(one, candidates.get(one.key, ()), [other for other in draft.speakers if other.key != one.key])
        for one in draft.speakers
    ]


def _similar(paste: Paste) -> list[Similar]:
    own: Any = paste.saved_interview
    return similar_interviews(paste.text, exclude=own.pk if own else None, outlet=paste.outlet)


def _step_address(paste: Paste, page: DeskPage | None) -> str:
    address = reverse("admin:interviews_paste_step", args=[paste.pk])
    return f"{address}?part={page.number}" if page and page.number > 1 else address


def _go(request: HttpRequest, address: str) -> HttpResponse:
    return JsonResponse({"go": address}) if wants_json(request) else redirect(address)


def _patch(
    name: str, old: Sequence[Card | Segment], new: Sequence[Card | Segment], context: dict[str, Any]
) -> dict[str, Any]:
    """For one column: its elements in order, and the HTML of those that are new or look different."""
    template = get_template(f"{FOLDER}/{name}.html")
    return {
        "order": [item.key for item in new],
        "html": {item.key: template.render({**context, name: item}) for item in changed(old, new)},
    }
