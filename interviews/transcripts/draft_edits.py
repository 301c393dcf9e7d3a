"""What an editor does to a draft: each operation takes a draft and returns a new one.

One that cannot be done raises `DraftError` with a code, and the draft stays what it was. After any of
them `draft.faults` is empty: no character is lost or owned twice. Every block that an editor touches is
`seen`, and so no longer in doubt. Offsets are characters of the original text.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from interviews.transcripts.draft import (
    ASIDE_KINDS,
    DECISIONS,
    KINDS,
    LONGEST_NAME,
    LONGEST_OFFICE,
    MARK_KINDS,
    PLACED_KINDS,
    ROLES,
    Block,
    Draft,
    DraftError,
    DraftSpeaker,
)
from interviews.transcripts.result import Span
from interviews.transcripts.vocabulary import folded_words

_ROLES_OF = {"question": ("interviewer", "moderator"), "answer": ("guest",)}
_JOINERS = ("\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}")


def change_kind(draft: Draft, block: int, kind: str) -> Draft:
    """Make a block a question, an answer, narration, lead, closing, or something set aside.

    A turn without a label gets the only speaker whose role fits its new kind, or none.
    """
    if kind not in KINDS:
        raise DraftError("no_kind")
    before = draft.block(block)
    after = replace(before, kind=kind, indirect=before.indirect and kind == "question")
    if after.is_turn and kind != before.kind and after.label is None:
        after = replace(after, speaker=_speaker_for(draft, after))
    return _with(draft, after)


def change_speaker(draft: Draft, block: int, speaker: str | None, everywhere: bool = False) -> Draft:
    """Say who speaks in a block (None: nobody); `everywhere`: in all blocks like it.

    Like it are those of the same kind with the same label, in any spelling, and the same speaker until now.
    """
    if speaker is not None:
        draft.speaker(speaker)
    chosen = draft.block(block)
    if not everywhere:
        return _with(draft, replace(chosen, speaker=speaker))
    alike = _alike(draft, chosen)
    return _with(draft, *(replace(b, speaker=speaker) for b in draft.blocks if _alike(draft, b) == alike))


def toggle_indirect(draft: Draft, block: int) -> Draft:
    """Make a question a reported one («وعن الموعد…»), which is nobody's words, or a direct one again."""
    before = draft.block(block)
    if before.kind != "question":
        raise DraftError("only_questions")
    after = replace(before, indirect=not before.indirect)
    return _with(draft, replace(after, speaker=_speaker_for(draft, after)))


def merge_with_previous(draft: Draft, block: int) -> Draft:
    """Join a block to the nearest one before it that is not set aside; it goes on being that one.

    Its label becomes text of it («ملاحظة:»), unless it only names the same speaker again or is a mark
    without a word («●»): then it is set aside.
    """
    place = draft.place(block)
    second = draft.blocks[place]
    first = next((b for b in reversed(draft.blocks[:place]) if not b.is_aside), None)
    if first is None:
        raise DraftError("nothing_before")
    others: list[Block] = []
    next_id = draft.next_id
    spans = second.spans
    if second.label:
        names_again = second.speaker is not None and second.speaker == first.speaker
        if names_again or not folded_words(draft.label_text(second)):
            others.append(Block(next_id, "label", (second.label,), seen=True))
            next_id += 1
        else:
            spans = _joined(draft.text, (second.label, *spans))
    speaker = first.speaker
    if speaker is None and first.kind == second.kind and not first.indirect:
        speaker = second.speaker
    merged = replace(first, spans=_woven(draft.text, first.spans, spans), speaker=speaker, seen=True)
    blocks: list[Block] = []
    for one in draft.blocks:
        if one.id == first.id:
            blocks.append(merged)
        elif one.id == second.id:
            blocks.extend(others)
        else:
            blocks.append(one)
    return replace(draft, blocks=tuple(blocks), next_id=next_id)


def split(draft: Draft, block: int, offset: int, offset_end: int | None = None, kind: str = "") -> Draft:
    """Cut a block at `offset`: what follows becomes a block behind it, of the same kind or of `kind`.

    With `offset_end` only the text between becomes the new block, and what follows a third one, which
    goes on as the first. A place inside a combining sequence («ئ» with its signs) means the one behind it.
    """
    if kind and kind not in KINDS:
        raise DraftError("no_kind")
    whole = draft.block(block)
    offset = _behind_signs(draft.text, offset)
    head, rest = _cut(draft.text, whole.spans, offset)
    if not head or not rest:
        raise DraftError("empty_part")
    tail: tuple[Span, ...] = ()
    if offset_end is not None:
        rest, tail = _cut(draft.text, rest, _behind_signs(draft.text, offset_end))
        if not rest:
            raise DraftError("empty_part")
    new = Block(
        draft.next_id,
        whole.kind,
        rest,
        speaker=whole.speaker,
        indirect=whole.indirect,
        confidence=whole.confidence,
        seen=True,
    )
    pieces = [replace(whole, spans=head, seen=True), new]
    if tail:
        pieces.append(replace(new, id=new.id + 1, spans=tail))
    cut = _replaced(draft, whole.id, pieces)
    return change_kind(cut, new.id, kind) if kind and kind != whole.kind else cut


def set_aside(draft: Draft, block: int, kind: str, start: int | None = None, end: int | None = None) -> Draft:
    """Take a block, or only its text from `start` to `end`, out of the interview, and keep it as `kind`.

    What a turn says around the part stays one turn. A "label" at the beginning becomes the turn's label.
    """
    if kind not in ASIDE_KINDS:
        raise DraftError("no_kind")
    whole = draft.block(block)
    if start is None and end is None:
        return change_kind(draft, block, kind)
    head, rest = _cut(draft.text, whole.spans, _behind_signs(draft.text, start or 0))
    part, tail = _cut(draft.text, rest, len(draft.text) if end is None else _behind_signs(draft.text, end))
    if not part:
        raise DraftError("empty_part")
    kept = (*head, *tail)
    if not kept:
        return change_kind(draft, block, kind)
    if kind == "label" and not head and whole.label is None and len(part) == 1:
        return _with(draft, replace(whole, spans=kept, label=part[0]))
    aside = Block(draft.next_id, kind, part, seen=True)
    return _replaced(draft, whole.id, [replace(whole, spans=kept, seen=True), aside])


def label_to_text(draft: Draft, block: int) -> Draft:
    """Give a block's label back to its text: «ملاحظة:» was no speaker's name."""
    before = draft.block(block)
    if before.label is None:
        raise DraftError("no_label")
    spans = _joined(draft.text, (before.label, *before.spans))
    return _with(draft, replace(before, spans=spans, label=None))


def bring_back(draft: Draft, block: int, kind: str) -> Draft:
    """Make something set aside a part of the interview again, as `kind`."""
    if not draft.block(block).is_aside:
        raise DraftError("not_aside")
    if kind not in PLACED_KINDS:
        raise DraftError("no_kind")
    return change_kind(draft, block, kind)


def move(draft: Draft, block: int, before: int | None = None) -> Draft:
    """Put a block before another, or (None) behind all others."""
    moved = replace(draft.block(block), seen=True)
    if before == block:
        return draft
    others = [one for one in draft.blocks if one.id != block]
    place = next((n for n, one in enumerate(others) if one.id == before), None)
    if before is not None and place is None:
        raise DraftError("no_block")
    others.insert(len(others) if place is None else place, moved)
    return replace(draft, blocks=tuple(others))


def move_up(draft: Draft, block: int) -> Draft:
    """Put a block before the one above it; labels, separators and the like between them are passed."""
    above = draft.blocks[: draft.place(block)]
    target = next((one for one in reversed(above) if one.kind not in MARK_KINDS), None)
    if target is None:
        raise DraftError("at_the_edge")
    return move(draft, block, target.id)


def move_down(draft: Draft, block: int) -> Draft:
    """Put a block behind the one below it; labels, separators and the like between them are passed."""
    below = draft.blocks[draft.place(block) + 1 :]
    target = next((n for n, one in enumerate(below) if one.kind not in MARK_KINDS), None)
    if target is None:
        raise DraftError("at_the_edge")
    return move(draft, block, below[target + 1].id if target + 1 < len(below) else None)


def add_speaker(draft: Draft, name: str, role: str, office: str = "", block: int | None = None) -> Draft:
    """Add somebody who speaks; `block`, where there is one, becomes theirs. The new speaker is the last."""
    number = max((int(one.key[1:]) for one in draft.speakers), default=0) + 1
    added = DraftSpeaker(f"s{number}", _name(draft, name), role=_role(role), office=_office(office))
    draft = replace(draft, speakers=(*draft.speakers, added))
    return change_speaker(draft, block, added.key) if block is not None else draft


def edit_speaker(
    draft: Draft, speaker: str, name: str | None = None, role: str | None = None, office: str | None = None
) -> Draft:
    """Change the name, role or office of somebody who speaks; None leaves it as it is."""
    before = draft.speaker(speaker)
    after = replace(
        before,
        name=before.name if name is None else _name(draft, name, before.key),
        role=before.role if role is None else _role(role),
        office=before.office if office is None else _office(office),
    )
    return _with_speaker(draft, after)


def decide_speaker(draft: Draft, speaker: str, decision: str, speaker_id: int | None = None) -> Draft:
    """Say who somebody is: "existing" with the archive's number, "new", or "open"."""
    if decision not in DECISIONS or (decision == "existing" and speaker_id is None):
        raise DraftError("no_decision")
    if decision != "existing":
        speaker_id = None
    if speaker_id is not None and any(
        one.speaker_id == speaker_id and one.key != speaker for one in draft.speakers
    ):
        raise DraftError("speaker_taken")
    decided = replace(draft.speaker(speaker), decision=decision, speaker_id=speaker_id)
    return _with_speaker(draft, decided)


def merge_speakers(draft: Draft, speaker: str, into: str) -> Draft:
    """Two labels are one person: all that `speaker` says is said by `into`, who gets the labels too."""
    gone, kept = draft.speaker(speaker), draft.speaker(into)
    if gone.key == kept.key:
        raise DraftError("same_speaker")
    labels = tuple(dict.fromkeys((*kept.labels, *gone.labels)))
    draft = _with_speaker(draft, replace(kept, labels=labels, office=kept.office or gone.office))
    return _without_speaker(draft, gone.key, into)


def remove_speaker(draft: Draft, speaker: str) -> Draft:
    """Take somebody out who does not speak; blocks that were theirs are nobody's."""
    return _without_speaker(draft, draft.speaker(speaker).key, None)


def confirm(draft: Draft, block: int | None = None, problem: int | None = None) -> Draft:
    """Say that a doubt was looked at and the draft is right there: a block's, or that of a problem."""
    if block is not None:
        return _with(draft, draft.block(block))
    if problem is None or not 0 <= problem < len(draft.problems):
        raise DraftError("no_problem")
    problems = list(draft.problems)
    problems[problem] = replace(problems[problem], seen=True)
    return replace(draft, problems=tuple(problems))


def _with(draft: Draft, *changed: Block) -> Draft:
    """The draft with these blocks in place of those with their ids; an editor has seen them."""
    by_id = {block.id: replace(block, seen=True) for block in changed}
    return replace(draft, blocks=tuple(by_id.get(block.id, block) for block in draft.blocks))


def _replaced(draft: Draft, block: int, pieces: list[Block]) -> Draft:
    """The draft with `pieces` where a block was."""
    place = draft.place(block)
    blocks = (*draft.blocks[:place], *pieces, *draft.blocks[place + 1 :])
    return replace(draft, blocks=blocks, next_id=max(draft.next_id, *(piece.id + 1 for piece in pieces)))


def _with_speaker(draft: Draft, speaker: DraftSpeaker) -> Draft:
    speakers = (speaker if one.key == speaker.key else one for one in draft.speakers)
    return replace(draft, speakers=tuple(speakers))


def _without_speaker(draft: Draft, gone: str, heir: str | None) -> Draft:
    theirs = (replace(block, speaker=heir) for block in draft.blocks if block.speaker == gone)
    speakers = tuple(one for one in draft.speakers if one.key != gone)
    return replace(_with(draft, *theirs), speakers=speakers)


def _alike(draft: Draft, block: Block) -> tuple[object, ...]:
    """What blocks have in common for whom a speaker is changed at once."""
    label = draft.label_text(block)
    return block.kind, block.speaker, folded_words(label) or label.strip()


def _speaker_for(draft: Draft, block: Block) -> str | None:
    """Who speaks in a turn by its kind alone: the only speaker who can; the present one if that fits."""
    if block.indirect:
        return None
    able = [one.key for one in draft.speakers if one.role in _ROLES_OF.get(block.kind, ())]
    if block.speaker in able:
        return block.speaker
    return able[0] if len(able) == 1 else None


def _name(draft: Draft, name: str, own: str = "") -> str:
    name = " ".join(name.split())
    if not folded_words(name) or "\0" in name or len(name) > LONGEST_NAME:
        raise DraftError("no_name")
    if any(one.name == name and one.key != own for one in draft.speakers):
        raise DraftError("name_taken")
    return name


def _office(office: str) -> str:
    office = " ".join(office.split())
    if "\0" in office or len(office) > LONGEST_OFFICE:
        raise DraftError("no_office")
    return office


def _role(role: str) -> str:
    if role not in ROLES:
        raise DraftError("no_role")
    return role


def _behind_signs(text: str, offset: int) -> int:
    """`offset`, or the next place that is not between a letter and the signs that stand on it."""
    while 0 < offset < len(text) and _belongs_to_previous(text, offset):
        offset += 1
    return offset


def _belongs_to_previous(text: str, offset: int) -> bool:
    character, previous = text[offset], text[offset - 1]
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character in _JOINERS
        or previous == "\N{ZERO WIDTH JOINER}"
        or "\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}" <= character <= "\N{EMOJI MODIFIER FITZPATRICK TYPE-6}"
        or (previous == "\r" and character == "\n")
    )


def _cut(text: str, spans: Iterable[Span], offset: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans cut in two at the span that holds `offset`, in their order; white space at the cut is nobody's.

    Where no span holds it, those that begin before it come first.
    """
    head: list[Span] = []
    rest: list[Span] = []
    spans = tuple(spans)
    holder = next((n for n, span in enumerate(spans) if span.start <= offset < span.end), None)
    for number, span in enumerate(spans):
        if holder is None:
            (head if span.start < offset else rest).append(span)
        elif number == holder:
            head.extend(_trimmed(text, span.start, offset))
            rest.extend(_trimmed(text, offset, span.end))
        else:
            (head if number < holder else rest).append(span)
    return tuple(head), tuple(rest)


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    stripped = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return [Span(start, start + len(stripped))] if stripped else []


def _woven(text: str, first: tuple[Span, ...], second: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of two blocks as one: in the order of the text, or behind, if the second was moved there."""
    spans = list(first)
    moved_behind = second[0].start < first[0].start
    for span in second:
        place = len(spans)
        if not moved_behind:
            place = next((n for n, other in enumerate(spans) if other.start > span.start), place)
        spans.insert(place, span)
    return _joined(text, spans)


def _joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with nothing but white space between them become one, with that white space as published."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end <= span.start and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
