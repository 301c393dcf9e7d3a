"""Who asks and who answers: from question marks, clauses, and what the labels themselves say."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from interviews.transcripts.people.labels import GENERIC_SIDES, Sighting
from interviews.transcripts.people.names import shows_outlet
from interviews.transcripts.people.voices import Voice, Voices
from interviews.transcripts.result import Problem, Role, TurnKind
from interviews.transcripts.text.paragraphs import Document
from interviews.transcripts.text.reporting import ReportingClause
from interviews.transcripts.vocabulary import phrases

_INTERVIEWERS = phrases("labels.txt", "interviewer")
_MODERATORS = phrases("labels.txt", "moderator")
_GUESTS = phrases("labels.txt", "guest")


def is_role(words: Sequence[str]) -> bool:
    """Whether a label is a noun for who asks, answers or leads: «المذيعة», «الضيف»."""
    return any(words in table for table in (_INTERVIEWERS, _MODERATORS, _GUESTS))


def side_of_role(words: Sequence[str]) -> TurnKind | None:
    """The side for which a label's noun stands: «المذيعة» asks, «الضيف» answers, «الراوي» shows nothing.

    One word may follow that tells how it is said: «المذيعة متعجبة:».
    """
    for told in (words, words[:-1]):
        if told in _INTERVIEWERS or told in _MODERATORS:
            return "question"
        if told in _GUESTS:
            return "answer"
    return None


def assign_roles(document: Document, learned: Voices, clauses: dict[int, ReportingClause]) -> None:
    """Who asks: by the question marks of the labelled paragraphs, then by what the labels say."""
    if not learned.all:
        return
    scores: dict[int, float] = {}
    fixed = _roles_by_clauses(learned, clauses)
    lengths = _mean_lengths(document, learned)
    longest = max(lengths.values())
    first = min(learned.all, key=lambda voice: voice.sightings[0].paragraph)
    for voice in learned.all:
        asking = sum(_asks(document, sighting) for sighting in voice.sightings) / len(voice.sightings)
        words = [sighting.words for sighting in voice.sightings]
        score = 2 * asking - 0.75 * lengths[id(voice)] / longest + 0.25 * (voice is first)
        if any(label in _MODERATORS for label in words):
            fixed[id(voice)] = "moderator"
        elif any(label in _INTERVIEWERS for label in words) or GENERIC_SIDES.get(voice.generic) == "question":
            fixed[id(voice)] = "interviewer"
        elif any(label in _GUESTS for label in words) or GENERIC_SIDES.get(voice.generic) == "answer":
            fixed[id(voice)] = "guest"
        elif any(shows_outlet(label) for label in words):
            score += 1.5
        scores[id(voice)] = score
    open_ = [voice for voice in learned.all if id(voice) not in fixed]
    someone_asks = any(role != "guest" for role in fixed.values())
    someone_answers = "guest" in fixed.values()
    ranked = sorted(open_, key=lambda voice: scores[id(voice)], reverse=True)
    for place, voice in enumerate(ranked):
        asks = scores[id(voice)] >= 0.75
        first_of_many = place == 0 and not someone_asks and len(learned.all) > 1
        if first_of_many and not _follows_questions(document, learned, voice):
            asks = True
        if place == len(ranked) - 1 and place and not someone_answers:
            asks = False
        voice.role = "interviewer" if asks else "guest"
    for voice in learned.all:
        voice.role = fixed.get(id(voice), voice.role)
    _warn_of_close_roles(learned, ranked, scores)


def _roles_by_clauses(learned: Voices, clauses: dict[int, ReportingClause]) -> dict[int, Role]:
    """The roles that clauses tell outright: «سأل الناشط:», «وأجاب الراوي:»; none where they disagree."""
    told: dict[int, set[Role]] = {}
    for clause in clauses.values():
        tells = clause.verb in ("ask", "answer") and clause.ending != "none"
        voice = learned.mentioned_in(clause.subject) if tells else None
        if voice:
            told.setdefault(id(voice), set()).add("interviewer" if clause.verb == "ask" else "guest")
    return {voice: next(iter(roles)) for voice, roles in told.items() if len(roles) == 1}


def _follows_questions(document: Document, learned: Voices, voice: Voice) -> bool:
    """Whether a voice mostly speaks right behind a question that nothing labels: it answers."""
    behind = sum(
        1
        for sighting in voice.sightings
        if sighting.paragraph
        and sighting.paragraph - 1 not in learned.by_paragraph
        and document.asks(document.paragraphs[sighting.paragraph - 1])
    )
    return behind >= len(voice.sightings) / 2


def _warn_of_close_roles(learned: Voices, ranked: Sequence[Voice], scores: dict[int, float]) -> None:
    for asker, answerer in pairwise(ranked):
        close = scores[id(asker)] - scores[id(answerer)] < 0.4
        if close and asker.role != "guest" and answerer.role == "guest":
            sighting = asker.sightings[0]
            learned.problems.append(
                Problem(
                    "uncertain_roles",
                    "لا يتضح من السائل ومن المجيب؛ راجع أدوار المتحدثين.",
                    sighting.name_start,
                    sighting.name_end,
                )
            )


def _asks(document: Document, sighting: Sighting) -> bool:
    """Whether the labelled paragraph ends in a question mark; for a label alone on its line the next one."""
    paragraph = document.paragraphs[sighting.paragraph]
    if sighting.body_start >= paragraph.end and sighting.paragraph + 1 < len(document.paragraphs):
        paragraph = document.paragraphs[sighting.paragraph + 1]
    return document.asks(paragraph)


def _mean_lengths(document: Document, learned: Voices) -> dict[int, float]:
    """The mean length in characters of what stands behind each voice's labels, at least 1."""
    order = sorted(
        ((sighting, voice) for voice in learned.all for sighting in voice.sightings),
        key=lambda pair: pair[0].start,
    )
    total: defaultdict[int, int] = defaultdict(int)
    for (sighting, voice), (following, _) in pairwise(order):
        total[id(voice)] += following.start - sighting.start
    if order:
        last, voice = order[-1]
        total[id(voice)] += document.paragraphs[last.paragraph].end - last.start
    return {id(voice): max(1.0, total[id(voice)] / len(voice.sightings)) for voice in learned.all}
