"""An archive in which every page has all that it can show: for tests that read all pages.

Its words are Arabic, so that Latin letters on a page are the interface's own.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import reversion
from django.contrib.auth.models import User
from django.utils import timezone

from interviews.actions.authority_files import load_authority_files
from interviews.actions.importing import ImportOptions, import_file
from interviews.actions.pasting import receive
from interviews.actions.sample_archive import FIXTURES
from interviews.models import (
    Correction,
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    Outlet,
    Paste,
    Proposal,
    Relinking,
    Speaker,
    Turn,
)
from interviews.search.indexing.outbox import drain
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    MentionFactory,
    OutletFactory,
    ParticipantFactory,
    ProposalFactory,
    ProposedMentionFactory,
    SpeakerFactory,
    TopicFactory,
    TurnFactory,
)

ARABIC = (
    "01-ninawa-security.txt",
    "02-basra-marshes.txt",
    "05-beirut-port-panel.txt",
    "07-cairo-theatre.json",
)
KURDISH, ENGLISH = "18-balambo-club.json", "16-london-doctor.txt"
QUESTION = "ما الذي يحتاجه المزارعون في شمال البلاد؟"
PASTED = "مجلة النهر: متى بدأت الحكاية؟\nسلمى الراوي: في الشتاء.\nمجلة النهر: وأين؟\nسلمى الراوي: في البصرة."


@dataclass(frozen=True)
class WholeArchive:
    """What addresses are made of."""

    interviews: list[Interview]
    made: Interview
    draft: Interview
    asked: Turn
    speaker: Speaker
    outlet: Outlet
    entity: Entity
    paste: Paste
    proposal: Proposal


def whole_archive(editor: User, samples: Iterable[str] = ARABIC) -> WholeArchive:
    """Interviews of the samples and some made here, published and indexed, and what waits at the desk."""
    load_authority_files([FIXTURES / "sample-authority-arabic.json"])
    entity = EntityFactory(name="القاهرة", kind="place")
    outcomes = [
        import_file(FIXTURES / "interviews" / name, ImportOptions(publish=True, trusted=True))
        for name in samples
    ]
    imported = [outcome.interview for outcome in outcomes if outcome.interview]
    assert len(imported) == len(outcomes)

    topic = TopicFactory(name="زراعة")
    outlet = OutletFactory(entity__name="مجلة النهر")
    speaker = SpeakerFactory(
        entity__name="سلمى الراوي",
        entity__variants=["سلمى عبد الله الراوي"],
        biography="مهندسة من البصرة.",
    )
    made = [
        _interview(f"حوار في الزراعة {number}", outlet, speaker, topic, published_on)
        for number, published_on in enumerate((date(2019, 4, 2), date(2020, 8, 24), None), start=1)
    ]
    interview = made[1]
    Correction.objects.create(interview=interview, text="صُحّح اسم المدينة.")
    answer = interview.turns.get(position=2)
    MentionFactory(entity=entity, turn=answer, start=0, end=5, state=Mention.State.CONFIRMED)

    paste = receive(PASTED, by=editor)
    proposal = ProposalFactory(text="أسامة الرفيعي")
    ProposedMentionFactory(proposal=proposal, turn=answer, start=0, end=5)
    draft = InterviewFactory(title="مسودّة لم تكتمل")
    deleted = InterviewFactory(title="حوار حُذف")
    with reversion.create_revision():
        for changed in (draft, deleted):
            changed.save()
    deleted.delete()
    drain()
    now = timezone.now()
    IndexUpdate.objects.create(
        interview_id=interview.pk,
        version=uuid.uuid4(),
        queued_at=now,
        due_at=now,
        attempts=3,
        last_error="عطل",
    )
    Relinking.objects.create(
        text="البصرة", folded="بصره", version=uuid.uuid4(), requested_at=now, due_at=now, total=3, done=1
    )
    return WholeArchive(
        interviews=[*imported, *made],
        made=interview,
        draft=draft,
        asked=interview.turns.get(position=1),
        speaker=speaker,
        outlet=outlet,
        entity=entity,
        paste=paste,
        proposal=proposal,
    )


def _interview(title: str, outlet: object, speaker: object, topic: object, day: date | None) -> Interview:
    interview: Interview = InterviewFactory(
        title=title, outlet=outlet, published_on=day, status="published", lead="مقدّمة قصيرة.", place="البصرة"
    )
    interview.topics.add(topic)
    asking = ParticipantFactory(interview=interview, label="النهر", role="interviewer")
    guest = ParticipantFactory(
        interview=interview, label="الراوي", role="guest", speaker=speaker, office="مستشارة وزارة الزراعة"
    )
    for number in (1, 2):
        TurnFactory(interview=interview, kind="question", participant=asking, text=QUESTION, exchange=number)
        TurnFactory(
            interview=interview, participant=guest, text="الماء أولًا، ثم البذور، ثم الطرق.", exchange=number
        )
    return interview
