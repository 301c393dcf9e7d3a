"""How does a file become an interview of the archive?

The parser returns plain objects; here they are written, one transaction for each interview, so
that a file is in the archive whole or not at all. What an editor should see first waits at the paste
desk instead (see ``doubts``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interviews.arabic.language import detect_language
from interviews.entities import NameFinder
from interviews.models import Interview, Outlet, Participant, Paste, Speaker, Topic, Turn, name_key
from interviews.search.indexing import outbox
from interviews.transcripts.parse import parse
from interviews.transcripts.result import Transcript
from interviews.transcripts.result import Turn as ParsedTurn
from interviews.transcripts.sources import REFUSED_SUFFIXES, SUFFIXES

from .authority import get_or_create_outlet, get_or_create_speaker
from .doubts import doubts, mean_confidence
from .import_desk import leave_at_desk, paste_of_file
from .interview_file import (
    InterviewFacts,
    InvalidFile,
    ParticipantFacts,
    TurnFacts,
    is_interview,
    read_interview,
    read_source,
    read_text,
)
from .names import link_names
from .paste_access import PasteError
from .pasting import Facts
from .similar import remember_text, similar_interviews
from .source_digest import source_digest
from .titles import LONGEST_TITLE, title_by_guests
from .turns import exchange_numbers

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the importer says about all files of one run; a file's own facts win over it."""

    outlet: str = ""
    published_on: date | None = None
    language: str = ""
    publish: bool = False
    create_speakers: bool = False
    #: Doubts do not count: the files are known to be right, as the samples are.
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file, how it was read, and what to look at.

    ``status`` is "created" (an interview), "waiting" (at the desk), "unchanged" (it was there already) or
    "failed". ``layout`` is empty and ``confidence`` (0 to 1, the mean of the turns) None where nothing was
    read, or the file says its turns itself.
    """

    path: Path
    status: str
    interview: Interview | None = None
    paste: Paste | None = None
    layout: str = ""
    turns: int = 0
    confidence: float | None = None
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file with what was found in it. ``transcript`` is None for a file that says its turns itself."""

    path: Path
    digest: str
    facts: InterviewFacts
    said: InterviewFacts
    source: str = ""
    transcript: Transcript | None = None

    @property
    def compared_text(self) -> str:
        """The words by which the interview is looked for in the archive."""
        if self.source:
            return self.source
        return "\n".join([self.facts.lead, *(turn.text for turn in self.facts.turns), self.facts.closing])

    def outcome(self, status: str, notes: Iterable[str], **result: Any) -> ImportOutcome:
        read = self.transcript
        return ImportOutcome(
            self.path,
            status,
            layout=read.layout if read else "",
            turns=len(self.facts.turns),
            confidence=mean_confidence(read) if read and read.turns else None,
            notes=tuple(notes),
            **result,
        )


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files to import in ``paths``: each path named, and in folders every file that is read here.

    So are documents of kinds that are not (.pdf), for an editor must learn that they were not imported.

    A JSON file beside another file of the same name holds that text's facts and does not count
    by itself. A path that is not there, a link to nothing and a folder with no such file stay in the
    list, so that importing them says so.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            told = (*SUFFIXES, *REFUSED_SUFFIXES)
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in told and not p.is_dir())
            files.extend([p for p in inside if not p.name.startswith(".")] or [path])
        else:
            files.append(path)
    transcripts = {file.with_suffix("") for file in files if file.suffix.lower() != ".json"}
    kept = [f for f in files if f.suffix.lower() != ".json" or f.with_suffix("") not in transcripts]
    return list(dict.fromkeys(kept))


def import_file(
    path: Path, options: ImportOptions, finder: NameFinder | None = None, *, dry_run: bool = False
) -> ImportOutcome:
    """Import one file; whatever is wrong with it is in the outcome, and then nothing was written.

    A text that is doubtful becomes no interview, but a text that waits at the desk, and is never
    published from here. This cannot be part of another transaction.
    """
    try:
        return _import(path, options, finder, dry_run)
    except (InvalidFile, PasteError) as error:
        reason = str(error)
    except Exception as error:
        # Whatever it is, it concerns this file; the others go on.
        logger.exception("%s could not be imported", path)
        reason = _("An unexpected error: %(error)s") % {"error": f"{type(error).__name__}: {error}"}
    return ImportOutcome(path, "failed", notes=(reason,))


def _import(path: Path, options: ImportOptions, finder: NameFinder | None, dry_run: bool) -> ImportOutcome:
    reading = _read(path)
    if existing := Interview.objects.filter(source_digest=reading.digest).first():
        return ImportOutcome(path, "unchanged", existing, turns=existing.turns.count())
    if paste := paste_of_file(path.read_bytes(), path.name, reading.digest):
        known = {
            Paste.Status.WAITING: _("It waits at the desk already."),
            Paste.Status.SAVED: _("It was saved at the desk."),
            Paste.Status.DISCARDED: _("It was put away at the desk."),
        }[Paste.Status(paste.status)]
        return ImportOutcome(path, "unchanged", paste=paste, turns=paste.turn_count, notes=(known,))
    reasons: list[str] = []
    if not options.trusted:
        named = any(participant.role == "guest" for participant in reading.said.participants)
        similar = similar_interviews(reading.compared_text)
        reasons = doubts(reading.transcript, similar, guest_known=named)
    if reasons:
        left = None if dry_run else _leave_at_desk(reading, options)
        return reading.outcome("waiting", reasons, paste=left)
    with transaction.atomic():
        interview, notes = _write(reading, options)
        link_names(interview, finder)
        remember_text(interview)
        if dry_run:
            transaction.set_rollback(True)
    return reading.outcome("created", notes, interview=interview)


def _read(path: Path) -> _Reading:
    """What is in a file; raises ``InvalidFile``."""
    if path.is_dir():
        raise InvalidFile(_("No file that can be imported was found in this folder."))
    if path.exists() and path.suffix.lower() not in (*SUFFIXES, *REFUSED_SUFFIXES):
        raise InvalidFile(
            _("Only these files can be imported: %(suffixes)s.") % {"suffixes": " ".join(SUFFIXES)}
        )
    if path.suffix.lower() == ".json" and is_interview(text := read_text(path)):
        facts = read_interview(text)
        if not facts.turns:
            raise InvalidFile(_("No questions and answers were recognised in it."))
        return _Reading(path, source_digest(text), facts, facts)
    source = read_source(path)
    if not source.text.strip():
        raise InvalidFile(_("There is no text in it."))
    said = _facts_beside(path) if path.suffix.lower() != ".json" else InterviewFacts()
    transcript, digest = parse(source), source_digest(source.text)
    return _Reading(path, digest, _with_transcript(said, transcript), said, source.text, transcript)


def _leave_at_desk(reading: _Reading, options: ImportOptions) -> Paste:
    said = reading.said
    language = said.language or options.language
    known = Facts(
        title=said.title,
        outlet=_outlet(said, options, language or detect_language(reading.compared_text)),
        published_on=said.published_on or options.published_on,
        place=said.place,
        source_url=said.source_url,
        language=language,
        topics=tuple(_topics(said)),
    )
    return leave_at_desk(reading.path.read_bytes(), reading.path.name, said, known)


def _facts_beside(path: Path) -> InterviewFacts:
    """What a JSON file of the same name says about a text; raises ``InvalidFile``, naming that file."""
    beside = path.with_suffix(".json")
    if not beside.is_file() and not beside.is_symlink():
        return InterviewFacts()
    try:
        facts = read_interview(read_text(beside))
    except InvalidFile as error:
        raise InvalidFile(f"{beside.name}: {error}") from error
    if facts.turns:
        raise InvalidFile(
            _("%(json)s holds turns of its own, so that the text beside it is not needed.")
            % {"json": beside.name}
        )
    return facts


def _with_transcript(facts: InterviewFacts, transcript: Transcript) -> InterviewFacts:
    """The facts completed by what the parser found; what the file itself says wins."""
    return replace(
        facts,
        lead=facts.lead or transcript.lead_text,
        closing=facts.closing or transcript.closing_text,
        participants=_participants(facts, transcript),
        turns=tuple(
            TurnFacts(turn.kind, _speaker(turn, facts), turn.text, turn.indirect) for turn in transcript.turns
        ),
    )


def _speaker(turn: ParsedTurn, facts: InterviewFacts) -> str | None:
    """Who speaks, where the text («س:», «ج:») does not say it but the facts leave no choice.

    A reported question is nobody's words, and stays without a speaker.
    """
    if turn.speaker or turn.indirect or turn.kind == "narration":
        return turn.speaker
    asks = turn.kind == "question"
    able = [p.name for p in facts.participants if (p.role == "guest") != asks]
    return able[0] if len(able) == 1 else None


def _participants(facts: InterviewFacts, transcript: Transcript) -> tuple[ParticipantFacts, ...]:
    given = {
        name_key(label): participant
        for participant in facts.participants
        for label in (participant.name, *participant.labels)
    }
    completed: dict[str, ParticipantFacts] = {p.name: p for p in facts.participants}
    for speaker in transcript.speakers:
        labels = tuple(dict.fromkeys((*speaker.labels, speaker.name)))
        known = next((given[key] for key in map(name_key, labels) if key in given), None)
        if known:
            merged = tuple(dict.fromkeys((*completed[known.name].labels, *labels)))
            completed[known.name] = replace(
                completed[known.name], labels=merged, office=known.office or speaker.office
            )
        else:
            completed[speaker.name] = ParticipantFacts(speaker.name, speaker.role, speaker.office, labels)
    return tuple(completed.values())


def _write(reading: _Reading, options: ImportOptions) -> tuple[Interview, list[str]]:
    facts, transcript = reading.facts, reading.transcript
    notes = [problem.message for problem in transcript.problems] if transcript else []
    language = facts.language or options.language
    if not language:
        language = detect_language(facts.lead + " ".join(turn.text for turn in facts.turns))
    outlet = _outlet(facts, options, language)
    if outlet is None and (name := facts.outlet or options.outlet):
        notes.append(_("Several are called %(name)s: choose the outlet on its page.") % {"name": name})
    elif outlet is None:
        notes.append(_("The outlet is not known: say it with --outlet, or later on the interview's page."))
    published_on = facts.published_on or options.published_on
    if published_on is None:
        notes.append(_("The date of publication is not known: say it with --date, or later."))
    interview = Interview.objects.create(
        title=facts.title or _title(facts, language, reading.path),
        outlet=outlet,
        lead=facts.lead,
        closing=facts.closing,
        published_on=published_on,
        place=facts.place,
        source_url=facts.source_url,
        language=language,
        status=Interview.Status.PUBLISHED if options.publish else Interview.Status.DRAFT,
        is_sample=facts.sample,
        source_text=reading.source,
        set_aside=transcript.as_json()["set_aside"] if transcript else [],
        source_digest=reading.digest,
    )
    interview.topics.set(_topics(facts))
    participants = _write_participants(interview, facts, options, notes)
    _write_turns(interview, facts.turns, participants)
    return interview, notes


def _topics(facts: InterviewFacts) -> list[Topic]:
    return [Topic.objects.get_or_create(name=name)[0] for name in facts.topics]


def _outlet(facts: InterviewFacts, options: ImportOptions, language: str) -> Outlet | None:
    if name := facts.outlet or options.outlet:
        if not name_key(name):
            raise InvalidFile(_("The outlet's name has no letter: %(name)s") % {"name": name})
        return get_or_create_outlet(name, language)
    # «وكالة …» before the questions is an outlet that the archive may know; it is not made up.
    names = [label for p in facts.participants if p.role == "interviewer" for label in (p.name, *p.labels)]
    return next(filter(None, map(Outlet.objects.the_one_named, names)), None)


def _title(facts: InterviewFacts, language: str, path: Path) -> str:
    """A title for a text that came without one: of its guests, else the file's name."""
    guests = [p.name for p in facts.participants if p.role == "guest"]
    return title_by_guests(guests, language) or path.stem[:LONGEST_TITLE]


def _everybody(facts: InterviewFacts) -> list[ParticipantFacts]:
    """The participants, and those who only stand before a turn."""
    everybody = list(facts.participants)
    known = {name_key(label) for p in everybody for label in (p.name, *p.labels)}
    for turn in facts.turns:
        if turn.speaker and (key := name_key(turn.speaker)) and key not in known:
            known.add(key)
            everybody.append(
                ParticipantFacts(turn.speaker, "guest" if turn.kind == "answer" else "interviewer")
            )
    return everybody


def _write_participants(
    interview: Interview, facts: InterviewFacts, options: ImportOptions, notes: list[str]
) -> dict[str, Participant]:
    """The participants by the folded form of every label they are printed with."""
    by_label: dict[str, Participant] = {}
    by_speaker: dict[int, Participant] = {}
    for participant in _everybody(facts):
        labels = (participant.name, *participant.labels)
        speaker = None
        if not any(map(Outlet.objects.the_one_named, labels)):
            speaker = _speaker_of(participant, interview, may_create=options.create_speakers or facts.sample)
            if speaker is None and participant.role == "guest":
                notes.append(
                    _("%(name)s is not among the speakers: choose one on the interview's page.")
                    % {"name": participant.name}
                )
        row = by_speaker.get(speaker.pk) if speaker else None
        if row is None:
            row = Participant.objects.create(
                interview=interview,
                speaker=speaker,
                label=participant.name[:200],
                role=participant.role,
                office=participant.office[:300],
            )
        if speaker:
            by_speaker[speaker.pk] = row
        for key in filter(None, map(name_key, labels)):
            by_label.setdefault(key, row)
    return by_label


def _speaker_of(participant: ParticipantFacts, interview: Interview, *, may_create: bool) -> Speaker | None:
    """The one speaker of the participant's name. A name of one word may be anybody's: none is made."""
    is_full_name = len(name_key(participant.name).split()) > 1
    if may_create and participant.role == "guest" and is_full_name:
        return get_or_create_speaker(participant.name, interview.language)
    return Speaker.objects.the_one_named(participant.name)


def _write_turns(
    interview: Interview, turns: tuple[TurnFacts, ...], participants: dict[str, Participant]
) -> None:
    numbers = exchange_numbers([turn.kind for turn in turns])
    Turn.objects.bulk_create(
        [
            Turn(
                interview=interview,
                position=position,
                kind=turn.kind,
                participant=participants.get(name_key(turn.speaker or "")),
                text=turn.text,
                indirect=turn.indirect,
                exchange=number,
            )
            for position, (turn, number) in enumerate(zip(turns, numbers, strict=True), start=1)
        ],
        batch_size=500,
    )
    # bulk_create sends no signals.
    outbox.queue([interview.pk])
