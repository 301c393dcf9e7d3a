"""An archive of a hundred thousand turns, from words of the sample interviews, always the same."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SEED = 20260824
TURNS, OUTLETS, SPEAKERS, ENTITIES, TOPICS = 25, 12, 300, 2000, 40
WORDS_OF_A_QUESTION, WORDS_OF_AN_ANSWER = 25, 210
NAMES_OF_AN_ANSWER = 3
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "interviews"


def words() -> list[str]:
    """Words of the samples, the most frequent first."""
    counts: dict[str, int] = {}
    for path in sorted(FIXTURES.glob("*.json")):
        for turn in json.loads(path.read_text(encoding="utf-8")).get("turns", ()):
            for word in re.findall(r"[\u0621-\u064a]{2,}", turn["text"]):
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))


def fill(interviews: int) -> None:
    """Writes the archive into the empty database of the settings, by few statements, without signals."""
    from django.db import transaction

    from interviews.models import (
        Entity,
        Interview,
        Mention,
        Name,
        Outlet,
        Participant,
        Speaker,
        Topic,
        Turn,
        name_key,
    )

    chance = random.Random(SEED)
    vocabulary = words()
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def some_words(number: int) -> list[str]:
        return chance.choices(vocabulary, cum_weights=weights, k=number)

    kinds = ["person"] * SPEAKERS + ["organisation"] * OUTLETS
    kinds += chance.choices(["person", "organisation", "place"], k=ENTITIES - len(kinds))
    with transaction.atomic():
        entities = Entity.objects.bulk_create([Entity(kind=kind) for kind in kinds])
        called = {}
        for entity in entities:
            called[entity.pk] = " ".join(chance.choices(vocabulary[50:], k=2))
        Name.objects.bulk_create(
            Name(entity=entity, text=text, kind=kind, folded=name_key(text))
            for entity in entities
            for kind, text in (("preferred", called[entity.pk]), ("variant", called[entity.pk] + " و"))
        )
        speakers = Speaker.objects.bulk_create([Speaker(entity=e) for e in entities[:SPEAKERS]])
        outlets = Outlet.objects.bulk_create([Outlet(entity=e) for e in entities[SPEAKERS:][:OUTLETS]])
        topics = Topic.objects.bulk_create([Topic(name=f"{w} {n}") for n, w in enumerate(some_words(TOPICS))])
        through = Interview.topics.through
        for number in range(interviews):
            interview = Interview.objects.create(
                outlet=chance.choice(outlets),
                title=" ".join(some_words(8)),
                lead=" ".join(some_words(60)),
                published_on=date(2005, 1, 1) + timedelta(days=2 * number % 7000),
                status="published",
            )
            through.objects.bulk_create(
                through(interview=interview, topic=topic) for topic in chance.sample(topics, 3)
            )
            host = Participant(interview=interview, label="المحرر", role="interviewer")
            guest = Participant(
                interview=interview,
                label="الضيف",
                role="guest",
                speaker=chance.choice(speakers),
                office=" ".join(some_words(4)),
            )
            Participant.objects.bulk_create([host, guest])
            named = chance.choices(entities, k=15)
            turns, places = [], []
            for position in range(1, TURNS + 1):
                is_question = position % 2 == 1
                said = some_words(WORDS_OF_A_QUESTION if is_question else WORDS_OF_AN_ANSWER)
                found = []
                if not is_question:
                    said[len(said) // 2] += ".\n\n"
                    for at in sorted(chance.sample(range(len(said)), NAMES_OF_AN_ANSWER)):
                        entity = chance.choice(named)
                        said[at] = called[entity.pk]
                        start = len(" ".join(said[:at])) + (1 if at else 0)
                        found.append((entity, start, start + len(said[at])))
                turns.append(
                    Turn(
                        interview=interview,
                        position=position,
                        kind="question" if is_question else "answer",
                        participant=host if is_question else guest,
                        text=" ".join(said),
                        exchange=(position + 1) // 2,
                        key="".join(chance.choices("23456789abcdefghjkmnpqrstuvwxyz", k=10)),
                    )
                )
                places.append(found)
            Turn.objects.bulk_create(turns)
            Mention.objects.bulk_create(
                Mention(turn=turn, entity=e, start=start, end=end, spelling=turn.text[start:end])
                for turn, found in zip(turns, places, strict=True)
                for e, start, end in found
            )


def interview_addresses() -> list[str]:
    """Of all interviews, in an order without order."""
    from interviews.models import Interview

    found = [interview.get_absolute_url() for interview in Interview.objects.order_by("pk")]
    random.Random(SEED).shuffle(found)
    return found
