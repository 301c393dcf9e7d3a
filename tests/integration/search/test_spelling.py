"""What else may have been meant: by the archive's own words and names, offered and never put in place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from django.utils import translation
from haystack import connections

from interviews.arabic.normalize import fold
from interviews.arabic.phonetic import phonetic_key
from interviews.models import Entity, Interview
from interviews.search.indexing.outbox import drain
from interviews.search.language.parsing import parse
from interviews.search.results.run import SearchRequest, count
from interviews.search.suggest.name_directory import Bearer, NameDirectory
from interviews.search.suggest.near_words import NearWords
from interviews.search.suggest.spelling import suggestions
from tests.factories import EntityFactory, InterviewFactory, ParticipantFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class ArchiveWord:
    text: str
    folded: str
    count: int


class Words:
    """The words of an archive that need not be written."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.words = {fold(text): ArchiveWord(text, fold(text), number) for text, number in counts.items()}
        folded = sorted(self.words)
        self.near_words = NearWords(folded, np.array([self.words[word].count for word in folded]))

    def count(self, folded: str) -> int:
        return self.words[folded].count if folded in self.words else 0

    def starting_with(self, folded_prefix: str, limit: int) -> list[ArchiveWord]:
        raise NotImplementedError

    def near(self, folded: str, limit: int) -> list[ArchiveWord]:
        return [self.words[word] for word, _count in self.near_words.near(folded, limit)]


WORDS = Words(
    {
        "ظروف": 150,
        "الحرب": 400,
        "قضية": 300,
        "قوية": 360,
        "المسؤولين": 500,
        "الاستراتيجية": 370,
        "استراتيجيته": 5,
        "العراق": 800,
        "العرق": 28,
        "لكن": 2000,
        "لاكن": 3,
        "طهران": 390,
        "قال": 5000,
        "أنه": 4000,
        "في": 9000,
        "بغداد": 200,
        "London": 40,
        "يونيو": 90,
        "أنت": 700,
        "محترم": 30,
        "مائلة": 60,
        "مستشفى": 25,
        "كردستان": 600,
        "القادمة": 120,
        "القدامى": 120,
        "الكاظمي": 90,
    }
)
NAMES = NameDirectory(
    [(Bearer("speaker", 1, 5), "سلمان ظورف"), (Bearer("speaker", 2, 5), "مصطفي الكاظمي")],
    phonetic_key,
    labels=["مايلز كاغينز المتحدث الرسمي"],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ضروف", "ظروف"),
        ("ضروف الحرب", "ظروف الحرب"),
        ("قظية", "قضية"),
        ("طهرن", "طهران"),
        # In the spelling of the archive, not as it is folded.
        ("المسوءلين", "المسؤولين"),
        # What is not a word stays: operators, quotation marks, fields, what is excluded.
        ('"ضروف الحرب"', '"ظروف الحرب"'),
        ("+ضروف -الحرب", "+ظروف -الحرب"),
        ("ضروف -قظية", "ظروف -قظية"),
        ("ضروف (الحرب أو قظية)", "ظروف (الحرب أو قضية)"),
        ("سؤال:ضروف", "سؤال:ظروف"),
        ('"ضروف الحرب"~5 قضية', '"ظروف الحرب"~5 قضية'),
        # One word for two and two for one.
        ("قالأنه", "قال أنه"),
        ("فيالعراق", "في العراق"),
        ("الاستر اتيجية", "الاستراتيجية"),
        # The keyboard was left in Latin letters.
        ("hguvhr", "العراق"),
        ("Londn", "London"),
        # The archive has it without the article.
        ("المسشفى", "المستشفى"),
        ("مسشفى", "مستشفى"),
        # Names are asked for more than other words.
        ("الكاضمي", "الكاظمي"),
        ("الكادمي", "الكاظمي"),
        # Written wrong here and there in the archive too.
        ("لاكن", "لكن"),
    ],
)
def test_a_mended_query(typed: str, meant: str) -> None:
    found = suggestions(parse(typed), WORDS, lambda text: 7, NAMES)
    assert (found.query, found.found) == (meant, 7)
    assert any(piece.marked for piece in found.pieces)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ظروف الحرب",
        # Rarer than a word that is as near, but no mistake.
        "العرق",
        # Found anyway, by its stem.
        "استراتيجيتنا",
        # Nothing is near: the archive has nothing of it, and says so.
        "شكسبير",
        # Numbers and function words are what they are.
        "2015",
        "إلى",
        "2014-08..2015",
        # A word of a name that the archive knows.
        "ظورف",
        # Months, which no passage need call so, also behind a particle or of two words.
        "يوليو",
        "بيوليو",
        "أوت",
        "محرم",
        "كانون ثاني",
        # A word of a label of somebody whom the authority does not know.
        "مايلز",
        "لمايلز",
        # In Kurdish spelling; the archive has it in Arabic.
        "كوردستان",
        # What is looked for in titles only, or only by its beginning.
        "عنوان:ضروف",
        "ضرو*",
        "-ضروف",
        "؟" * 50,
    ],
)
def test_nothing_to_mend(typed: str) -> None:
    assert not suggestions(parse(typed), WORDS, lambda text: 7, NAMES)


def test_what_finds_nothing_is_not_suggested() -> None:
    assert not suggestions(parse("ضروف"), WORDS, lambda text: 0, NAMES)


@pytest.fixture
def caggins() -> Interview:
    """An interview with «ستيف كاغينز», in which nobody says his name; and one of «نتنياهو»."""
    interview: Interview = InterviewFactory(status="published")
    speaker = SpeakerFactory(entity__name="ستيف كاغينز")
    guest = ParticipantFactory(interview=interview, label="كاغينز", speaker=speaker)
    entity: Entity = EntityFactory(name="بنيامين نتنياهو")
    turn = interview.turns.create(
        position=1, kind="answer", participant=guest, text="تحدثنا مع نتنياهو عن الظروف الصعبة في المنطقة"
    )
    turn.mentions.create(entity=entity, start=11, end=18)
    drain()
    return interview


def offered(typed: str) -> list[tuple[str, str]]:
    found = suggestions(
        parse(typed),
        connections["default"].get_backend().vocabulary(),
        lambda text: count(SearchRequest(text)),
    )
    return [(offer.name.text, offer.query) for offer in found.names]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("كاجينز", [("ستيف كاغينز", 'متحدث:"ستيف كاغينز"')]),
        ("Caggins", [("ستيف كاغينز", 'متحدث:"ستيف كاغينز"')]),
        ("ستيف كاكنز", [("ستيف كاغينز", 'متحدث:"ستيف كاغينز"')]),
        ("الظروف كاجينز", [("ستيف كاغينز", 'متحدث:"ستيف كاغينز"')]),
        ("Netanyahu", [("بنيامين نتنياهو", 'كيان:"بنيامين نتنياهو"')]),
        ("متحدث:كاجينز", [("ستيف كاغينز", 'متحدث:"ستيف كاغينز"')]),
        # An entity, and no speaker.
        ("متحدث:نتانياهو", []),
        # Known already, or like nobody.
        ("كاغينز", []),
        ("متحدث:كاغينز", []),
        ("الظروف", []),
        ("شكسبير", []),
    ],
)
def test_names_that_sound_alike_are_offered(
    caggins: Interview, typed: str, names: list[tuple[str, str]]
) -> None:
    assert offered(typed) == names


def test_the_name_that_is_spelt_most_alike_comes_first() -> None:
    known, namesake = Bearer("entities", 1, 900), Bearer("speaker", 2, 3)
    foreign = Bearer("entities", 3, 950)
    names = NameDirectory([(known, "سلامي"), (namesake, "رحاب السلماوي"), (foreign, "salmawi")], phonetic_key)
    # Neighbours exchanged; the others only sound so.
    assert names.sounding_like(["السلمواي"], 3)[0] == namesake
    assert foreign not in names.sounding_like(["السلمواي"], 3)
    # From another script there is only the sound, and the best known comes first.
    assert names.sounding_like(["slmy"], 1, ["entities", "speaker"])[0] == known


def test_names_are_offered_in_the_readers_language(caggins: Interview) -> None:
    with translation.override("en"):
        assert offered("Caggins") == [("ستيف كاغينز", 'speaker:"ستيف كاغينز"')]


def test_a_word_is_mended_by_the_words_of_the_index(caggins: Interview) -> None:
    words = connections["default"].get_backend().vocabulary()
    found = suggestions(parse("الضروف الصعبه"), words, lambda text: count(SearchRequest(text)))
    assert (found.query, found.found) == ("الظروف الصعبه", 1)


def test_beside_a_word_that_nobody_has_the_others_are_mended_all_the_same(caggins: Interview) -> None:
    words = connections["default"].get_backend().vocabulary()
    found = suggestions(parse("+الضروف +شكسبير"), words, lambda text: count(SearchRequest(text)))
    assert (found.query, found.found) == ("+الظروف +شكسبير", 1)
