"""The texts that every engine indexes, and the queries that every engine answers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from interviews.arabic.normalize import fold
from interviews.arabic.tokens import tokenize
from interviews.management.text_lines import json_lines, unreadable
from interviews.management.unsaved_turns import unsaved_interview, unsaved_outlet
from interviews.models import Turn

# As many turns as an interview has on average.
TURNS_OF_AN_INTERVIEW = 20

# Questions are shorter than answers (in the sample archive 10 words to 65); the texts are as long as answers.
WORDS_OF_A_QUESTION = 25

# Queries are made as kw3 of the project's relevance data: the rarest three words of a question. A passage of
# six words gives words as frequent as those of kw3 are in this corpus (together in 327 of 40,000 texts, half
# of the queries in more; kw3: 371); without what only one or two texts have, they are a little dearer.
PASSAGE, WORDS, RAREST = 6, 3, 3


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the file, with a number of its own (from 1) each time it is repeated.

    ``outlet`` and ``published_on`` are those of the interview it stands in, ``place`` is its place in the
    file: what is made of a text once need not be made again.
    """

    number: int
    place: int
    text: str
    outlet: str
    published_on: date

    @property
    def year(self) -> int:
        return self.published_on.year


class Corpus:
    """The texts of a file, repeated until there are ``turns``. Raises ``UnreadableLine``."""

    def __init__(self, path: Path, turns: int) -> None:
        self.path = path
        self.turns = turns
        self._rows: list[tuple[str, str, date]] = []
        for number, record in islice(json_lines(path, ("text", "outlet", "date")), turns):
            try:
                day = date.fromisoformat(record["date"])
            except (TypeError, ValueError) as error:
                raise unreadable(path, number, _("the date is none")) from error
            self._rows.append((record["text"], record["outlet"], day))
        if not self._rows:
            raise unreadable(path, 1, _("there is no text"))
        names = sorted({outlet for _words, outlet, _day in self._rows})
        self._outlets = {name: unsaved_outlet(number, name) for number, name in enumerate(names, 1)}

    @property
    def originals(self) -> list[str]:
        """The texts without repetitions; ``Text.place`` is the place in this list."""
        return [text for text, _name, _day in self._rows]

    def __len__(self) -> int:
        return self.turns

    def __iter__(self) -> Iterator[Text]:
        for interview in range(self.interviews):
            yield from self.texts_of(interview)

    @property
    def interviews(self) -> int:
        """How many interviews the texts make."""
        return -(-self.turns // TURNS_OF_AN_INTERVIEW)

    def texts_of(self, interview: int) -> list[Text]:
        """The texts that stand in an interview, which are numbered from 0."""
        start = interview * TURNS_OF_AN_INTERVIEW
        _first, outlet, day = self._rows[start % len(self._rows)]
        return [
            Text(number + 1, number % len(self._rows), self._rows[number % len(self._rows)][0], outlet, day)
            for number in range(start, min(start + TURNS_OF_AN_INTERVIEW, self.turns))
        ]

    def turns_of(self, interview: int, added: str = "") -> list[Turn]:
        """The same as unsaved turns, each with ``added`` at its end.

        Question and answer by turns, so that every field of the index has words.
        """
        texts = self.texts_of(interview)
        first = texts[0]
        turns = unsaved_interview(
            interview + 1,
            first.number,
            [
                (Turn.Kind.ANSWER if place % 2 else Turn.Kind.QUESTION, one.text + added)
                for place, one in enumerate(texts)
            ],
            title=" ".join(first.text.split()[:8]),
            outlet=self._outlets[first.outlet],
            published_on=first.published_on,
        )
        for turn in turns:
            if turn.asked_first:
                turn.asked_first = " ".join(turn.asked_first.split()[:WORDS_OF_A_QUESTION])
        return turns

    def queries(self, number: int, seed: int) -> list[str]:
        """Queries of three words, each the rarer words of a passage somewhere in the texts.

        The same for the same seed: ``queries(1, seed=1)`` may give ``["الموازنة البرلمان جلسة"]``.
        """
        frequency = Counter(word for text in self.originals for word in set(_words(fold(text))))
        chance = random.Random(seed)
        queries: list[str] = []
        # Too small a corpus may have no such passage: as many as were found then.
        for _attempt in range(50 * number):
            words = _words(chance.choice(self._rows)[0])
            start = chance.randrange(max(1, len(words) - PASSAGE + 1))
            known = {w: frequency[fold(w)] for w in words[start : start + PASSAGE]}
            rarest = sorted((n, word) for word, n in known.items() if n >= RAREST)[:WORDS]
            if len(rarest) == WORDS:
                queries.append(" ".join(word for _n, word in rarest))
            if len(queries) == number:
                break
        return queries


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]
