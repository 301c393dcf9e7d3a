"""Rows for tests: each factory fills in what does not matter, a test names what does.

``InterviewFactory(status="published")``, ``EntityFactory(name="إقليم كوردستان")``,
``TurnFactory(interview=…, text="…")``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from interviews.models import (
    Entity,
    Interview,
    Mention,
    Name,
    Outlet,
    Participant,
    Proposal,
    ProposedMention,
    Speaker,
    Topic,
    Turn,
    name_key,
)


class EntityFactory(DjangoModelFactory[Entity]):
    """An entity with ``name`` as its preferred Arabic name and ``variants`` beside it."""

    class Meta:
        model = Entity

    kind = "person"
    name = factory.Sequence(lambda number: f"شخص رقم {number}")
    variants: Sequence[str] = ()

    @classmethod
    def _create(
        cls, model_class: type[Entity], *args: Any, name: str, variants: Sequence[str], **values: Any
    ) -> Entity:
        entity: Entity = super()._create(model_class, *args, **values)
        Name.objects.create(entity=entity, text=name, kind="preferred")
        for variant in variants:
            Name.objects.create(entity=entity, text=variant)
        return entity


class SpeakerFactory(DjangoModelFactory[Speaker]):
    """``SpeakerFactory(entity__name="مايا الخطيب")``."""

    class Meta:
        model = Speaker

    entity = factory.SubFactory(EntityFactory)


class OutletFactory(DjangoModelFactory[Outlet]):
    """``OutletFactory(entity__name="وكالة النهر")``."""

    class Meta:
        model = Outlet

    entity = factory.SubFactory(
        EntityFactory,
        kind="organisation",
        name=factory.Sequence(lambda number: f"وكالة رقم {number}"),
    )


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda number: f"موضوع {number}")


class InterviewFactory(DjangoModelFactory[Interview]):
    """An interview without turns, a draft like every new one."""

    class Meta:
        model = Interview

    outlet = factory.SubFactory(OutletFactory)
    title = factory.Sequence(lambda number: f"حوار رقم {number}")
    published_on = date(2020, 8, 24)


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    interview = factory.SubFactory(InterviewFactory)
    label = factory.Sequence(lambda number: f"ضيف {number}")


class TurnFactory(DjangoModelFactory[Turn]):
    """A turn behind those that its interview has."""

    class Meta:
        model = Turn

    interview = factory.SubFactory(InterviewFactory)
    position = factory.LazyAttribute(lambda turn: turn.interview.turns.count() + 1)
    kind = "answer"
    text = "نعم، هذا ما جرى."


class MentionFactory(DjangoModelFactory[Mention]):
    """A mention of the first four characters, unless told otherwise."""

    class Meta:
        model = Mention

    entity = factory.SubFactory(EntityFactory)
    turn = factory.SubFactory(TurnFactory)
    start = 0
    end = 4


class ProposalFactory(DjangoModelFactory[Proposal]):
    """An open proposal that no text has yet: ``ProposalFactory(text="أسامة الرفيعي")``."""

    class Meta:
        model = Proposal

    text = factory.Sequence(lambda number: f"اسم رقم {number}")
    folded = factory.LazyAttribute(lambda proposal: name_key(proposal.text))
    kind = "person"


class ProposedMentionFactory(DjangoModelFactory[ProposedMention]):
    """A place of the first four characters, unless told otherwise; the proposal's number is not counted."""

    class Meta:
        model = ProposedMention

    proposal = factory.SubFactory(ProposalFactory)
    turn = factory.SubFactory(TurnFactory)
    start = 0
    end = 4
    evidence = "title"
    writing = factory.LazyAttribute(lambda mention: mention.proposal.text)
    kind = factory.LazyAttribute(lambda mention: mention.proposal.kind)
