"""Total, order, groups, choices and facets of a search are those of plain loops over the documents."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from interviews.search.backends.whoosh.collect import FacetRequest, Request, collect
from interviews.search.backends.whoosh.execute import evaluate
from interviews.search.backends.whoosh.schema import LAYERS, Document
from interviews.search.backends.whoosh.segments import IndexChange
from interviews.search.backends.whoosh.snapshot import Snapshot

SCHEMA = fields.Schema(
    django_id=fields.ID(stored=True),
    interview=fields.ID(stored=True),
    published_on=fields.ID(stored=True),
    outlet=fields.ID(stored=True),
    topics=fields.KEYWORD(stored=True, commas=True),
    **{
        f"{name}_{layer}": fields.TEXT(SpaceSeparatedTokenizer(), phrase=(name, layer) == ("text", "folded"))
        for name, layers in LAYERS.items()
        for layer in layers
    },
)


def some_index(chance: random.Random, folder: Path) -> Snapshot:
    """Several segments: values that only one of them has, facts that are missing, many equal scores."""
    index.create_in(folder, SCHEMA)
    number = 0
    for segment in range(3):
        change = IndexChange(index.open_dir(folder), folder)
        if segment:
            change.delete("django_id", str(chance.randrange(number)))
        for _ in range(chance.randint(5, 30)):
            facts = {"django_id": [str(number)], "interview": [str(1 + chance.randrange(8))]}
            if chance.random() < 0.7:
                facts["outlet"] = [str(chance.choice([1, 2, 10 + segment]))]
            if chance.random() < 0.6:
                facts["topics"] = [str(n) for n in chance.sample(range(1, 4 + segment), 2)]
            if chance.random() < 0.6:
                facts["published_on"] = [f"20{chance.choice([14, 19, 20])}-01-1{chance.randrange(3)}"]
            change.add(Document({"text": chance.choice(["نعم", "نعم نعم", "لا", "نعم لا"])}, facts))
            number += 1
        change.commit()
    return Snapshot(index.open_dir(folder), folder)


def in_plain_loops(snapshot: Snapshot, request: Request) -> dict[str, Any]:
    rows = []
    for view in snapshot.views:
        matches = evaluate(request.query, view, snapshot)
        for document, score in zip(matches.documents.tolist(), matches.scores.tolist(), strict=True):
            rows.append((view.first + document, score, view.arrays.facts_of(document)))

    def having(facts: dict[str, list[str]], *but: str) -> bool:
        others = {name: values for name, values in request.choices.items() if name not in but}
        return all(set(values) & set(facts.get(name, ())) for name, values in others.items())

    def place(row: tuple[int, float, dict[str, list[str]]]) -> tuple[Any, ...]:
        number, score, facts = row
        if not request.sort_by:
            return (-score, number)
        day = int(facts.get("published_on", ["0"])[0].replace("-", ""))
        in_order = -day if request.sort_by.startswith("-") else day
        return (day == 0, in_order, -score, number)

    facets = {}
    for name, facet in request.facets.items():
        counted = Counter(v for _n, _s, facts in rows if having(facts, name) for v in facts.get(name, ()))
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ranked[: facet.limit]
        facets[name] = shown + [pair for pair in ranked if pair not in shown and pair[0] in facet.also]
    found = sorted((row for row in rows if having(row[2])), key=place)
    total, groups = len(found), None
    sizes = Counter(facts["interview"][0] for _n, _s, facts in found)
    if request.group_by:
        first: dict[str, tuple[int, float, dict[str, list[str]]]] = {}
        for row in found:
            first.setdefault(row[2]["interview"][0], row)
        found, groups = list(first.values()), len(first)
    hits = [
        (facts["django_id"][0], sizes[facts["interview"][0]] - 1 if groups is not None else 0)
        for _number, _score, facts in found[request.start : request.end]
    ]
    return {"total": total, "groups": groups, "hits": hits, "facets": facets}


@pytest.mark.parametrize("seed", range(10))
def test_as_plain_loops(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    snapshot = some_index(chance, tmp_path)
    terms = [query.Term("text_folded", word) for word in ("نعم", "لا")]
    queries = [terms[0], query.Or(terms), query.And(terms), query.Every(), query.NullQuery]
    for _ in range(60):
        choices = {
            name: chance.sample(values, chance.randint(1, 2))
            for name, values in (("outlet", ["1", "2", "11", "99"]), ("topics", ["1", "3", "5"]))
            if chance.random() < 0.4
        }
        start = chance.choice([0, 0, 3])
        request = Request(
            chance.choice(queries),
            choices,
            start,
            chance.choice([None, start, start + 1, start + 7]),
            {
                "outlet": FacetRequest(
                    chance.choice([None, 0, 1, 2]), chance.choice([(), ("2", "12", "99")])
                ),
                "topics": FacetRequest(),
            },
            chance.choice([None, "published_on", "-published_on"]),
            chance.choice([None, "interview"]),
        )
        found = collect(snapshot, request)
        assert {
            "total": found.total,
            "groups": found.groups,
            "hits": [
                (hit.view.arrays.facts_of(hit.document)["django_id"][0], hit.others) for hit in found.hits
            ],
            "facets": found.facets,
        } == in_plain_loops(snapshot, request), request
