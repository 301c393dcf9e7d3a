"""`manage.py rank_texts`: any texts, ranked by the real search, without a database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from interviews.search.ranking import LAYER_WEIGHTS

TEXTS = {
    "نهر": "يجري النهر بين بساتين النخيل.",
    "قوات": "وصلت قوات التحالف إلى المدينة القديمة.",
    "كلاهما": "عند النهر وصلت قوات أخرى.",
    "غيرها": "حديث عن المدارس والمعلمين.",
}


def documents(folder: Path, texts: dict[str, str]) -> Path:
    lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in texts.items()]
    return written(folder / "docs.jsonl", *lines)


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def ranked(texts: Path, queries: Path, *options: str) -> dict[str, list[str]]:
    out, progress = io.StringIO(), io.StringIO()
    call_command("rank_texts", str(texts), str(queries), *options, stdout=out, stderr=progress)
    lines = [line.split("\t") for line in out.getvalue().splitlines()]
    assert all(len(line) == 2 for line in lines)
    return {name: [one for one in found.split(",") if one] for name, found in lines}


@pytest.mark.parametrize(
    ("query", "first", "others"),
    [
        ("التحالف", "قوات", set()),
        ("نهر", "نهر", {"كلاهما"}),  # with the article in the texts
        ("والقوات", "كلاهما", {"قوات"}),  # the shorter text first
        ("النهر قوات", "كلاهما", {"نهر", "قوات"}),  # who has both stands first
        ('"قوات التحالف"', "قوات", set()),
        ("مدينه", "قوات", set()),  # as people type it
        ("النهر -قوات", "نهر", set()),
        ('"الجسر القديم" قوات', "كلاهما", {"قوات"}),  # nothing has all of it
        ("متحدث:الراوي", None, set()),  # names are not asked for
    ],
)
def test_documents_best_first(tmp_path: Path, query: str, first: str | None, others: set[str]) -> None:
    found = ranked(documents(tmp_path, TEXTS), written(tmp_path / "q.tsv", f"q1\t{query}"))
    assert found["q1"][:1] == ([first] if first else [])
    assert set(found["q1"][1:]) == others


def test_each_query_has_its_line_in_order_also_without_hits(tmp_path: Path) -> None:
    queries = written(tmp_path / "q.tsv", "b\tنهر\tالنهر", "a\tغيرها\tسفينة", "", "c\tغيرها\t؟", "d\tالمدارس")
    found = ranked(documents(tmp_path, TEXTS), queries)
    assert list(found) == ["b", "a", "c", "d"]
    assert (found["a"], found["c"], found["d"]) == ([], [], ["غيرها"])


def test_ten_documents_at_most(tmp_path: Path) -> None:
    texts = documents(tmp_path, {f"d{number}": "قوات" for number in range(14)})
    assert len(ranked(texts, written(tmp_path / "q.tsv", "q\tقوات"))["q"]) == 10


def test_a_layer_can_be_left_out(tmp_path: Path) -> None:
    texts, queries = documents(tmp_path, TEXTS), written(tmp_path / "q.tsv", "q\tوالقوات")
    usual = dict(LAYER_WEIGHTS)
    forms = [option for layer in ("bare", "stem", "root") for option in ("--without", layer)]
    assert ranked(texts, queries, *forms)["q"] == []
    assert usual == LAYER_WEIGHTS
    assert ranked(texts, queries)["q"]


GOOD_DOCUMENT, GOOD_QUERY = '{"id": "a", "text": "نعم"}', "q\tنعم"


@pytest.mark.parametrize(
    ("lines", "queries", "named"),
    [
        ([GOOD_DOCUMENT, '{"id": "b"'], [GOOD_QUERY], r"docs\.jsonl. \S+ 2"),
        (["[]"], [GOOD_QUERY], r"docs\.jsonl. \S+ 1.*id, text"),
        ([GOOD_DOCUMENT, "", '{"id": "b"}'], [GOOD_QUERY], r"docs\.jsonl. \S+ 3.*text"),
        (['{"id": "a", "text": 7}'], [GOOD_QUERY], r"docs\.jsonl. \S+ 1"),
        (['{"id": "a,b", "text": "نعم"}'], [GOOD_QUERY], r"docs\.jsonl. \S+ 1"),
        ([GOOD_DOCUMENT, GOOD_DOCUMENT], [GOOD_QUERY], r"docs\.jsonl. \S+ 2"),
        ([GOOD_DOCUMENT], [GOOD_QUERY, "نعم"], r"q\.tsv. \S+ 2"),
        ([GOOD_DOCUMENT], None, r"q\.tsv"),
        (None, [GOOD_QUERY], r"docs\.jsonl"),
    ],
)
def test_bad_input_is_named(
    tmp_path: Path, lines: list[str] | None, queries: list[str] | None, named: str
) -> None:
    for name, content in (("docs.jsonl", lines), ("q.tsv", queries)):
        if content is not None:
            written(tmp_path / name, *content)
    with pytest.raises(CommandError, match=named):
        ranked(tmp_path / "docs.jsonl", tmp_path / "q.tsv")


def test_what_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_bytes("q\tنعم\n".encode() + b"r\t\xff\xfe\n")
    with pytest.raises(CommandError, match=r"q\.tsv. \S+ 2"):
        ranked(documents(tmp_path, TEXTS), tmp_path / "q.tsv")
