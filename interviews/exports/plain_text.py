"""An interview as plain text, to be read in a mail or an editor, and read back by ``parse_transcript``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.models import Participant, Turn

from .structured import Record


def plain_text(record: Record) -> str:
    """A record of `structured.interview_record` as text; its words are the published ones, to the character.

    Each turn begins with who speaks («مايا الخطيب: نعم، …»), as labels of published interviews do; where that
    is not known, with what the turn is («سؤال: …»). Narration stands below «[سرد]», the closing below
    «[الخاتمة]». Paragraphs are parted by an empty line. The words around the interview are in its language.
    """
    with translation.override(record["language"]):
        names = speaker_names(record)
        asks = _who_asks(record)
        parts = [
            record["title"],
            "\n".join(filter(None, (record["outlet"], published(record), record["place"]))),
            "\n".join(participant_line(one) for one in record["participants"]),
            topics_line(record),
            record["lead"],
            *(_turn(turn, names, asks) for turn in record["turns"]),
            f"[{_('closing')}]\n\n{record['closing']}" if record["closing"].strip() else "",
            _provenance(record),
            "\n".join(correction_line(correction) for correction in record["corrections"]),
        ]
        return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _turn(turn: Record, names: dict[str, str], asks: str) -> str:
    if turn["kind"] == Turn.Kind.NARRATION and not turn["speaker"]:
        return f"[{Turn.Kind.NARRATION.label}]\n\n{turn['text']}"
    return f"{turn_label(turn, names, asks)}: {turn['text']}"


def speaker_names(record: Record) -> dict[str, str]:
    """The name of each participant by the label as printed."""
    return {label: one["name"] for one in record["participants"] for label in one["labels"]}


def _who_asks(record: Record) -> str:
    """Whose questions most are; reported ones, which are nobody's words, are put under that name, too."""
    asked = Counter(turn["speaker"] for turn in record["turns"] if turn["kind"] == Turn.Kind.QUESTION)
    return next((speaker for speaker, _times in asked.most_common() if speaker), "")


def turn_label(turn: Record, names: dict[str, str], asks: str = "") -> str:
    """Who speaks, else what the turn is: «مايا الخطيب», «سؤال»."""
    speaker = turn["speaker"] or (asks if turn["indirect"] else "")
    return names[speaker] if speaker else str(Turn.Kind(turn["kind"]).label)


def participant_line(participant: Record) -> str:
    """«مايا الخطيب، وزيرة البيئة (ضيف)»."""
    who = listed(filter(None, (participant["name"], participant["office"])))
    return f"{who} ({Participant.Role(participant['role']).label})"


def topics_line(record: Record) -> str:
    return _("Topics: %(topics)s") % {"topics": listed(record["topics"])} if record["topics"] else ""


def correction_line(correction: Record) -> str:
    return _("Correction of %(date)s: %(text)s") % {
        "date": written(correction["made_on"]),
        "text": correction["text"],
    }


def _provenance(record: Record) -> str:
    """Where it was published and is kept; behind a line «المصدر: …» no turn goes on, also for the parser."""
    kept = short_address(record)
    lines = [_("Source: %(address)s") % {"address": record["source_url"] or kept}]
    if record["source_url"]:
        lines.append(_("Archive: %(address)s") % {"address": kept})
    lines.append(revision_line(record))
    return "\n".join([*lines, sample_notice()] if record["sample"] else lines)


def short_address(record: Record) -> str:
    """The address by number, which fits on paper and leads to the interview under any title."""
    site = record["url"].partition("/interviews/")[0]
    return site + reverse("interview-by-number", args=[record["id"]])


def sample_notice() -> str:
    return _(
        "This is a sample, written to show what the archive does: "
        "the people in it and what happens are invented."
    )


def revision_line(record: Record) -> str:
    """«النسخة 3، 24 آب 2020»: which state of the interview this is."""
    return _("Revision %(number)s of %(date)s") % {
        "number": record["revision"],
        "date": written(revised_on(record)),
    }


def revised_on(record: Record) -> str:
    """The day of the last change as clocks here show it: ``2020-08-24``."""
    return timezone.localdate(datetime.fromisoformat(record["updated_at"])).isoformat()


def published(record: Record) -> str:
    return written(record["published_on"]) if record["published_on"] else ""


def written(day: str) -> str:
    """A day as the language in use writes it: «2020-08-24» -> «24 آب/أغسطس 2020»."""
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def listed(parts: Iterable[str]) -> str:
    """Parts with the comma of the language in use between them."""
    comma = ", " if translation.get_language() == "en" else "، "
    return comma.join(parts)
