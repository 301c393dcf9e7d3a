"""What the answers look like, and how they are made of rows.

What stands under the same name in the JSON download of an interview, or in the bulk dump, has the same shape
there (`interviews.exports.structured`). Names are in the language of the reader, since an answer has one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Literal, Self

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from interviews import models
from interviews.exports.structured import entities_around

from .addresses import Addresses
from .parameters import Kind, Language

_ID = _("The number by which the archive knows it.")
_URL = _("The page for readers.")
_API_URL = _("The address in this API.")
_INTERVIEWS_URL = _("The list of its interviews in this API.")
_NAME = _("The name in the reader's language.")
_START = _("Offset of the first character, counted in Unicode code points.")
_END = _("Offset behind the last character.")


class Reference(BaseModel):
    id: int = Field(description=_ID)
    name: str = Field(description=_NAME)
    url: str = Field(description=_URL)
    api_url: str = Field(description=_API_URL)

    @classmethod
    def to(cls, row: Any, at: Addresses) -> Self:
        """To a speaker, an outlet or a topic; an interview is called by its title."""
        name = row.title if isinstance(row, models.Interview) else row.name
        return cls(id=row.pk, name=name, url=at.short(row), api_url=at.api(row._meta.model_name, row.pk))


class EntityReference(Reference):
    kind: Kind = Field(description=_("What it is."))

    @classmethod
    def to(cls, row: models.Entity, at: Addresses) -> Self:
        return cls(
            id=row.pk, name=row.name, url=at.short(row), api_url=at.api("entity", row.pk), kind=row.kind
        )


class Participant(BaseModel):
    name: str = Field(description=_("The speaker's name in the reader's language, or the label."))
    labels: list[str] = Field(description=_("How the text names this participant."))
    role: Literal["interviewer", "guest", "moderator"] = Field(description=_("The part in the interview."))
    office: str = Field(description=_("The office held at that time; empty when not known."))
    speaker: Reference | None = Field(description=_("Who this is; null when not certain."))

    @classmethod
    def of(cls, row: models.Participant, at: Addresses) -> Self:
        return cls(
            name=row.name,
            labels=[row.label],
            role=row.role,
            office=row.office,
            speaker=Reference.to(row.speaker, at) if row.speaker else None,
        )


class InterviewReference(BaseModel):
    id: int = Field(description=_ID)
    url: str = Field(description=_URL)
    api_url: str = Field(description=_API_URL)
    title: str = Field(description=_("The title as published."))
    language: Language = Field(description=_("The language of the text."))
    published_on: date | None = Field(description=_("The day of publication; null when not known."))
    outlet_ref: Reference | None = Field(description=_("Who published it; null when not known."))

    @classmethod
    def to(cls, row: models.Interview, at: Addresses) -> Self:
        return cls(**cls._values(row, at))

    @classmethod
    def _values(cls, row: models.Interview, at: Addresses) -> dict[str, Any]:
        return {
            "id": row.pk,
            "url": at.page(row),
            "api_url": at.api("interview", row.pk),
            "title": row.title,
            "language": row.language,
            "published_on": row.published_on,
            "outlet_ref": Reference.to(row.outlet, at) if row.outlet else None,
        }


class InterviewSummary(InterviewReference):
    turns_url: str = Field(description=_("The list of its turns in this API."))
    place: str = Field(description=_("Where it was published; empty when not known."))
    source_url: str = Field(description=_("The address of the original; empty when there is none."))
    sample: bool = Field(
        description=_("True when it was written for demonstration and everything is invented.")
    )
    revision: int = Field(description=_("Rises with every change of an editor."))
    updated_at: datetime = Field(description=_("The time of the last change."))
    topic_refs: list[Reference] = Field(description=_("What it is about."))
    participants: list[Participant] = Field(description=_("Who takes part."))

    @classmethod
    def of(cls, row: models.Interview, at: Addresses) -> Self:
        """Of an interview that was read with ``for_listing``."""
        return cls(**cls._values(row, at))

    @classmethod
    def _values(cls, row: models.Interview, at: Addresses) -> dict[str, Any]:
        return super()._values(row, at) | {
            "turns_url": at.api("interview-turns", row.pk),
            "place": row.place,
            "source_url": row.source_url,
            "sample": row.is_sample,
            "revision": row.version,
            "updated_at": row.updated_at.astimezone(UTC).replace(microsecond=0),
            "topic_refs": [Reference.to(topic, at) for topic in row.topics.all()],
            "participants": [Participant.of(one, at) for one in row.participants.all()],
        }


class Mention(BaseModel):
    start: int = Field(description=_START)
    end: int = Field(description=_END)
    entity: EntityReference = Field(description=_("Who or what is named here."))

    @classmethod
    def of(cls, start: int, end: int, entity: models.Entity, at: Addresses) -> Self:
        return cls(start=start, end=end, entity=EntityReference.to(entity, at))


class Correction(BaseModel):
    made_on: date = Field(description=_("The day of the correction."))
    text: str = Field(description=_("What was wrong and what is right."))


class Interview(InterviewSummary):
    lead: str = Field(description=_("The paragraphs before the first question."))
    lead_mentions: list[Mention] = Field(description=_("Where the lead names somebody or something."))
    closing: str = Field(description=_("What follows the last answer."))
    closing_mentions: list[Mention] = Field(description=_("Where the closing names somebody or something."))
    corrections: list[Correction] = Field(description=_("What was corrected after publication."))
    turn_count: int = Field(description=_("How many turns it has."))

    @classmethod
    def of(cls, row: models.Interview, at: Addresses) -> Self:
        """Of an interview with ``turn_count``, read with ``for_listing`` and its corrections."""
        around = entities_around([row])

        def mentions(part: str) -> list[Mention]:
            places = row.names_around.get(part, ())
            return [Mention.of(start, end, around[pk], at) for start, end, pk in places if pk in around]

        return cls(
            **cls._values(row, at),
            lead=row.lead,
            lead_mentions=mentions("lead"),
            closing=row.closing,
            closing_mentions=mentions("closing"),
            corrections=[Correction(made_on=one.made_on, text=one.text) for one in row.corrections.all()],
            turn_count=row.turn_count,
        )


class FoundTurn(BaseModel):
    id: str = Field(description=_("The key of the turn, which never changes."))
    key: str = Field(description=_("The same as id."))
    url: str = Field(description=_("Its place on the page for readers."))
    api_url: str = Field(description=_API_URL)
    interview: InterviewReference = Field(description=_("The interview it belongs to."))
    position: int = Field(description=_("Its place in the interview, from 1."))
    kind: Literal["question", "answer", "narration"] = Field(description=_("Question, answer or narration."))
    text: str = Field(description=_("The words exactly as published."))
    indirect: bool = Field(description=_("True when the text reports the question instead of quoting it."))
    exchange: int | None = Field(description=_("A question and its answers bear the same number."))
    participant: Participant | None = Field(description=_("Who speaks; null when not known."))

    @classmethod
    def of(cls, row: models.Turn, at: Addresses) -> Self:
        return cls(**cls._values(row, at))

    @classmethod
    def _values(cls, row: models.Turn, at: Addresses) -> dict[str, Any]:
        return {
            "id": row.key,
            "key": row.key,
            "url": at.page(row),
            "api_url": at.api("turn", row.key),
            "interview": InterviewReference.to(row.interview, at),
            "position": row.position,
            "kind": row.kind,
            "text": row.text,
            "indirect": row.indirect,
            "exchange": row.exchange,
            "participant": Participant.of(row.participant, at) if row.participant else None,
        }


class Turn(FoundTurn):
    mentions: list[Mention] = Field(description=_("Where the text names somebody or something."))

    @classmethod
    def _values(cls, row: models.Turn, at: Addresses) -> dict[str, Any]:
        return super()._values(row, at) | {
            "mentions": [Mention.of(one.start, one.end, one.entity, at) for one in row.mentions.all()]
        }


class Name(BaseModel):
    text: str = Field(description=_("The name as it is written."))
    language: Language = Field(description=_("The language of the name."))
    kind: Literal["preferred", "variant", "abbreviation", "former"] = Field(
        description=_("What kind of name.")
    )


def _names(entity: models.Entity) -> list[Name]:
    return [Name(text=one.text, language=one.language, kind=one.kind) for one in entity.all_names]


class SpeakerSummary(Reference):
    interviews_url: str = Field(description=_INTERVIEWS_URL)
    names: list[Name] = Field(description=_("All names, in all languages."))
    interview_count: int = Field(description=_("The number of public interviews."))

    @classmethod
    def of(cls, row: models.Speaker, at: Addresses) -> Self:
        """Of a speaker with names and ``interview_count``."""
        return cls(**cls._values(row, at))

    @classmethod
    def _values(cls, row: models.Speaker, at: Addresses) -> dict[str, Any]:
        return Reference.to(row, at).model_dump() | {
            "interviews_url": at.api("interviews", speaker=row.pk),
            "names": _names(row.entity),
            "interview_count": row.interview_count,
        }


class Office(BaseModel):
    office: str = Field(description=_("The office as the interview names it."))
    published_on: date | None = Field(description=_("The day of that interview."))
    interview: Reference = Field(description=_("The interview that names the office."))


class Speaker(SpeakerSummary):
    biography: str = Field(description=_("Some words about this person; may be empty."))
    picture: str | None = Field(description=_("The address of a picture."))
    entity_ref: EntityReference | None = Field(
        description=_("The same in the list of names; null when no public turn names it.")
    )
    offices: list[Office] = Field(description=_("The offices held, the earliest first."))


class Outlet(Reference):
    interviews_url: str = Field(description=_INTERVIEWS_URL)
    names: list[Name] = Field(description=_("All names, in all languages."))
    interview_count: int = Field(description=_("The number of public interviews."))
    city: str = Field(description=_("Where it is; empty when not known."))
    site: str = Field(description=_("Its web site; empty when not known."))
    colour: str = Field(description=_("Its colour, such as #0b5c55; empty when it has none."))

    @classmethod
    def of(cls, row: models.Outlet, at: Addresses) -> Self:
        """Of an outlet with names and ``interview_count``."""
        return cls(
            **Reference.to(row, at).model_dump(),
            interviews_url=at.api("interviews", outlet=row.pk),
            names=_names(row.entity),
            interview_count=row.interview_count,
            city=row.city,
            site=row.site,
            colour=row.colour,
        )


class Topic(Reference):
    interviews_url: str = Field(description=_INTERVIEWS_URL)
    interview_count: int = Field(description=_("The number of public interviews."))

    @classmethod
    def of(cls, row: models.Topic, at: Addresses) -> Self:
        """Of a topic with ``interview_count``."""
        return cls(
            **Reference.to(row, at).model_dump(),
            interviews_url=at.api("interviews", topic=row.pk),
            interview_count=row.interview_count,
        )


class EntitySummary(EntityReference):
    interviews_url: str = Field(description=_("The list of interviews that name it, in this API."))
    search_url: str = Field(description=_("The search for the turns that name it, in this API."))
    names: list[Name] = Field(description=_("All names, in all languages."))
    wikidata: str | None = Field(description=_("The identifier in Wikidata; null when not known."))

    @classmethod
    def of(cls, row: models.Entity, at: Addresses) -> Self:
        """Of an entity with names."""
        return cls(**cls._values(row, at))

    @classmethod
    def _values(cls, row: models.Entity, at: Addresses) -> dict[str, Any]:
        return EntityReference.to(row, at).model_dump() | {
            "interviews_url": at.api("interviews", entity=row.pk),
            "search_url": at.api("search", entities=row.pk),
            "names": _names(row),
            "wikidata": row.wikidata or None,
        }


class Title(BaseModel):
    text: str = Field(description=_("What stands beside the name."))
    language: Language = Field(description=_("The language of the title."))
    kind: Literal["title", "kunya"] = Field(description=_("A title or a kunya."))


class Entity(EntitySummary):
    titles: list[Title] = Field(description=_("Titles and kunyas beside the name."))
    speaker: Reference | None = Field(description=_("The speaker that this is; null for anybody else."))
    outlet: Reference | None = Field(description=_("The outlet that this is; null for anything else."))
    interview_count: int = Field(description=_("The number of public interviews that name it."))
    turn_count: int = Field(description=_("The number of public turns that name it."))


_NEXT = _("The address of the next page; null on the last.")
_PREVIOUS = _("The address of the page before; null on the first.")


class _Page(BaseModel):
    next: str | None = Field(description=_NEXT)
    previous: str | None = Field(description=_PREVIOUS)


class InterviewPage(_Page):
    items: list[InterviewSummary] = Field(description=_("The interviews of this page."))


class TurnPage(_Page):
    items: list[Turn] = Field(description=_("The turns of this page."))


class SpeakerPage(_Page):
    items: list[SpeakerSummary] = Field(description=_("The speakers of this page."))


class OutletPage(_Page):
    items: list[Outlet] = Field(description=_("The outlets of this page."))


class TopicPage(_Page):
    items: list[Topic] = Field(description=_("The topics of this page."))


class EntityPage(_Page):
    items: list[EntitySummary] = Field(description=_("The entities of this page."))


class Range(BaseModel):
    start: int = Field(description=_START)
    end: int = Field(description=_END)


class Passage(Range):
    text: str = Field(description=_("The words of the turn between the two offsets."))
    marks: list[Range] = Field(description=_("The words that match, by offsets into the text of the turn."))

    @classmethod
    def all_of(cls, pieces: Iterable[Any]) -> list[Passage]:
        """The passages that a snippet consists of."""
        passages: list[Passage] = []
        for piece in pieces:
            if piece.start is None:
                # An ellipsis, behind which another begins.
                continue
            end = piece.start + len(piece.text)
            if not passages or passages[-1].end != piece.start:
                passages.append(cls(start=piece.start, end=piece.start, text="", marks=[]))
            last = passages[-1]
            last.end = end
            last.text += piece.text
            if piece.marked:
                last.marks.append(Range(start=piece.start, end=end))
        return passages


class Question(BaseModel):
    id: str = Field(description=_("The key of the turn, which never changes."))
    url: str = Field(description=_("Its place on the page for readers."))
    api_url: str = Field(description=_API_URL)
    text: str = Field(description=_("The words exactly as published."))
    passages: list[Passage] = Field(description=_("The passages that match best."))


class Hit(BaseModel):
    turn: FoundTurn = Field(description=_("The turn that was found."))
    passages: list[Passage] = Field(description=_("The passages that match best."))
    question: Question | None = Field(description=_("The question that this answers."))
    others: int = Field(description=_("Further turns found in the same interview, with view=interviews."))


class FacetValue(BaseModel):
    value: str = Field(description=_("What to say in the address."))
    label: str = Field(description=_("What it is called in the reader's language."))
    count: int = Field(description=_("The number of turns."))
    chosen: bool = Field(description=_("Whether the search is narrowed by it."))


class Facet(BaseModel):
    name: str = Field(description=_("The name of the parameter that narrows the search by it."))
    label: str = Field(description=_("What it is called in the reader's language."))
    values: list[FacetValue] = Field(description=_("The most frequent values."))
    has_more: bool = Field(description=_("Whether there are more values; ask for them with all=NAME."))


class QueryProblem(BaseModel):
    code: str = Field(description=_("The kind of problem, for programs."))
    text: str = Field(description=_("The part of the query."))
    detail: str = Field(description=_("What was wrong with it and what was done instead."))


class SearchPage(_Page):
    items: list[Hit] = Field(description=_("The turns that were found, the best first."))
    total: int = Field(description=_("How many turns were found."))
    interviews: int | None = Field(description=_("How many interviews they belong to, with view=interviews."))
    complete: int | None = Field(
        description=_("How many turns have all the words; null when that says nothing.")
    )
    nearest: bool = Field(description=_("True when no turn has all the words and the nearest are shown."))
    mended: str | None = Field(
        description=_("The query as it was understood, when something in it was wrong.")
    )
    problems: list[QueryProblem] = Field(description=_("What could not be taken as it was typed."))
    facets: list[Facet] = Field(description=_("By what the search can be narrowed, with counts."))


class ParameterError(BaseModel):
    # "in" is a word of Python.
    place: str = Field(serialization_alias="in", description=_("Where the value stood: path or query."))
    name: str = Field(description=_("The name of the parameter."))
    code: str = Field(description=_("The kind of problem, for programs."))
    detail: str = Field(description=_("The problem in the reader's language."))


class Problem(BaseModel):
    type: str = Field(description=_("Always about:blank; the code says more."))
    title: str = Field(description=_("The kind of problem in the reader's language."))
    status: int = Field(description=_("The HTTP status."))
    detail: str = Field(description=_("The problem in the reader's language."))
    code: str = Field(description=_("The kind of problem, for programs."))
    errors: list[ParameterError] = Field(description=_("The parameters that were wrong."))
