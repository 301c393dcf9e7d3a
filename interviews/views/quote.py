"""Words of an interview in every form in which they are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from interviews.exports import citations
from interviews.exports.card_addresses import quotation_address, reason_against
from interviews.exports.cards import MOST_CHARACTERS, Shape
from interviews.exports.citations import Quotation
from interviews.exports.selection import Selection
from interviews.models import Interview, Turn
from interviews.transcripts.text.sentences import sentence_starts

from .site import site_address

#: How each form is called, in the order in which the page shows them.
LABELS = {
    "arabic": _("As Arabic newspapers quote"),
    "chicago": _("Chicago"),
    "bibtex": _("BibTeX"),
    "ris": _("RIS"),
}
_FILES = {
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
}
# Characters by which a sentence is recognised in the list of all.
LONGEST_BEGINNING = 60


class Sentence(NamedTuple):
    """A sentence of the turn, by which its words are chosen without a script."""

    start: int
    end: int
    beginning: str
    #: Whether the words chosen begin or end in it.
    is_first: bool = False
    is_last: bool = False


@require_safe
def quote(request: HttpRequest, key: str) -> HttpResponse:
    """The words ``?start=&end=`` of a turn, else all of it; ``format`` json, bib or ris gives a file.

    Offsets count code points of the text; what is no number, or no place in the text, is passed over.
    """
    if not key.isalnum():
        # No key, and PostgreSQL has no text with a NUL in it.
        raise Http404
    turn = get_object_or_404(Turn.objects.published(), key=key)
    interview = Interview.objects.for_listing().get(pk=turn.interview_id)
    people = {participant.pk: participant for participant in interview.participants.all()}
    turn.interview, turn.participant = interview, people.get(turn.participant_id)
    selection = _selection(request, turn)
    quotation, site = Quotation(interview, turn, selection), site_address(request)
    wanted = request.GET.get("format")
    if wanted in _FILES:
        name, media_type = _FILES[wanted]
        response = HttpResponse(citations.FORMS[name](quotation, site), content_type=media_type)
        file = f"{citations.entry_key(quotation)}.{wanted}"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return response
    found = _everything(quotation, site)
    if wanted == "json":
        return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    sentences = list(_sentences(turn.text, selection))
    return render(
        request,
        "quote.html",
        found
        | {
            "interview": interview,
            "turn": turn,
            "quotation": quotation,
            "selection": selection,
            "questions": [] if quotation.is_question else Turn.objects.questions_of([turn]),
            "labelled_forms": [
                (name, LABELS[name], text, found["files"].get(name)) for name, text in found["forms"].items()
            ],
            "sentences": sentences if len(sentences) > 1 else [],
            "is_whole": selection == Selection.of(turn),
            "most": MOST_CHARACTERS,
        },
    )


def _selection(request: HttpRequest, turn: Turn) -> Selection:
    start, end = (_offset(request.GET.get(name, "")) for name in ("start", "end"))
    # A turn without a letter cannot be stored.
    return Selection.of(turn, start or 0, end) or Selection.of(turn)  # type: ignore[return-value]


def _offset(value: str) -> int | None:
    # Seven digits are more than any text has, and Python refuses to read some thousand.
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 7 else None


def _everything(quotation: Quotation, site: str) -> dict[str, Any]:
    """What the script on an interview's page copies, and what the page of the quotation shows."""
    selection = quotation.selection
    page = reverse("quote", args=[selection.key])
    place = {"start": selection.start, "end": selection.end}
    reason = reason_against(quotation, site)
    return {
        "words": quotation.words,
        "address": quotation.address(site),
        "page": f"{page}?{urlencode(place)}",
        "forms": {name: form(quotation, site) for name, form in citations.FORMS.items()},
        "files": {
            name: f"{page}?{urlencode({**place, 'format': suffix})}"
            for suffix, (name, _type) in _FILES.items()
        },
        "cards": {} if reason else {str(shape): quotation_address(quotation, shape, site) for shape in Shape},
        "no_card": reason,
    }


def _sentences(text: str, selection: Selection) -> Iterator[Sentence]:
    starts = [start.at for start in sentence_starts(text, 0, len(text))]
    for begin, behind in zip(starts, [*starts[1:], len(text)], strict=True):
        words = text[begin:behind].strip()
        if not words:
            continue
        start = text.index(words, begin)
        is_first, is_last = (begin <= at < behind for at in (selection.start, selection.end - 1))
        beginning = Truncator(words).chars(LONGEST_BEGINNING)
        yield Sentence(start, start + len(words), beginning, is_first, is_last)
