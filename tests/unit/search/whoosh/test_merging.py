"""Segments joined, without what was deleted, are what would have been built of the rest at once."""

import random
from pathlib import Path

import numpy as np
import pytest
from whoosh import index

from interviews.search.backends.whoosh import segments
from interviews.search.backends.whoosh.postings import FieldPostings, merged
from interviews.search.backends.whoosh.schema import Document
from interviews.search.backends.whoosh.segment_builder import SegmentBuilder
from interviews.search.backends.whoosh.segments import IndexChange
from interviews.search.backends.whoosh.snapshot import Snapshot

from .test_as_whoosh import SCHEMA, random_document


class Built:
    """What a builder makes of documents, as `merged` reads segments."""

    def __init__(self, documents: list[Document]) -> None:
        builder = SegmentBuilder(SCHEMA)
        for document in documents:
            builder.add(document)
        self.count = builder.count
        self.fields = dict(builder.postings().fields)

    def field_postings(self, field: str) -> FieldPostings:
        return self.fields[field]


def comparable(found: FieldPostings) -> dict[str, list[object]]:
    """The postings with what codes stand for; terms without a document are none."""
    sizes = np.diff(found.starts)
    result: dict[str, list[object]] = {
        "terms": [term for term, size in zip(found.terms, sizes.tolist(), strict=True) if size],
        "sizes": [size for size in sizes.tolist() if size],
        "documents": found.documents.tolist(),
    }
    if found.codes is not None:
        assert found.pairs is not None
        assert found.lengths is not None
        result |= {"pairs": found.pairs[found.codes].tolist(), "lengths": found.lengths.tolist()}
        result["total"] = [found.total_length]
    if found.positions is not None:
        result["positions"] = found.positions.tolist()
    return result


@pytest.mark.parametrize("seed", range(8))
def test_merged_is_as_built_at_once(seed: int) -> None:
    chance = random.Random(seed)
    parts, kept = [], []
    for part in range(chance.randint(1, 4)):
        documents = [random_document(chance, 100 * part + n) for n in range(chance.randint(1, 12))]
        stays = np.array([chance.random() < 0.7 for _ in documents])
        parts.append((Built(documents), stays))
        kept += [document for document, stay in zip(documents, stays.tolist(), strict=True) if stay]
    joined, expected = merged(parts), Built(kept)
    assert joined.count == expected.count == len(kept)
    fields = dict(joined.fields)
    for name, found in expected.fields.items():
        assert comparable(fields[name]) == comparable(found), name


def displayed(fields: dict[str, FieldPostings]) -> dict[str, str]:
    folded, written = fields["text_folded"], fields["text_written"]
    assert folded.display is not None
    shown = list(written.terms)
    return {
        term.decode(): shown[place].decode()
        for term, place in zip(folded.terms, folded.display.tolist(), strict=True)
    }


def test_the_most_frequent_spelling_is_shown() -> None:
    texts = ["المدينه", "المدينة", "المدينة", "المدينةُ"]
    first = Built([Document({"text": text}) for text in texts])
    assert displayed(first.fields) == {"المدينه": "المدينة"}
    second = Built([Document({"text": "المدينه"}) for _ in range(3)])
    every = np.ones(4, bool)
    assert displayed(dict(merged([(first, every), (second, every[:3])]).fields)) == {"المدينه": "المدينه"}
    # What was shown is gone with its turns.
    rest = np.array([False, False, False, True])
    assert displayed(dict(merged([(first, rest)]).fields)) == {"المدينه": "المدينةُ"}


@pytest.fixture
def one(tmp_path: Path) -> index.FileIndex:
    return index.create_in(tmp_path, SCHEMA)


def change(one: index.FileIndex, folder: Path, *numbers: int, merge: bool = True) -> Snapshot:
    changed = IndexChange(index.open_dir(folder), folder)
    for number in numbers:
        changed.delete("id", str(number))
        changed.add(Document({"text": "نعم"}, {"id": [str(number)]}))
    changed.commit()
    if merge:
        joined = IndexChange(index.open_dir(folder), folder)
        if joined.merge():
            joined.commit()
    return Snapshot(index.open_dir(folder), folder)


@pytest.mark.usefixtures("one")
def test_many_small_changes_leave_few_segments(one: index.FileIndex, tmp_path: Path) -> None:
    change(one, tmp_path, *range(200))
    for number in range(60):
        snapshot = change(one, tmp_path, number, number + 1)
        assert snapshot.count == 200
        assert len(snapshot.views) <= 5
        assert snapshot.count_all <= 400
    # Nothing but the files of what is live.
    assert len(list(tmp_path.glob("*.arrays"))) == len(snapshot.views)
    assert len(list(tmp_path.glob("*.toc"))) == 1


def test_without_merging_a_change_costs_one_segment(one: index.FileIndex, tmp_path: Path) -> None:
    for number in range(4):
        snapshot = change(one, tmp_path, number, merge=False)
    assert [view.arrays.count for view in snapshot.views] == [1, 1, 1, 1]


def test_nothing_is_seen_of_a_change_that_was_not_committed(one: index.FileIndex, tmp_path: Path) -> None:
    change(one, tmp_path, 1, 2)
    begun = IndexChange(index.open_dir(tmp_path), tmp_path)
    begun.delete("id", "1")
    begun.add(Document({"text": "لا"}, {"id": ["3"]}))
    begun.merge()
    (tmp_path / ".MAIN_half.arrays.new").write_bytes(b"half")
    assert Snapshot(index.open_dir(tmp_path), tmp_path).count == 2
    # What it left behind goes with the next commit.
    snapshot = change(one, tmp_path, 4)
    assert len(list(tmp_path.glob("*.arrays"))) == len(snapshot.views)
    assert not list(tmp_path.glob(".*"))


def test_several_processes_build_the_same(
    one: index.FileIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "BATCH", 10)
    documents = [random_document(random.Random(n), n) for n in range(25)]
    changed = IndexChange(one, tmp_path, processes=2)
    for document in documents:
        changed.add(document)
    changed.merge_all()
    changed.commit()
    (view,) = Snapshot(index.open_dir(tmp_path), tmp_path).views
    expected = Built(documents)
    assert view.arrays.count == 25
    for name in view.arrays.fields:
        assert comparable(view.arrays.field_postings(name)) == comparable(expected.fields[name]), name
