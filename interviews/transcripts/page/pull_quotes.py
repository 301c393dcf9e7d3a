"""Lines that repeat what stands elsewhere in the text, as a page shows it large beside the column."""

import re
from collections.abc import Iterable

from interviews.arabic.normalize import fold
from interviews.transcripts.text.paragraphs import Document, Paragraph

#: A run of so many words is compared; what two people say alike by chance is mostly shorter.
_RUN = 4
#: Fewer words recur without being quoted. Quotation marks around the line, or its look, are evidence too.
_FEWEST_WORDS, _FEWEST_QUOTED = 6, 4
_MOST_WORDS = 40
_LONGEST = 280
#: Share of the line's runs that must stand in one other paragraph: editors change a word or two.
_MOST_REPEATED = 0.5
#: How much longer the paragraph must be in which the words were said.
_LONGER = 1.4
#: A run that so many candidates share is a refrain, not a quotation.
_REFRAIN = 4

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_QUOTED = re.compile(r"[\s*]*[«\"“”„‟❝].*[»\"”“❞][\s.*]*\Z", re.DOTALL)

_Run = tuple[str, ...]


def pull_quotes(document: Document, candidates: Iterable[Paragraph]) -> set[int]:
    """The indexes of those candidates that repeat words of a longer paragraph, with small changes at most.

    «كنا ننتظر الشاحنات أسابيع ونعمل بما لدينا» between two paragraphs repeats «… كنا ننتظر الشاحنات أسابيع،
    ونعمل بما لدينا من أدوات …». Every paragraph is read once, whatever the number of candidates.
    """
    runs: dict[int, set[_Run]] = {}
    for paragraph in candidates:
        if paragraph.end - paragraph.start > _LONGEST:
            continue
        words = _words(document, paragraph)
        quoted = "quote" in document.looks_of(paragraph) or _QUOTED.match(
            document.text, paragraph.words_at, paragraph.end
        )
        if (_FEWEST_QUOTED if quoted else _FEWEST_WORDS) <= len(words) <= _MOST_WORDS:
            runs[paragraph.index] = set(_runs(words))
    return _repeated(document, runs) if runs else set()


def _repeated(document: Document, runs: dict[int, set[_Run]]) -> set[int]:
    owners: dict[_Run, list[int]] = {}
    for index, own in runs.items():
        for run in own:
            owners.setdefault(run, []).append(index)
    owners = {run: indexes for run, indexes in owners.items() if len(indexes) < _REFRAIN}
    first_words = {run[0] for run in owners}
    found: set[int] = set()
    for paragraph in document.paragraphs:
        words = _words(document, paragraph)
        seen: dict[int, set[_Run]] = {}
        for place, word in enumerate(words):
            if word in first_words and (run := tuple(words[place : place + _RUN])) in owners:
                for index in owners[run]:
                    seen.setdefault(index, set()).add(run)
        found |= {
            index
            for index, repeated in seen.items()
            if len(words) >= _LONGER * (len(runs[index]) + _RUN - 1)
            and len(repeated) >= _MOST_REPEATED * len(runs[index])
        }
    return found


def _words(document: Document, paragraph: Paragraph) -> list[str]:
    return _BETWEEN_WORDS.sub(" ", fold(document.text[paragraph.words_at : paragraph.end])).split()


def _runs(words: list[str]) -> Iterable[_Run]:
    return (tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
