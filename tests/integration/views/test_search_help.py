"""The help page: what the query language can do, whole, and nothing it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from interviews.search.language import operators, parsing
from interviews.search.language.operators import (
    DATE_OPERATORS,
    FIELD_NAMES,
    FIELD_OPERATORS,
    OPERATORS,
    Operator,
)
from interviews.search.language.parsing import parse
from interviews.search.language.tree import And, Named, Node, Not, Or, Together

pytestmark = pytest.mark.django_db


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.addresses.append(dict(attributes).get("href") or "")


def nodes(tree: Node) -> Iterator[Node]:
    yield tree
    if isinstance(tree, And | Or | Together):
        for child in tree.children:
            yield from nodes(child)
    elif isinstance(tree, Not):
        yield from nodes(tree.child)


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.key)
def test_every_example_does_what_it_shows(operator: Operator) -> None:
    parsed = parse(operator.example)
    assert parsed.problems == ()
    assert operator.finds in list(nodes(parsed.tree))


@pytest.mark.parametrize("operator", FIELD_OPERATORS + DATE_OPERATORS, ids=lambda operator: operator.key)
def test_every_name_of_a_field_means_the_same(operator: Operator) -> None:
    sign, value = next(
        part.split(":", 1)
        for part in operator.example.replace('"رحاب السلماوي"', "السلماوي").split()
        if ":" in part
    )
    assert sign == operator.signs[0]
    trees = [parse(f"{sign}:{value}").tree for sign in operator.signs]
    assert trees == [trees[0]] * len(operator.signs)
    assert trees[0] != parse(value).tree


# A query for each sign of an operator, in order; they all ask the same.
QUERIES = {
    "phrase": ('"شط العرب"', "«شط العرب»", "“شط العرب”", "„شط العرب“"),
    "near": ('"هور مياه"~5', '"هور مياه"~٥'),
    "prefix": ("جامو*", "جامو٭"),
    "not": ("الماء -السياح", "الماء −السياح", "الماء –السياح", "الماء NOT السياح"),
    "and": ("+الصيف +الماء", "الصيف AND الماء"),
    "or": ("الجاموس أو السمك", "الجاموس OR السمك", "الجاموس | السمك"),
    "group": ("الماء -(السياح الجاموس)",),
}


@pytest.mark.parametrize("key", QUERIES)
def test_every_sign_is_understood(key: str) -> None:
    trees = set()
    for sign, query in zip(OPERATORS[key].signs, QUERIES[key], strict=True):
        assert all(part in query for part in sign.split("…"))
        parsed = parse(query)
        assert parsed.problems == ()
        trees.add(parsed.tree)
    assert len(trees) == 1


def test_nothing_the_parser_knows_is_missing() -> None:
    assert set(FIELD_NAMES.values()) == {operator.key for operator in FIELD_OPERATORS + DATE_OPERATORS}
    assert set(QUERIES) == {
        key for key in OPERATORS if OPERATORS[key].signs and key not in FIELD_NAMES.values()
    }
    assert set(operators.CONNECTIVES.values()) <= set(OPERATORS)
    named_groups = set(parsing.PIECE.groupindex) - {f"close{number}" for number in range(1, 5)}
    shown_by = {
        "sign": ("not", "and"),
        "guillemets": ("phrase",),
        "straight": ("phrase",),
        "curly": ("phrase",),
        "plain": ("phrase",),
        "slop": ("near",),
        "open": ("group",),
        "shut": ("group",),
        "bar": ("or",),
        "word": ("words", "prefix"),
    }
    assert named_groups == set(shown_by)
    assert {key for keys in shown_by.values() for key in keys} <= set(OPERATORS)


def test_the_page_shows_every_operator_with_an_example_that_runs(client: Client) -> None:
    page = client.get(reverse("search-help"))
    html = page.content.decode()
    assert page.status_code == 200
    examples = [
        address for address in _Links(html).addresses if address.startswith(reverse("search") + "?q=")
    ]
    assert len(examples) == len(OPERATORS)
    for operator, address in zip(OPERATORS.values(), examples, strict=True):
        assert f'id="{operator.key}"' in html
        assert str(operator.explanation) in html.replace("&quot;", '"').replace("&#x27;", "'")
        for sign in operator.signs:
            assert sign.replace('"', "&quot;") in html
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.context["results"].parsed.text == operator.example


def test_all_names_are_of_somebody_that_the_engine_can_be_asked_for() -> None:
    named = {operator.key for operator in FIELD_OPERATORS if isinstance(operator.finds, Named)}
    assert named == {"speaker", "outlet", "entities", "topics"}
