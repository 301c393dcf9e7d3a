"""The sample archive in ``fixtures/`` can be loaded, whole, and as often as one likes."""

import json

import pytest

from interviews.actions.importing import find_files
from interviews.actions.sample_archive import FIXTURES, load_sample_archive
from interviews.models import Entity, Interview, Mention, Name, Participant, Speaker, Turn

pytestmark = pytest.mark.django_db

# As its author laid the text out: questions, answers, and how many of the questions are reported.
TURNS = {
    "01-ninawa-security": (7, 7, 0),
    "02-basra-marshes": (8, 8, 0),
    "03-mosul-old-city": (7, 7, 3),
    "04-khartoum-health": (8, 8, 0),
    "05-beirut-port-panel": (7, 11, 0),
    "06-casablanca-coach": (8, 8, 0),
    "10-kani-maran-dam": (9, 9, 1),
    "11-voter-register": (9, 9, 0),
    "12-marsh-otters": (8, 8, 0),
    "13-return-migration-panel": (7, 12, 0),
    "14-rezhna-publishing": (8, 8, 0),
    "15-halabja-teacher": (8, 8, 0),
    "16-london-doctor": (10, 10, 0),
}


def state() -> list[object]:
    return [
        sorted(Interview.objects.values_list("pk", "title", "updated_at")),
        sorted(Turn.objects.values_list("pk", "key", "text")),
        sorted(Name.objects.values_list("pk", "entity_id", "text", "kind")),
        sorted(Mention.objects.values_list("pk", "entity_id", "start")),
        Entity.objects.count(),
        Participant.objects.count(),
    ]


def test_everything_is_loaded_and_loading_again_changes_nothing() -> None:
    files = find_files([FIXTURES / "interviews"])
    assert load_sample_archive() == {"created": len(files)}
    before = state()
    assert load_sample_archive() == {"unchanged": len(files)}
    assert state() == before


def test_the_samples_are_complete() -> None:
    load_sample_archive()
    interviews = Interview.objects.for_reading()
    assert len(interviews) >= 15
    for interview in interviews:
        assert interview.is_public()
        assert interview.is_sample
        assert interview.outlet
        assert interview.published_on
        assert interview.topics.exists()
        assert 8 <= len(interview.turns.all()) <= 25, interview.title
        assert interview.guests, interview.title
        assert all(guest.speaker for guest in interview.guests), interview.title
        for turn in interview.turns.all():
            has_voice = turn.participant or turn.indirect or turn.kind == "narration"
            assert has_voice, f"{interview.title}: {turn.text[:80]}"
            assert turn.exchange, f"{interview.title}: {turn.text[:80]}"
        assert any(turn.mentions.all() for turn in interview.turns.all())
    languages = list(Interview.objects.values_list("language", flat=True))
    assert languages.count("ckb") == 3
    assert languages.count("en") == 2
    assert len({interview.outlet_id for interview in interviews}) >= 3
    assert not Speaker.objects.exclude(entity__kind="person").exists()


def test_the_texts_give_the_turns_their_authors_intended() -> None:
    load_sample_archive()
    texts = {file.stem for file in (FIXTURES / "interviews").glob("*.txt")}
    assert texts == set(TURNS)
    for name, expected in TURNS.items():
        title = json.loads((FIXTURES / "interviews" / f"{name}.json").read_text())["title"]
        turns = Turn.objects.filter(interview__title=title)
        counts = (
            turns.filter(kind="question").count(),
            turns.filter(kind="answer").count(),
            turns.filter(indirect=True).count(),
        )
        assert counts == expected, name
        assert turns.count() == sum(expected[:2]), name
