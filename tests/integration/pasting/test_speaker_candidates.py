"""Which speakers of the archive a label may mean."""

from typing import Any

import pytest

from interviews.actions.speaker_candidates import speaker_candidates
from interviews.transcripts.draft import DraftSpeaker
from tests.factories import EntityFactory, ParticipantFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def found(*labels: str) -> list[tuple[str, str]]:
    one = DraftSpeaker("s1", labels[0], labels)
    return [(candidate.name, candidate.match) for candidate in speaker_candidates([one])["s1"]]


@pytest.mark.parametrize(
    ("label", "name", "match"),
    [
        ("وليد النجار", "وَليد النجّار", "exact"),
        ("د. وليد النجار", "وليد النجار", "spelling"),
        ("الشيخ وليد نجار", "وليد النجار", "spelling"),
        ("عبدالله الصائغ", "عبد الله الصائغ", "spelling"),
        ("فؤاد السورية", "فؤاد السورية", "exact"),
        ("آزاد الكوردستاني", "ازاد الكردستاني", "spelling"),
        ("ازاد كردستاني", "ئازاد كوردستاني", "surname"),
        ("النجار", "وليد النجار", "part"),
        ("وليد", "وليد كريم النجار", "part"),
        ("وليد كريم النجار", "وليد النجار", "part"),
        ("هالة النجار", "وليد النجار", "surname"),
    ],
)
def test_a_speaker_is_found_in_any_spelling(label: str, name: str, match: str) -> None:
    SpeakerFactory(entity__name=name)
    SpeakerFactory(entity__name="مها القاضي")
    assert found(label) == [(name, match)]


@pytest.mark.parametrize("label", ["س", "●", "", "محاور الجلسة", "ـ"])
def test_a_label_that_is_nobodys_name_finds_nobody(label: str) -> None:
    SpeakerFactory(entity__name="وليد النجار")
    assert found(label) == []


def test_the_likeliest_comes_first_then_who_talked_more() -> None:
    surname = SpeakerFactory(entity__name="هالة النجار")
    rare, frequent = (SpeakerFactory(entity__name=f"وليد {middle} النجار") for middle in ("كريم", "سليم"))
    exact = SpeakerFactory(entity__name="وليد النجار")
    for speaker, number in ((surname, 3), (frequent, 2), (rare, 1)):
        for _interview in range(number):
            ParticipantFactory(speaker=speaker)
    one = DraftSpeaker("s1", "وليد النجار")
    candidates = [(c.speaker, c.interviews, c.match) for c in speaker_candidates([one])["s1"]]
    assert candidates == [
        (exact, 0, "exact"),
        (frequent, 2, "part"),
        (rare, 1, "part"),
        (surname, 3, "surname"),
    ]


def test_any_label_of_somebody_counts_and_any_name_of_a_speaker() -> None:
    SpeakerFactory(entity=EntityFactory(name="وليد النجار", variants=["أبو سعد"]))
    assert found("الضيف", "أبو سعد") == [("وليد النجار", "exact")]


def test_who_is_no_speaker_is_no_candidate() -> None:
    EntityFactory(name="وليد النجار")
    assert found("وليد النجار") == []


def test_there_are_eight_at_most() -> None:
    for number in range(12):
        SpeakerFactory(entity__name=f"ضيف{number} النجار")
    assert len(found("النجار")) == 8


def test_the_number_of_queries_is_that_of_one_speaker(django_assert_num_queries: Any) -> None:
    for name in ("وليد النجار", "هالة الصباغ", "مها القاضي"):
        SpeakerFactory(entity__name=name)
    labels = ["النجار", "الصباغ", "القاضي", "الراوي"]
    speakers = [DraftSpeaker(f"s{n}", label) for n, label in enumerate(labels)]
    with django_assert_num_queries(4):
        assert [len(found) for found in speaker_candidates(speakers).values()] == [1, 1, 1, 0]
