"""Labels that serve as signs of turns where they are too few, or too uneven, to be learned as voices.

«س:», «الجواب:», «المذيعة:» tell the side by what they mean. A name tells it by its place: behind a mark
(«•• الراوي:»), or where an exchange of labels has begun («المراسل: …؟» / «الراوي: …»).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from interviews.transcripts.page.greeting import greets
from interviews.transcripts.people.labels import GENERIC_SIDES, Sighting, colon_sighting, generic_sighting
from interviews.transcripts.people.names import without_article
from interviews.transcripts.people.roles import side_of_role
from interviews.transcripts.result import TurnKind
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.vocabulary import Words

_MOST_LEAD_WORDS = 2000
_MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """A label at a paragraph's beginning; `side` is what it opens, None where only its name is known."""

    sighting: Sighting
    side: TurnKind | None

    @property
    def stands_alone(self) -> bool:
        """Whether what it labels begins on the next line."""
        return self.sighting.ending == "alone"


def turn_labels(document: Document) -> dict[int, TurnLabel]:
    """The labels that open turns, by paragraph: «السؤال:», «المراسل:», «- الراوي:», and names among them."""
    found: dict[int, TurnLabel] = {}
    names: dict[int, Sighting] = {}
    for paragraph in document.paragraphs:
        generic = generic_sighting(document, paragraph)
        if generic and (
            generic.ending == "colon" or len(generic.generic) > 1 or _stands_alone(document, generic)
        ):
            found[paragraph.index] = TurnLabel(generic, GENERIC_SIDES[generic.generic])
            continue
        sighting = colon_sighting(document, paragraph)
        if sighting is None:
            continue
        side = side_of_role(sighting.words)
        if side:
            found[paragraph.index] = TurnLabel(sighting, side)
        elif len(sighting.words) <= _MOST_NAME_WORDS:
            names[paragraph.index] = sighting
    hosts = _hosts(document, names)
    if hosts:
        found |= {
            index: TurnLabel(sighting, "question" if sighting.key in hosts else None)
            for index, sighting in names.items()
            if index >= min(i for i, s in names.items() if s.key in hosts)
        }
        return found
    names = {index: sighting for index, sighting in names.items() if not sighting.qualified}
    for index, sighting in _names_of_speakers(document, names, found).items():
        found[index] = TurnLabel(sighting, None)
    return found


def _hosts(document: Document, names: dict[int, Sighting]) -> set[Words]:
    """Whose speech welcomes an audience: «سعد الراوي: أهلاً بكم في حلقة جديدة». Full names only."""
    return {
        sighting.key
        for index, sighting in names.items()
        if len(sighting.words) > 1 and greets(document, sighting.body_start, document.paragraphs[index].end)
    }


def _stands_alone(document: Document, sighting: Sighting) -> bool:
    paragraph = document.paragraphs[sighting.paragraph]
    return paragraph.end - sighting.name_end <= 3


def _names_of_speakers(
    document: Document, names: dict[int, Sighting], found: dict[int, TurnLabel]
) -> dict[int, Sighting]:
    """Of names before a colon those of speakers.

    The lead has the full name; or it stands behind a mark and recurs, or the lead has its last word; or it
    stands right behind a labelled turn.
    """
    if not names:
        return {}
    counts = Counter(sighting.key for sighting in names.values())
    first = document.paragraphs[min(names)].start
    lead = {
        form
        for word in document.words(0, first, limit=_MOST_LEAD_WORDS)
        for form in (without_article(word.folded), without_article(word.folded.removeprefix("ل")))
    }
    unlabelled = Counter(
        paragraph.mark
        for paragraph in document.paragraphs
        if paragraph.mark and paragraph.index not in names and document.asks(paragraph)
    )
    unlabelled.subtract(document.paragraphs[index].mark for index in names)
    speakers: dict[int, Sighting] = {}
    for index, sighting in sorted(names.items()):
        introduced = len(sighting.key) > 1 and lead.issuperset(sighting.key)
        known = introduced or counts[sighting.key] > 1 or sighting.key[-1] in lead
        if (
            (introduced and not sighting.marked)
            or (sighting.marked and known and not _calls(document, sighting, unlabelled))
            or _answers_label(index, found)
            or (known and _follows_label(index, found, speakers))
        ):
            speakers[index] = sighting
    return speakers


def _calls(document: Document, sighting: Sighting, unlabelled: Mapping[str, int]) -> bool:
    """Whether a name calls who is asked: «* سعد الراوي: كيف ترى …؟» where most «*» ask without a name."""
    paragraph = document.paragraphs[sighting.paragraph]
    return document.asks(paragraph) and unlabelled.get(paragraph.mark, 0) > 0


def _answers_label(index: int, found: dict[int, TurnLabel]) -> bool:
    """Whether the last label of a side before a paragraph opens a question, one or two lines above."""
    return any(index - i in found and found[index - i].side == "question" for i in (1, 2))


def _follows_label(index: int, found: dict[int, TurnLabel], speakers: dict[int, Sighting]) -> bool:
    return any(index - i in found or index - i in speakers for i in (1, 2, 3))
