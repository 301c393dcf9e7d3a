"""What somebody typed becomes a tree and problems, never an error."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviews.models.years import FIRST_YEAR, LAST_YEAR
from interviews.search.language.operators import OPERATORS
from interviews.search.language.parsing import MAX_DEPTH, MAX_LENGTH, parse
from interviews.search.language.tree import (
    MOST_PROBLEMS,
    And,
    Everything,
    Filter,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryProblem,
    Together,
    Word,
    loosened,
    positive_leaves,
)
from interviews.search.language.writing import to_text

FORCES, MOSUL, RUSSIA = Word("قوات"), Word("الموصل"), Word("روسيا")
COALITION = Phrase("التحالف الدولي")
NARRATOR = Named("speaker", "الراوي")


def in_title(text: str) -> Word:
    return Word(text, field="title")


def in_questions(node: Node) -> And:
    return And((Filter("kind", "in", frozenset({"question"})), node))


def since(*day: int) -> Filter:
    return Filter("published_on", "gte", date(*day))


def until(*day: int) -> Filter:
    return Filter("published_on", "lte", date(*day))


TREES: list[tuple[str, Node]] = [
    # --- Words
    ("داعش", Word("داعش")),
    ("  داعش  ", Word("داعش")),
    ("قوات الموصل", Together((FORCES, MOSUL))),
    ("قوات\u00a0الموصل\n", Together((FORCES, MOSUL))),
    ("قوات، الموصل؟", Together((FORCES, MOSUL))),
    ("قوات الموصل قوات", Together((FORCES, MOSUL))),
    ("كُتُبٌ", Word("كُتُبٌ")),
    ("\u200fقوات\u200f", FORCES),
    # Words that the analyser takes apart belong together, and are not required for that.
    ("F-16", Phrase("F-16")),
    ("طائرات F-16", Together((Word("طائرات"), Phrase("F-16")))),
    ("2014/08", Phrase("2014/08")),
    ("كوفيد19", Phrase("كوفيد19")),
    ("٢٠١٤", Word("٢٠١٤")),
    # A colon makes a field of the field's names only, and not everything with a colon looks like a field.
    ("قال: قوات", Together((Word("قال"), FORCES))),
    ("قال : قوات", Together((Word("قال"), FORCES))),
    ("قال:", Word("قال")),
    ("http://bbc", Phrase("http://bbc")),
    ("10:30", Phrase("10:30")),
    ("C:12", Phrase("C:12")),
    ("C++", Word("C")),
    # --- Phrases
    ('"التحالف الدولي"', COALITION),
    ("«التحالف الدولي»", COALITION),
    ("“التحالف الدولي”", COALITION),
    # As it comes out of word processors that turn the marks for a text from right to left.
    ("”التحالف الدولي“", COALITION),
    ("„التحالف الدولي“", COALITION),
    ("»التحالف الدولي«", COALITION),
    ('"التحالف،\n الدولي!"', Phrase("التحالف، الدولي")),
    ('قوات الموصل "التحالف الدولي"', And((Together((FORCES, MOSUL)), COALITION))),
    ('"التحالف الدولي" قوات', And((FORCES, COALITION))),
    ('"داعش"', Phrase("داعش")),
    # Marks of another kind in pairs stand inside a phrase.
    ('«قال "نعم" ومضى»', Phrase("قال نعم ومضى")),
    ('"قال «نعم» ومضى"', Phrase("قال نعم ومضى")),
    ("“قال «نعم» ومضى”", Phrase("قال نعم ومضى")),
    ('"التحالف الدولي"~5', Phrase("التحالف الدولي", slop=5)),
    ("«التحالف الدولي»~٥", Phrase("التحالف الدولي", slop=5)),
    ('"التحالف الدولي"~', COALITION),
    ('"داعش"~5', Phrase("داعش")),
    # --- Prefixes
    ("موص*", Prefix("موص")),
    ("موص٭", Prefix("موص")),
    ("قوات موص*", Together((FORCES, Prefix("موص")))),
    # --- Excluded and required
    ("قوات -روسيا", And((FORCES, Not(RUSSIA)))),
    ("قوات −روسيا –سوريا", And((FORCES, Not(RUSSIA), Not(Word("سوريا"))))),
    ("قوات NOT روسيا", And((FORCES, Not(RUSSIA)))),
    ("قوات \u200f-روسيا", And((FORCES, Not(RUSSIA)))),
    ('قوات -"التحالف الدولي"', And((FORCES, Not(COALITION)))),
    ("قوات -(روسيا سوريا)", And((FORCES, Not(Together((RUSSIA, Word("سوريا"))))))),
    ("قوات -متحدث:الراوي", And((FORCES, Not(NARRATOR)))),
    # A dash between spaces, or several, excludes nothing; nor does one inside a word.
    ("قوات - روسيا", Together((FORCES, RUSSIA))),
    ("قوات -- روسيا", Together((FORCES, RUSSIA))),
    ("قوات+روسيا", Phrase("قوات+روسيا")),
    ("+الموصل قوات", And((FORCES, MOSUL))),
    ("+الموصل قوات روسيا", And((Together((FORCES, RUSSIA)), MOSUL))),
    ("قوات AND الموصل", And((FORCES, MOSUL))),
    ("قوات AND الموصل روسيا", And((RUSSIA, FORCES, MOSUL))),
    ("قوات AND -روسيا", And((FORCES, Not(RUSSIA)))),
    ("قوات و الموصل", Together((FORCES, Word("و"), MOSUL))),
    ("war and peace", Together((Word("war"), Word("and"), Word("peace")))),
    # --- One of several
    ("قوات أو رجال", Or((FORCES, Word("رجال")))),
    ("قوات او رجال", Or((FORCES, Word("رجال")))),
    ("قوات OR رجال | جنود", Or((FORCES, Word("رجال"), Word("جنود")))),
    ("قوات|رجال", Or((FORCES, Word("رجال")))),
    ("قوات أو رجال الموصل", Together((Or((FORCES, Word("رجال"))), MOSUL))),
    ('الموصل قوات أو "التحالف الدولي"', Together((MOSUL, Or((FORCES, COALITION))))),
    ("قوات أو قوات الموصل", Together((FORCES, MOSUL))),
    ("+قوات أو رجال الموصل", And((MOSUL, Or((FORCES, Word("رجال")))))),
    # A choice between facts is required.
    ("قوات متحدث:الراوي أو جهة:النهر", And((FORCES, Or((NARRATOR, Named("outlet", "النهر")))))),
    ('"أو"', Phrase("أو")),
    # --- Groups
    ("(قوات)", FORCES),
    ("(قوات الموصل) روسيا", Together((FORCES, MOSUL, RUSSIA))),
    ("قوات(الموصل)", Together((FORCES, MOSUL))),
    ("(قوات الموصل) أو روسيا", Or((Together((FORCES, MOSUL)), RUSSIA))),
    ("(قوات أو رجال) أو روسيا", Or((FORCES, Word("رجال"), RUSSIA))),
    ("+(قوات الموصل) روسيا", And((RUSSIA, Together((FORCES, MOSUL))))),
    ("(قوات -روسيا) الموصل", And((Together((FORCES, MOSUL)), Not(RUSSIA)))),
    ("() قوات", FORCES),
    # --- Fields
    ("متحدث:الراوي", NARRATOR),
    ("متحدث: الراوي", NARRATOR),
    ("متحدث : الراوي", NARRATOR),
    ("المتحدث:الراوي", NARRATOR),
    ("التاريخ:2014", And((since(2014, 1, 1), until(2014, 12, 31)))),
    ("مُتحدّث:الراوي", NARRATOR),
    ("\u200fمتحدث\u200f:الراوي", NARRATOR),
    ("Speaker:الراوي", NARRATOR),
    ('speaker:"سلمان الراوي" قوات', And((FORCES, Named("speaker", "سلمان الراوي")))),
    ("متحدث:(سلمان الراوي)", Named("speaker", "سلمان الراوي")),
    ("متحدث:(سلمان أو الراوي)", Or((Named("speaker", "سلمان"), NARRATOR))),
    ("جهة:النهر", Named("outlet", "النهر")),
    ("جهه:النهر", Named("outlet", "النهر")),
    ("كيان:كركوك", Named("entities", "كركوك")),
    ("موضوع:أمن", Named("topics", "أمن")),
    ("سؤال:قوات", in_questions(FORCES)),
    ("سؤال:قوات الموصل", And((MOSUL, in_questions(FORCES)))),
    ("سؤال:(قوات أو رجال)", in_questions(Or((FORCES, Word("رجال"))))),
    ('question:"التحالف الدولي"', in_questions(COALITION)),
    ("جواب:موص*", And((Filter("kind", "in", frozenset({"answer"})), Prefix("موص")))),
    ("سؤال:-قوات", in_questions(Not(FORCES))),
    ("سؤال:-(قوات أو رجال) الموصل", And((MOSUL, in_questions(Not(Or((FORCES, Word("رجال")))))))),
    ("سؤال:+قوات", in_questions(FORCES)),
    ("قوات متحدث:-الراوي", And((FORCES, Not(NARRATOR)))),
    ("قوات عنوان:-الموصل", And((FORCES, Not(in_title("الموصل"))))),
    ("عنوان:الموصل", in_title("الموصل")),
    ('عنوان:"التحالف الدولي"', And((in_title("التحالف"), in_title("الدولي")))),
    ("عنوان:(قوات الموصل)", Together((in_title("قوات"), in_title("الموصل")))),
    ("عنوان:(قوات -روسيا)", And((in_title("قوات"), Not(in_title("روسيا"))))),
    # --- Dates
    ("تاريخ:2014", And((since(2014, 1, 1), until(2014, 12, 31)))),
    ("تاريخ:2014-08", And((since(2014, 8, 1), until(2014, 8, 31)))),
    ("date:2016-02", And((since(2016, 2, 1), until(2016, 2, 29)))),
    ("تاريخ: ٢٠١٤/٨", And((since(2014, 8, 1), until(2014, 8, 31)))),
    ("تاريخ:2014-08-24", And((since(2014, 8, 24), until(2014, 8, 24)))),
    ("تاريخ:24/8/2014", And((since(2014, 8, 24), until(2014, 8, 24)))),
    ("تاريخ:2014..2016", And((since(2014, 1, 1), until(2016, 12, 31)))),
    ("تاريخ:2014-2016", And((since(2014, 1, 1), until(2016, 12, 31)))),
    ("تاريخ:2016…2014-03", And((since(2014, 3, 1), until(2016, 12, 31)))),
    ("قوات تاريخ:2014", And((FORCES, And((since(2014, 1, 1), until(2014, 12, 31)))))),
    ("تاريخ:2021..", since(2021, 1, 1)),
    ("تاريخ:..2018", until(2018, 12, 31)),
    ("تاريخ:٢٠٢١-٠٨…", since(2021, 8, 1)),
    ("قوات -تاريخ:2021..", And((FORCES, Not(since(2021, 1, 1))))),
    ("بعد:2014", since(2015, 1, 1)),
    ("بعد:2014-12-31", since(2015, 1, 1)),
    ("قبل:2014", until(2013, 12, 31)),
    ("قوات بعد:2013 قبل:٢٠١٥-٠٣", And((FORCES, since(2014, 1, 1), until(2015, 2, 28)))),
    ("بعد 2014", Together((Word("بعد"), Word("2014")))),
    ("", Everything()),
    (" \n\t", Everything()),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_the_tree_of_a_query(text: str, tree: Node) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.problems == ()
    assert parsed.mended is None
    assert parsed.is_empty is isinstance(tree, Everything)


@pytest.mark.parametrize(
    ("text", "tree", "problems", "mended"),
    [
        ('"التحالف الدولي', COALITION, [("unclosed_quotation", "التحالف الدولي")], '"التحالف الدولي"'),
        ("داعش «", Word("داعش"), [("unclosed_quotation", "")], "داعش"),
        ("(قوات الموصل", Together((FORCES, MOSUL)), [("unclosed_parenthesis", "")], "قوات الموصل"),
        ("قوات) الموصل", Together((FORCES, MOSUL)), [("unopened_parenthesis", "")], "قوات الموصل"),
        ("أو قوات", FORCES, [("dangling_operator", "أو")], "قوات"),
        ("قوات OR", FORCES, [("dangling_operator", "OR")], "قوات"),
        ("قوات AND أو روسيا", And((FORCES, RUSSIA)), [("dangling_operator", "أو")], "قوات +روسيا"),
        ("قوات NOT", FORCES, [("dangling_operator", "NOT")], "قوات"),
        # Of two signs the last bears on the word.
        ("قوات NOT NOT روسيا", And((FORCES, Not(RUSSIA))), [("dangling_operator", "NOT")], "قوات -روسيا"),
        ("NOT NOT", Everything(), [("dangling_operator", "NOT")], None),
        ("قوات +-روسيا", Together((FORCES, RUSSIA)), [("several_signs", "روسيا")], "قوات روسيا"),
        ("--روسيا", RUSSIA, [("several_signs", "روسيا")], "روسيا"),
        ('"التحالف الدولي*"', COALITION, [("star_in_phrase", "التحالف الدولي")], '"التحالف الدولي"'),
        ("مؤلف:قوات", Together((Word("مؤلف"), FORCES)), [("unknown_field", "مؤلف")], "مؤلف قوات"),
        (
            'author:"التحالف الدولي"',
            And((Word("author"), COALITION)),
            [("unknown_field", "author")],
            'author "التحالف الدولي"',
        ),
        ("قوات سؤال:-", FORCES, [("field_without_value", "سؤال")], "قوات"),
        (
            "قوات سؤال:-متحدث:الراوي",
            And((FORCES, Not(NARRATOR))),
            [("field_without_value", "سؤال")],
            "قوات -متحدث:الراوي",
        ),
        ("قوات بعد:2014..", FORCES, [("bad_date", "2014..")], "قوات"),
        ("قوات بعد:..", Together((FORCES, Word("بعد"))), [("bad_date", "..")], "قوات بعد"),
        ("قوات م*", Together((FORCES, Word("م"))), [("short_prefix", "م")], "قوات م"),
        ("مد*نة", Prefix("مد"), [("misplaced_star", "مد*نة")], "مد*"),
        ("*ستان", Word("ستان"), [("misplaced_star", "*ستان")], "ستان"),
        ("F-1*", Phrase("F-1"), [("misplaced_star", "F-1*")], '"F-1"'),
        ("قوات~2", FORCES, [("tilde_without_phrase", "قوات")], "قوات"),
        (
            '"التحالف الدولي"~500',
            Phrase("التحالف الدولي", slop=100),
            [("proximity_too_wide", "")],
            '"التحالف الدولي"~100',
        ),
        ("قوات متحدث:", FORCES, [("field_without_value", "متحدث")], "قوات"),
        ("متحدث: -روسيا قوات", And((FORCES, Not(RUSSIA))), [("field_without_value", "متحدث")], "قوات -روسيا"),
        ("جهة:متحدث:الراوي", NARRATOR, [("field_without_value", "جهة")], "متحدث:الراوي"),
        ("قوات تاريخ:2014-13", FORCES, [("bad_date", "2014-13")], "قوات"),
        ("قوات تاريخ:2014-02-30", FORCES, [("bad_date", "2014-02-30")], "قوات"),
        # A year of the Hijri calendar.
        ("قوات بعد:1435", FORCES, [("bad_date", "1435")], "قوات"),
        # A heading somebody pasted.
        (
            "تاريخ: الموصل",
            Together((Word("تاريخ"), MOSUL)),
            [("bad_date", "الموصل")],
            "تاريخ الموصل",
        ),
        ("عنوان:موص*", in_title("موص"), [("prefix_in_title", "موص")], "عنوان:موص"),
        ("؟!", Everything(), [("nothing_to_search", "؟!")], None),
        ('""', Everything(), [("nothing_to_search", '""')], None),
        ("ـــ", Everything(), [("nothing_to_search", "ـــ")], None),
        ("-روسيا", Not(RUSSIA), [("only_exclusions", "")], None),
        ("-روسيا -قوات", And((Not(RUSSIA), Not(FORCES))), [("only_exclusions", "")], None),
        (
            '-"التحالف الدولي',
            Not(COALITION),
            [("unclosed_quotation", "التحالف الدولي"), ("only_exclusions", "")],
            '-"التحالف الدولي"',
        ),
        ("ا" * (MAX_LENGTH + 1), Word("ا" * MAX_LENGTH), [("too_long", "")], "ا" * MAX_LENGTH),
        (
            "(" * (MAX_DEPTH + 2) + "قوات" + ")" * (MAX_DEPTH + 2),
            FORCES,
            [("nested_too_deeply", "")],
            "قوات",
        ),
    ],
)
def test_what_cannot_be_taken_as_written_is_said_and_mended(
    text: str, tree: Node, problems: list[tuple[str, str]], mended: str | None
) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert list(parsed.problems) == [QueryProblem(*problem) for problem in problems]
    assert parsed.mended == mended


def test_a_query_that_is_too_long_is_cut_between_words() -> None:
    assert parse("قوات " * (MAX_LENGTH // 5) + "روسيا").tree == FORCES
    assert parse("روسيا" + " " * (MAX_LENGTH - 7) + "قوات").tree == RUSSIA
    assert parse(" " * (MAX_LENGTH - 4) + "قوات رجال").tree == FORCES


def test_a_problem_is_said_once_and_few_are_said() -> None:
    assert parse("م* قوات م*").problems == (QueryProblem("short_prefix", "م"),)
    assert len(parse("م* ن* و* ف* ق* ك* ل*").problems) == MOST_PROBLEMS


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("قوات|رجال الموصل", "(قوات أو رجال) الموصل"),
        ("«التحالف الدولي»~٥ +قوات", '"التحالف الدولي"~5 +قوات'),
        ("قوات بعد: ٢٠١٤/١٢ قبل:2016-01-01", "قوات بعد:2014 قبل:2016"),
        ("date:2014-01-01..2014-12-31", "تاريخ:2014"),
        ("date:2014..", "بعد:2013"),
        # There is no day before the first that the archive knows.
        (f"date:{FIRST_YEAR}..", f"تاريخ:{FIRST_YEAR}.."),
        (f"date:..{LAST_YEAR}", f"تاريخ:..{LAST_YEAR}"),
        ("سؤال:-قوات", "سؤال:(-قوات)"),
        ("تاريخ:2014-03..2015", "تاريخ:2014-03..2015-12"),
        ("title:(F-16 قوات)", "عنوان:(F-16 قوات)"),
        ("question: (قوات الموصل) -speaker:«سلمان الراوي»", 'سؤال:(قوات الموصل) -متحدث:"سلمان الراوي"'),
    ],
)
def test_a_tree_is_written_as_one_types_it(text: str, written: str) -> None:
    assert to_text(parse(text).tree) == written


_NAMES = [sign for operator in OPERATORS.values() for sign in operator.signs if sign.isalpha()]
_WORDS = ["قوات", "الموصل", "في", "F-16", "2014", "٢٠١٤/٨", "a", "كتب*", "م*", "2014..2016", "2014.."]
_PIECES = [*_NAMES, *_WORDS, *'"«»“”„()|~*٭:-−–+.،؟ \n\u200fـَ', "OR", "AND", "~5", "..", ": "]

queries = st.one_of(
    st.text(),
    st.text(st.one_of(st.characters(), st.sampled_from('"«»“”„()|~*:-−–+ ؟ـ\u200fا٢aَ'))),
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join),
)


@given(queries)
@example('"' * MAX_LENGTH)
@example("(" * MAX_LENGTH)
@example("-(a " * (MAX_LENGTH // 4))
@example("سؤال:" * (MAX_LENGTH // 5))
@example("*~" * (MAX_LENGTH // 2))
def test_any_query_gives_a_tree(text: str) -> None:
    parsed = parse(text)
    assert parsed.text == text
    assert all(leaf.text.strip() for leaf in positive_leaves(parsed.tree))
    assert parsed.problems or not parsed.is_empty or not text.strip()
    loosened(parsed.tree)


@given(queries)
def test_what_is_written_out_is_read_as_the_same(text: str) -> None:
    tree = parse(text).tree
    written = parse(to_text(tree))
    assert written.tree == tree
    assert {problem.code for problem in written.problems} <= {"only_exclusions"}


@given(queries)
def test_a_mended_query_needs_no_mending(text: str) -> None:
    parsed = parse(text)
    if parsed.mended is not None:
        again = parse(parsed.mended)
        assert again.tree == parsed.tree
        assert again.mended is None
        assert {problem.code for problem in again.problems} <= {"only_exclusions"}
