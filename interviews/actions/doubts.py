"""Can a text go into the archive as it was read, or should an editor look at it first?"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from interviews.transcripts.result import Transcript

from .similar import Similar

# Turns that a label or a mark tells have a confidence of 0.85 and more, by alternation alone about 0.6:
# below this mean, about every third turn rests on little.
LEAST_CONFIDENCE = 0.8

# What the parser remarks and has settled: where it took a name from, what it took for a misprint or for
# a dialogue that the guest tells. Any other remark is a question to the editor.
SETTLED = frozenset({"name_from_lead", "speaker_from_lead", "misprinted_label", "quoted_dialogue"})

# What is no question any more when the file, or the one beside it, names the guest.
SETTLED_BY_GUEST = frozenset({"uncertain_guest", "uncertain_roles"})


def mean_confidence(transcript: Transcript) -> float:
    """How sure the turns are on average, from 0 to 1; 0 without turns."""
    turns = transcript.turns
    return sum(turn.confidence for turn in turns) / len(turns) if turns else 0.0


def doubts(
    transcript: Transcript | None, similar: Iterable[Similar], *, guest_known: bool = False
) -> list[str]:
    """Why an editor should see a text before it is an interview, a sentence for each reason; none if sure.

    A text is sure when it has questions and answers, its turns are confident on average, the parser
    leaves nothing open, and the archive has nothing like it. ``transcript`` is None for a file that
    says its turns itself, of which only the last can be doubtful; ``guest_known`` where the file or the
    one beside it names the guest.
    """
    settled = SETTLED | SETTLED_BY_GUEST if guest_known else SETTLED
    reasons = []
    if transcript is not None:
        if not {"question", "answer"} <= {turn.kind for turn in transcript.turns}:
            reasons.append(_("No questions and answers were recognised in it."))
        elif (confidence := mean_confidence(transcript)) < LEAST_CONFIDENCE:
            reasons.append(
                _("Its turns are uncertain: %(percent)d%% on average.") % {"percent": round(100 * confidence)}
            )
        reasons += [problem.message for problem in transcript.problems if problem.code not in settled]
    for one in similar:
        reasons.append(
            _("In the archive already (%(kind)s, %(percent)d%% in common): %(title)s")
            % {"kind": one.kind.label, "percent": one.percent, "title": one.interview.title}
        )
    return list(dict.fromkeys(reasons))
