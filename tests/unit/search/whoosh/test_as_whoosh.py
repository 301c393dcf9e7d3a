"""Searching over arrays gives what Whoosh gives: the same matches, totals and scores, for every query.

Two references: Whoosh over an index that it wrote itself, in its own format, from the same documents; and
Whoosh over ours, through the codec.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import fields, index, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.searching import Searcher

from interviews.arabic.analysis import analyse
from interviews.search.backends.whoosh.collect import FacetRequest, Request, collect
from interviews.search.backends.whoosh.execute import evaluate
from interviews.search.backends.whoosh.queries import AnyOf, Asked, Coordinated, Near, Perhaps, Without
from interviews.search.backends.whoosh.schema import FOLDED, LAYERS, Document
from interviews.search.backends.whoosh.segments import IndexChange
from interviews.search.backends.whoosh.snapshot import Snapshot
from interviews.search.ranking import K1, B

SCHEMA = fields.Schema(
    id=fields.ID(stored=True, unique=True),
    kind=fields.ID(stored=True),
    topics=fields.KEYWORD(stored=True, commas=True),
    published_on=fields.ID(stored=True),
    **{
        f"{name}_{layer}": fields.TEXT(SpaceSeparatedTokenizer(), phrase=(name, layer) == ("text", "folded"))
        for name, layers in LAYERS.items()
        for layer in layers
    },
)
WORDS = [
    "قوات",
    "التحالف",
    "والتحالف",
    "تحالف",
    "كُتُبٌ",
    "كتب",
    "مكتبة",
    "في",
    "من",
    "على",
    "المدينة",
    "مدينة",
    "2014",
    "٢٠١٤",
    "BBC",
    "نعم",
    "كوردستان",
    "كردستان",
]


def layer_terms(text: str, layer: str) -> list[str]:
    forms = {
        "written": lambda t: (t.text,),
        "folded": lambda t: (t.folded,),
        "bare": lambda t: t.bare,
        "stem": lambda t: t.stems,
        "root": lambda t: t.roots,
    }[layer]
    return [term for token in analyse(text) for term in forms(token)]


class Both:
    """The same documents in an index of Whoosh's own and in one of ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "ours"
        self.folder.mkdir()
        self.ours = index.create_in(self.folder, SCHEMA)
        self.their_folder = folder / "theirs"
        self.their_folder.mkdir()
        self.theirs = index.create_in(self.their_folder, SCHEMA)
        self.there: list[Document] = []

    def commit(self, added: list[Document], deleted: list[str]) -> None:
        self._write_theirs(added, deleted)
        change = IndexChange(self.ours, self.folder)
        for number in deleted:
            change.delete("id", number)
        for document in added:
            change.add(document)
        change.commit()
        self.there = [d for d in self.there if d.facts["id"][0] not in deleted] + added

    def merge(self) -> None:
        """Join our segments. Whoosh's own merging loses the exact lengths, so its index is written anew."""
        change = IndexChange(self.ours, self.folder)
        change.merge_all()
        change.commit()
        self.theirs = index.create_in(self.their_folder, SCHEMA)
        self._write_theirs(self.there, [])

    def _write_theirs(self, added: list[Document], deleted: list[str]) -> None:
        writer = self.theirs.writer()
        for number in deleted:
            writer.delete_by_term("id", number)
        for document in added:
            texts = {
                f"{name}_{layer}": " ".join(layer_terms(document.texts.get(name, ""), layer))
                for name, layers in LAYERS.items()
                for layer in layers
            }
            facts = {name: ",".join(values) for name, values in document.facts.items()}
            writer.add_document(**{n: v for n, v in (texts | facts).items() if v})
        writer.commit(merge=False)

    def searchers(self) -> Iterator[Searcher]:
        """Whoosh over its own index, and over ours."""
        for one in (self.theirs, index.open_dir(self.folder)):
            with one.searcher(weighting=scoring.BM25F(B=B, K1=K1)) as searcher:
                yield searcher

    def snapshot(self) -> Snapshot:
        return Snapshot(index.open_dir(self.folder), self.folder)


def random_document(chance: random.Random, number: int) -> Document:
    def text(longest: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(0, longest)))

    texts = {"text": text(chance.choice([5, 40, 700])), "asked": text(10), "title": text(5), "about": text(8)}
    facts = {"id": [str(number)], "kind": [chance.choice(["question", "answer"])]}
    if chance.random() < 0.7:
        facts["topics"] = chance.sample(["1", "2", "3", "10"], chance.randint(1, 3))
    if chance.random() < 0.8:
        facts["published_on"] = [
            f"20{chance.randint(10, 20)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        ]
    return Document(texts, facts)


def random_query(chance: random.Random, depth: int = 0) -> query.Query:
    def word(layer: str) -> str:
        terms = layer_terms(chance.choice([*WORDS, "غائب"]), layer)
        return chance.choice(terms) if terms else "غائب"

    def term() -> query.Query:
        name = chance.choice(list(LAYERS))
        layer = chance.choice(LAYERS[name])
        return query.Term(f"{name}_{layer}", word(layer), boost=chance.choice([1.0, 0.2]))

    def several(least: int = 1) -> list[query.Query]:
        return [random_query(chance, depth + 1) for _ in range(chance.randint(least, 4))]

    leaves = [
        term,
        lambda: query.Term("kind", chance.choice(["question", "answer", "none"])),
        lambda: query.Term("topics", chance.choice(["1", "2", "10", "99"])),
        lambda: query.Phrase(FOLDED, [word("folded") for _ in range(chance.randint(2, 3))]),
        lambda: Near(FOLDED, [word("folded") for _ in range(chance.randint(2, 3))], chance.randint(1, 6)),
        lambda: query.ConstantScoreQuery(query.Prefix(FOLDED, word("folded")[:2]), 2.0),
        lambda: query.ConstantScoreQuery(
            query.TermRange(
                "published_on",
                chance.choice([None, "2012-01-01"]),
                chance.choice([None, "2016-05-15"]),
                startexcl=chance.random() < 0.5,
                endexcl=chance.random() < 0.5,
            ),
            1.0,
        ),
        lambda: query.Every(),
        lambda: query.NullQuery,
        lambda: AnyOf("topics", chance.sample(["1", "2", "3", "99"], 2)),
        lambda: AnyOf("published_on", ["2012-01-11", "2015-05-15", "2016-06-16"]),
    ]
    branches = [
        lambda: query.Or(several()),
        lambda: query.And(several()),
        lambda: Perhaps(*several(2)[:2]),
        lambda: query.Require(*several(2)[:2]),
        lambda: Without(*several(2)[:2]),
        lambda: query.ConstantScoreQuery(several()[0], 3.0),
        lambda: Coordinated(
            [Asked(one, chance.choice([None, term()])) for one in several()],
            several()[:2],
            chance.choice([0.5, 1.0, 2.0]),
        ),
    ]
    return chance.choice(leaves if depth > 2 or chance.random() < 0.3 else branches)()


def matches_of_whoosh(asked: query.Query, searcher: Searcher) -> dict[str, float]:
    found = {}
    context = searcher.context()
    for leaf, _first in searcher.leaf_searchers():
        if not leaf.reader().doc_count():
            continue
        matcher = asked.matcher(leaf, context)
        while matcher.is_active():
            found[_id(leaf.stored_fields(matcher.id())["id"])] = matcher.score()
            matcher.next()
    return found


def _id(value: Any) -> str:
    return value[0] if isinstance(value, list) else value


def matches_of_ours(asked: query.Query, snapshot: Snapshot) -> dict[str, float]:
    found = {}
    for view in snapshot.views:
        matches = evaluate(asked, view, snapshot)
        assert (np.diff(matches.documents.astype(int)) > 0).all()
        for document, score in zip(matches.documents.tolist(), matches.scores.tolist(), strict=True):
            found[view.arrays.facts_of(document)["id"][0]] = score
    return found


@pytest.mark.parametrize("seed", range(6))
def test_every_kind_of_query(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    both = Both(tmp_path)
    number = 0
    for round_ in range(3):
        added = [random_document(chance, number + more) for more in range(chance.randint(5, 25))]
        number += len(added)
        deleted = [str(chance.randrange(number)) for _ in range(chance.randint(0, 6))] if round_ else []
        both.commit(added, deleted)
    for merge in (False, True):
        snapshot = both.snapshot()
        assert len(snapshot.views) == (1 if merge else 3)
        asked = [random_query(chance) for _ in range(60)]
        for searcher in both.searchers():
            assert searcher.doc_count() == snapshot.count
            for one in asked:
                expected = matches_of_whoosh(one, searcher)
                assert matches_of_ours(one, snapshot) == pytest.approx(expected, rel=1e-4), one
        both.merge()


def test_totals_and_order_of_a_search(tmp_path: Path) -> None:
    chance = random.Random(11)
    both = Both(tmp_path)
    for first in (0, 40):
        both.commit([random_document(chance, first + n) for n in range(40)], ["3", "none"])
    snapshot = both.snapshot()
    searchers = both.searchers()
    searcher = next(searchers)
    for _ in range(40):
        asked = random_query(chance)
        expected = matches_of_whoosh(asked, searcher)
        found = collect(
            snapshot, Request(asked, end=10, facets={"kind": FacetRequest(), "topics": FacetRequest()})
        )
        assert found.total == len(expected)
        best = sorted(expected.values(), reverse=True)[:10]
        assert [hit.score for hit in found.hits] == pytest.approx(best, rel=1e-4)
        kinds = [
            hit.view.arrays.facts_of(hit.document)["kind"][0]
            for hit in collect(snapshot, Request(asked)).hits
        ]
        assert found.facets["kind"] == sorted(
            ((kind, kinds.count(kind)) for kind in set(kinds)), key=lambda pair: (-pair[1], pair[0])
        )
