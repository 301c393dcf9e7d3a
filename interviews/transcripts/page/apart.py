"""What stands apart in a page whatever the layout of its interview: trails of links, datelines, credits.

Where a line stands decides how much it takes to be taken out. At the top, before the first paragraph of
prose, nearly everything is the page's; at the bottom whatever looks like a line of the page; before the
first question what is no sentence; within the exchange only what can be nothing else, since a left-over
credit does less harm than a lost answer. A line that asks is never taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from interviews.transcripts.page.page_lines import (
    LONGEST_LINE,
    PageLine,
    ends_sentence,
    is_dateline,
    may_be_menu,
    page_line,
)
from interviews.transcripts.page.pull_quotes import pull_quotes
from interviews.transcripts.people.labels import colon_sighting, generic_sighting
from interviews.transcripts.result import SetAsideKind
from interviews.transcripts.source import Look
from interviews.transcripts.text.asking import opens_asking, requests
from interviews.transcripts.text.paragraphs import Document, Paragraph

#: Looks that say outright what a passage is.
_BY_LOOK: dict[Look, SetAsideKind] = {
    "menu": "menu",
    "boilerplate": "menu",
    "caption": "caption",
    "byline": "byline",
    "date": "dateline",
}
#: A look that more of the text has than this is the page's mistake.
_MOST_WITH_LOOK = 0.5
#: With so many words or characters a paragraph is prose, of a lead or an answer.
_PROSE_WORDS, _PROSE = 20, 130
#: A sentence of so many words with a full stop is prose, too: titles have none.
_SENTENCE_WORDS = 8
_LONGEST_TITLE = 16
#: Pages have fewer lines than this above their article, and below it.
_MOST_AT_EDGE = 60
#: So many short lines in a row are a menu.
_MENU_LINES = 4
_FEWEST_WORDS_OF_LEAD = 6
#: A longer text is no page on which an editor drew words out of the article, in characters.
_LONGEST_PAGE = 300_000
#: So many numbered lines are no accident.
_NUMBERED = 3
#: In characters; four words have more.
_SHORTEST_QUOTE = 16


def apart(document: Document) -> dict[int, SetAsideKind]:
    """The kind of each paragraph, by its index, that is surely no part of a turn or of the lead.

    Above a lead «الرئيسية » ثقافة», «الراوي: لن نتراجع», «عمّان - نون» are "breadcrumb", "heading",
    "dateline"; «اقرأ أيضاً:» with the titles below it is "related" wherever it stands.
    """
    return _Page(document).apart()


@dataclass(frozen=True, slots=True)
class _Top:
    """The paragraphs before `end`, which is where the article begins: with prose or with a question."""

    end: int
    before_prose: bool


class _Page:
    """One document's paragraphs as lines of a page."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.paragraphs = document.paragraphs
        self.found: dict[int, SetAsideKind] = {}
        self._lines: dict[int, PageLine | None] = {}

    def apart(self) -> dict[int, SetAsideKind]:
        self._take_by_look()
        self._take_lists()
        self._take_sure_lines()
        top = self._top()
        self._take_top(top)
        self._take_before_first_question(top)
        self._take_bottom()
        if len(self.document.text) <= _LONGEST_PAGE:
            for index in pull_quotes(self.document, self._possible_pull_quotes(top)):
                self.found.setdefault(index, "pull_quote")
        return {index: kind for index, kind in self.found.items() if index not in self._numbered}

    @cached_property
    def _numbered(self) -> frozenset[int]:
        """The lines that a number opens where several have one: questions or a list, no furniture."""
        found = frozenset(
            paragraph.index
            for paragraph in self.paragraphs
            if self.document.label_at(paragraph) > paragraph.words_at
        )
        return found if len(found) >= _NUMBERED else frozenset()

    def _line(self, index: int) -> PageLine | None:
        if index not in self._lines:
            self._lines[index] = page_line(self.document, self.paragraphs[index])
        return self._lines[index]

    # By what the file says

    def _take_by_look(self) -> None:
        looks = {paragraph.index: self.document.looks_of(paragraph) for paragraph in self.paragraphs}
        for look, kind in _BY_LOOK.items():
            having = [index for index, own in looks.items() if look in own]
            if len(having) > _MOST_WITH_LOOK * len(looks):
                continue
            for index in having:
                if kind == "menu" or not self._asks(self.paragraphs[index]):
                    self.found.setdefault(index, kind)

    # Anywhere

    def _take_sure_lines(self) -> None:
        for paragraph in self.paragraphs:
            line = None if paragraph.index in self.found else self._line(paragraph.index)
            if line and line.sure and not line.heads:
                self.found[paragraph.index] = line.kind

    def _take_lists(self) -> None:
        """«اقرأ أيضاً:» with the titles below it; to the end of the text where nothing else follows."""
        bottom = self._bottom_of_titles()
        index = 0
        while index < len(self.paragraphs):
            line = self._line(index)
            if line is None or not line.heads or not (line.sure or index >= bottom):
                index += 1
                continue
            self.found[index] = line.kind
            for below in self._titles_below(index, index >= bottom):
                self.found[below] = line.kind
                index = below
            index += 1

    def _bottom_of_titles(self) -> int:
        """The index from which on no paragraph is prose, ends as a sentence or speaks in a dialogue."""
        index = len(self.paragraphs)
        highest = max(0, index - _MOST_AT_EDGE)
        while index > highest and self._is_title(self.paragraphs[index - 1]):
            index -= 1
        return index

    def _titles_below(self, head: int, at_bottom: bool) -> Iterator[int]:
        first = None
        for paragraph in self.paragraphs[head + 1 : head + 1 + _MOST_AT_EDGE]:
            line = self._line(paragraph.index)
            if (line and line.heads) or not self._is_title(paragraph):
                return
            if not at_bottom and self._asks(paragraph):
                return
            alike = first is None or (
                paragraph.mark == first.mark
                and (bool(paragraph.mark) or "link" in self.document.looks_of(paragraph))
            )
            if not at_bottom and not alike:
                return
            first = first or paragraph
            yield paragraph.index

    # At the top

    def _top(self) -> _Top:
        for paragraph in self.paragraphs[:_MOST_AT_EDGE]:
            if paragraph.index in self.found:
                continue
            if self._is_prose(paragraph):
                told = not self.document.asks(paragraph) and not self._labelled(paragraph)
                return _Top(paragraph.index, before_prose=told)
            if self._line(paragraph.index) is None and self._speaks(paragraph):
                return _Top(paragraph.index, before_prose=False)
        return _Top(0, before_prose=False)

    def _take_top(self, top: _Top) -> None:
        anchor = self._last_line_of_page(top)
        menu = self._menu_at(top)
        for paragraph in self.paragraphs[: top.end]:
            index = paragraph.index
            if index in self.found:
                continue
            line = self._line(index)
            if index in menu:
                self.found[index] = "menu"
            elif line:
                self.found[index] = line.kind
            elif self._is_dateline(paragraph, top):
                self.found[index] = "dateline"
            elif index < anchor or top.before_prose:
                if not self.document.words(paragraph.words_at, paragraph.end, limit=1):
                    self.found[index] = "separator"
                elif self._is_headline(paragraph):
                    self.found[index] = "heading"

    def _last_line_of_page(self, top: _Top) -> int:
        """The index of the last date, byline or other line of the page at the top; -1 without one."""
        certain = [
            index
            for index in range(top.end)
            if index in self.found or self._line(index) or self._is_dateline(self.paragraphs[index], top)
        ]
        return certain[-1] if certain else -1

    def _menu_at(self, top: _Top) -> set[int]:
        """Runs of short lines at the top; a headline and a byline do not come by fours."""
        found: set[int] = set()
        run: list[int] = []
        for paragraph in self.paragraphs[: top.end]:
            words = self.document.opening_words(paragraph)
            if not may_be_menu(self._text(paragraph), len(words)):
                run = []
                continue
            run.append(paragraph.index)
            if len(run) >= _MENU_LINES:
                found.update(run)
        return found

    def _is_dateline(self, paragraph: Paragraph, top: _Top) -> bool:
        """A place with a name, right above the lead: «عمّان - نون»; «عمّان - دمشق» may be an answer."""
        if not is_dateline(self._text(paragraph)) or self._asks(paragraph):
            return False
        if top.before_prose:
            return True
        following = self.paragraphs[paragraph.index + 1 : top.end]
        return any(len(self.document.opening_words(one)) >= _FEWEST_WORDS_OF_LEAD for one in following)

    def _is_headline(self, paragraph: Paragraph) -> bool:
        return not self._looks_like_questions(paragraph) and self._is_title(paragraph)

    def _looks_like_questions(self, paragraph: Paragraph) -> bool:
        """Whether the questions of the text are bold or headings as this paragraph is."""
        own = self.document.looks_of(paragraph) & {"strong", "heading"}
        if not own:
            return False
        asking = [one for one in self.paragraphs[:200] if self.document.asks(one)]
        same = sum(bool(own & self.document.looks_of(one)) for one in asking)
        return bool(asking) and same > len(asking) / 2

    # Before the first question

    def _take_before_first_question(self, top: _Top) -> None:
        """Bylines and captions between the lead and the first question."""
        for paragraph in self.paragraphs[top.end : top.end + _MOST_AT_EDGE]:
            if self._asks(paragraph) or paragraph.mark or generic_sighting(self.document, paragraph):
                return
            line = self._line(paragraph.index)
            if line and top.before_prose and line.kind in ("byline", "caption", "dateline", "breadcrumb"):
                self.found.setdefault(paragraph.index, line.kind)

    # At the bottom

    def _take_bottom(self) -> None:
        """Lines of the page below the last answer, from the last one upwards."""
        for paragraph in reversed(self.paragraphs[-_MOST_AT_EDGE:]):
            index = paragraph.index
            line = self._line(index)
            if index in self.found:
                if line and line.kind == "caption":
                    # Below the article «تصوير: فلان» is a credit.
                    self.found[index] = "credit"
                continue
            answers = index > 0 and self._asks(self.paragraphs[index - 1])
            if line is None or answers or paragraph.mark:
                return
            self.found[index] = "credit" if line.kind == "byline" else line.kind

    # What a paragraph is

    def _possible_pull_quotes(self, top: _Top) -> Iterator[Paragraph]:
        for paragraph in self.paragraphs[top.end :]:
            index = paragraph.index
            length = paragraph.end - paragraph.start
            if index in self.found or paragraph.mark or not _SHORTEST_QUOTE <= length <= 2 * LONGEST_LINE:
                continue
            answers = index > 0 and self.document.asks(self.paragraphs[index - 1])
            quoted = "quote" in self.document.looks_of(paragraph)
            if (not answers or quoted) and not self._asks(paragraph) and not self._labelled(paragraph):
                yield paragraph

    def _text(self, paragraph: Paragraph) -> str:
        return self.document.text[paragraph.words_at : paragraph.end]

    def _asks(self, paragraph: Paragraph) -> bool:
        if self.document.asks(paragraph):
            return True
        if paragraph.end - paragraph.start > 2 * LONGEST_LINE:
            return False
        words = [word.folded for word in self.document.opening_words(paragraph)]
        return requests(words) or opens_asking(words[:2])

    def _labelled(self, paragraph: Paragraph) -> bool:
        return bool(generic_sighting(self.document, paragraph) or colon_sighting(self.document, paragraph))

    def _speaks(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph may be a turn: it asks, or has a mark or a label that names nobody."""
        return bool(
            self._asks(paragraph)
            or (paragraph.mark and not self.document.is_rule(paragraph))
            or generic_sighting(self.document, paragraph)
        )

    def _is_prose(self, paragraph: Paragraph) -> bool:
        if paragraph.end - paragraph.start >= _PROSE:
            return True
        words = len(self.document.words(paragraph.words_at, paragraph.end, limit=_PROSE_WORDS))
        stops = self._text(paragraph).endswith((".", "…", ":"))
        return words == _PROSE_WORDS or (stops and words >= _SENTENCE_WORDS)

    def _is_title(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is as short as a title and ends like none of a sentence's."""
        if paragraph.end - paragraph.start > LONGEST_LINE or ends_sentence(self._text(paragraph)):
            return False
        words = self.document.words(paragraph.words_at, paragraph.end, limit=_LONGEST_TITLE + 1)
        return 0 < len(words) <= _LONGEST_TITLE
