"""Whole interviews on one line: the line is cut where a sign in its middle opens a turn."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviews.transcripts.text.paragraphs import Paragraph

#: Bullets that stand in mid-line for nothing else.
_BULLETS = re.escape("●○◦•∙▪▫■□◆◇►▶◄◀➢➤⁃‣⬤★☆✦❖*{}|>")
#: What is left of bullets from a symbol font where the font is missing: «n متى؟», «§ غداً».
BROKEN_BULLETS = "A-Za-z§¡¿¤©®Øøüÿ¢£¥µ¶"
_SENTENCE_END = '؟?!.…»"”)'
_LABEL = (
    r"(?:[سج]\s?\d{0,2}\s?[:/\-–ـ]|(?:ال)?(?:سؤال|جواب|إجابة|اجابة|رد)\s{0,3}\d{0,2}\s{0,3}:)"
    r"(?=\s{0,9}[\w«\"“(])"
)
_SIGN = re.compile(
    rf"(?<=[\s{_SENTENCE_END}])(?:"
    rf"(?P<bullet>(?:[{_BULLETS}]\s?){{1,3}})(?=\s{{0,9}}[\w«\"“(])"
    r"|(?P<dash>[-–—ـ−]{1,3})(?=\s{0,9}[^\W\d_]|\s{0,9}[«\"“(])"
    r"|(?P<number>\d{1,2})\s?[.)\-–ـ](?=\s{0,9}[^\W\d_])"
    rf"|(?P<label>{_LABEL})"
    rf"|(?P<broken>[{BROKEN_BULLETS}])\s{{1,9}}(?=[\u0621-\u06ff]))"
)
#: A dash or a number within a sentence has a word close before it, as in «نون - سين».
_REACH = 10
_INSIDE_SENTENCES = re.compile(r"[؟?!.…]")
_LABEL_FIRST = re.compile(_LABEL)
_BROKEN_FIRST = re.compile(rf"([{BROKEN_BULLETS}])\s{{1,9}}(?=[\u0621-\u06ff])")
_NUMBER_FIRST = re.compile(r"[(\[]?\d{1,2}\s?[.)\]\-–ـ]\s{0,9}[^\W\d_]")
_NAME = re.compile(r"(?P<name>[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,2})\s?:(?=\s)")
_NAME_INSIDE = re.compile(rf"(?<=[{_SENTENCE_END}]\s){_NAME.pattern}")
#: Shorter lines are no whole interviews, in characters.
_LONG_LINE = 200
#: Share of the colons behind one to three words that must belong to names that come back.
_MOST_RECURRING = 0.7
#: So often a sign must stand in the text for its places in mid-line to be taken for beginnings of turns.
_FEWEST = 3
#: A dash right behind a question mark, and «الجواب:», are rarely anything else.
_FEWEST_BEHIND_QUESTION = 2
_SURE = frozenset({"؟-", "label"})
_DASHES = frozenset("-–—ـ−")


def places_to_cut(text: str, lines: Sequence["Paragraph"]) -> dict[int, list[int]]:
    """Where lines are cut because a sign in mid-line opens a turn: positions in order, by line.

    «* متى؟ - غداً. * وأين؟ - هناك. * وكيف؟» is cut before each sign but the first. A sign that the text
    does not have three times is a dash or a star of its sentence.
    """
    found: list[tuple[int, int, str]] = []
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines):
        counts[_first_sign(text, line)] += 1
        for position, sign in _signs_inside(text, line):
            found.append((number, position, sign))
            counts[sign] += 1
    named = list(_names_inside(text, lines))
    cuts: dict[int, list[int]] = {}
    for number, position, sign in found:
        # A remark ends in a full stop: «… يطالب بعودته. - الطبيب يقرر».
        count = counts[sign] + (counts["؟-"] if sign in _DASHES else 0)
        if count >= (_FEWEST_BEHIND_QUESTION if sign in _SURE else _FEWEST):
            cuts.setdefault(number, []).append(position)
    for number, position in named:
        cuts[number] = sorted({*cuts.get(number, ()), position})
    return cuts


def _names_inside(text: str, lines: Sequence["Paragraph"]) -> Iterator[tuple[int, int]]:
    """Where speakers' names open turns within long lines: «نون: متى؟ الراوي: غداً. نون: وأين؟ الراوي: هنا.»

    Two names at least must come back, and no sentence may hold a colon oftener than they do.
    """
    found: list[tuple[int, int, str]] = []
    for number, line in enumerate(lines):
        if line.end - line.start < _LONG_LINE:
            continue
        if first := _NAME.match(text, line.words_at, line.end):
            found.append((number, line.start, first["name"]))
        found.extend(
            (number, match.start("name"), match["name"])
            for match in _NAME_INSIDE.finditer(text, line.words_at, line.end)
        )
    counts = Counter(name for _, _, name in found)
    recurring = {name for name, count in counts.items() if count > 1}
    if len(recurring) > 1 and sum(counts[name] for name in recurring) >= _MOST_RECURRING * len(found):
        yield from (
            (number, position)
            for number, position, name in found
            if name in recurring and position > lines[number].words_at
        )


def _first_sign(text: str, line: "Paragraph") -> str:
    if line.mark:
        return line.mark[0]
    if _LABEL_FIRST.match(text, line.words_at, line.end):
        return "label"
    if broken := _BROKEN_FIRST.match(text, line.words_at, line.end):
        return broken[1]
    return "#" if _NUMBER_FIRST.match(text, line.words_at, line.end) else ""


def _signs_inside(text: str, line: "Paragraph") -> Iterator[tuple[int, str]]:
    last = 0
    # «سياسة | رياضة | ثقافة» is a menu, «الرئيسية > ثقافة > حوار» a trail of links.
    has_sentence = _INSIDE_SENTENCES.search(text, line.start, line.end) is not None
    for match in _SIGN.finditer(text, line.start, line.end):
        kind = match.lastgroup or ""
        position = match.start(kind)
        if position <= line.words_at or (kind == "bullet" and not has_sentence):
            continue
        before = text[max(line.start, position - _REACH) : position]
        sentence = before.rstrip()[-1:]
        ended = sentence != "" and sentence in _SENTENCE_END
        if (kind == "dash" and not ended and len(before) - len(before.rstrip()) < 2) or (
            kind == "number" and not ended
        ):
            continue
        if kind == "number":
            # Numbers count on: «… 4. أهم أعمالك … 5. هل», not «… في عام. 3- وهذا».
            value = int(match["number"])
            if last and value != last + 1:
                continue
            last = value
            yield position, "#"
        elif kind == "label":
            yield position, "label"
        elif kind == "dash" and sentence in ("؟", "?"):
            yield position, "؟-"
        else:
            yield position, match[kind][0]
