"""tantivy, the library on which Quickwit stands and a cousin of Lucene, over words or over our stems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from interviews.arabic.analysis import analyse
from interviews.management.benchmarks.corpus import Corpus
from interviews.management.benchmarks.figures import size_of

from .engine import TOP, EngineMissing, Page

# Bytes that it may use before it writes a segment.
_MEMORY = 256_000_000

_FACETS = {
    "outlets": {"terms": {"field": "outlet", "size": 1000}},
    "years": {"terms": {"field": "year", "size": 1000}},
}


def _words(text: str) -> list[str]:
    """«والتحالفُ مستمر» gives «والتحالفُ» and «مستمر»."""
    return [token.text.lower() for token in analyse(text)]


def _stems(text: str) -> list[str]:
    """«والتحالفُ مستمر» gives «تحالف» and «مستمر»."""
    return [stem for token in analyse(text) for stem in token.stems]


class TantivyEngine:
    def __init__(self, folder: Path, kind: str) -> None:
        """``kind`` is "words", as they are written, or "stems", made by the archive's analyser."""
        try:
            import tantivy
        except ImportError as error:
            raise EngineMissing("tantivy is not installed: run `make install-dev`.") from error
        self.name = f"tantivy, {kind}"
        self._terms: Callable[[str], list[str]] = {"words": _words, "stems": _stems}[kind]
        self._tantivy: Any = tantivy
        self._folder = folder / f"tantivy-{kind}"
        self._folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", fast=True)
        builder.add_text_field("outlet", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("year", fast=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        self._index: Any = tantivy.Index(builder.build(), path=str(self._folder))

    def build(self, corpus: Corpus) -> None:
        # Analysed once, however often they are repeated: our analyser is not what is measured here.
        texts = [" ".join(self._terms(text)) for text in corpus.originals]
        writer = self._index.writer(heap_size=_MEMORY)
        for text in corpus:
            writer.add_document(
                self._tantivy.Document(
                    number=text.number, outlet=text.outlet, year=text.year, text=texts[text.place]
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def size(self) -> float:
        return size_of(self._folder)

    def top(self, query: str) -> list[int]:
        return self._best(self._searcher.search(self._any_of(query), TOP, count=False))

    def page(self, query: str) -> Page:
        wanted = self._any_of(query)
        found = self._searcher.search(wanted, TOP, count=True)
        counts = {
            name: {str(bucket["key"]).removesuffix(".0"): bucket["doc_count"] for bucket in facet["buckets"]}
            for name, facet in self._searcher.aggregate(wanted, _FACETS).items()
        }
        return Page(self._best(found), found.count, **counts)

    def close(self) -> None:
        self._searcher = self._index = None

    def _best(self, found: Any) -> list[int]:
        places = [place for _score, place in found.hits]
        return [int(number) for number in self._searcher.fast_field_values("number", places)]

    def _any_of(self, query: str) -> Any:
        occur, query_of = self._tantivy.Occur.Should, self._tantivy.Query.term_query
        terms = dict.fromkeys(self._terms(query))
        return self._tantivy.Query.boolean_query(
            [(occur, query_of(self._index.schema, "text", term, "freq")) for term in terms]
        )
