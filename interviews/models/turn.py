"""One passage of an interview: a question, an answer, or what the text tells in between."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel
from .entity import Entity
from .interview import Interview, Participant
from .publication import is_published

# Lower case and without letters or digits that look alike, so that a key survives being read
# aloud, printed, and typed again.
KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10


def new_turn_key() -> str:
    """A short random key such as "k3v9m2xw7d".

    10 characters out of 31 make 8 * 10^14 keys; among a million turns two are equal by chance
    with a probability of 0.0006, and then the database refuses the second.
    """
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


class TurnQuerySet(models.QuerySet["Turn"]):
    def in_order(self) -> TurnQuerySet:
        return self.order_by("interview_id", "position")

    def published(self) -> TurnQuerySet:
        """Turns of interviews that the public can read."""
        return self.filter(is_published("interview__"))

    def put_to(self, speaker: Any) -> TurnQuerySet:
        """The questions of exchanges in which ``speaker`` answers."""
        answers = Turn.objects.filter(
            interview=OuterRef("interview"),
            exchange=OuterRef("exchange"),
            kind=Turn.Kind.ANSWER,
            participant__speaker=speaker,
        )
        # By way of the interviews with the speaker, who takes part once in each: they are few.
        theirs = self.filter(interview__participants__speaker=speaker, kind=Turn.Kind.QUESTION)
        return theirs.filter(Exists(answers))

    def naming(self, entity: Entity) -> TurnQuerySet:
        """Turns in which ``entity`` is named, leaving out mentions that an editor rejected.

        PostgreSQL is asked by number: of a name that every interview has, a join finds all turns before it
        shows the latest, since several mentions may stand in one. SQLite is asked by a join, since without
        statistics it goes through the numbers anew for every interview.
        """
        from .mention import Mention

        if connections[self.db].vendor == "postgresql":
            numbers = Mention.objects.visible().filter(entity=entity).order_by().values("turn")
            return self.filter(pk__in=numbers)
        return self.filter(mentions__entity=entity, mentions__state__in=Mention.VISIBLE).distinct()

    def latest_first(self) -> TurnQuerySet:
        """The latest interview first, its turns in their order."""
        return self.order_by(F("interview__published_on").desc(nulls_last=True), "-interview_id", "position")

    def earliest_first(self) -> TurnQuerySet:
        """The earliest interview first, those without a date at the end; its turns in their order."""
        return self.order_by(F("interview__published_on").asc(nulls_last=True), "interview_id", "position")

    def for_index(self) -> TurnQuerySet:
        """Turns with everything that the search index holds of them and of their interview.

        ``asked_first`` is the text of the first question of their exchange.
        """
        questions = Turn.objects.filter(
            interview=OuterRef("interview"), exchange=OuterRef("exchange"), kind=Turn.Kind.QUESTION
        )
        return (
            self.select_related("interview__outlet__entity", "participant__speaker__entity")
            .prefetch_related(
                "interview__topics",
                "interview__outlet__entity__names",
                "participant__speaker__entity__names",
                "mentions",
            )
            .annotate(asked_first=Subquery(questions.order_by("position").values("text")[:1]))
            .order_by("interview_id", "position")
        )

    def for_results(self) -> TurnQuerySet:
        """Turns with what a search result shows: interview, outlet and speaker by name."""
        return self.select_related(
            "interview__outlet__entity", "participant__speaker__entity"
        ).prefetch_related("interview__outlet__entity__names", "participant__speaker__entity__names")

    def for_passages(self) -> TurnQuerySet:
        """Turns with interview, outlet and speaker, but for the names (``read_names``)."""
        return self.select_related("interview__outlet__entity", "participant__speaker__entity")

    def with_questions(self, numbers: Iterable[int], exchanges: Iterable[tuple[int, int]]) -> TurnQuerySet:
        """The turns of these numbers and the questions of these exchanges (interview, exchange)."""
        wanted = Q(pk__in=list(numbers))
        for interview_id, exchange in exchanges:
            wanted |= Q(interview_id=interview_id, exchange=exchange, kind=Turn.Kind.QUESTION)
        return self.filter(wanted)

    def questions_of(self, turns: list[Turn]) -> TurnQuerySet:
        """The questions of the exchanges that ``turns`` belong to, in order."""
        return self._in_exchanges_of(turns).filter(kind=Turn.Kind.QUESTION).in_order()

    def answers_to(self, questions: list[Turn]) -> TurnQuerySet:
        """The answers in the exchanges that ``questions`` belong to, in order."""
        return self._in_exchanges_of(questions).filter(kind=Turn.Kind.ANSWER).in_order()

    def _in_exchanges_of(self, turns: list[Turn]) -> TurnQuerySet:
        exchanges = {(turn.interview_id, turn.exchange) for turn in turns if turn.exchange}
        wanted = Q(pk__in=[])
        for interview_id, exchange in exchanges:
            wanted |= Q(interview_id=interview_id, exchange=exchange)
        return self.filter(wanted)


def bearers(turns: Iterable[Turn]) -> Iterator[Entity]:
    """Those of whom a passage says the name: its outlet and who speaks. Turns are read ``for_passages``."""
    for turn in turns:
        if turn.interview.outlet:
            yield turn.interview.outlet.entity
        if turn.participant and turn.participant.speaker:
            yield turn.participant.speaker.entity


class Turn(AtomicModel):
    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        NARRATION = "narration", _("narration")

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="turns", verbose_name=_("interview")
    )
    position = models.PositiveIntegerField(_("position"))
    key = models.CharField(
        _("key for links"), max_length=12, unique=True, default=new_turn_key, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    participant = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        related_name="turns",
        verbose_name=_("participant"),
        null=True,
        blank=True,
    )
    text = models.TextField(_("text"), help_text=_("Exactly as published."))
    indirect = models.BooleanField(
        _("reported question"),
        default=False,
        help_text=_("The text reports the question instead of quoting it: «وعن سؤال بشأن…»."),
    )
    exchange = models.PositiveIntegerField(
        _("exchange"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("A question and its answers bear the same number."),
    )

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ("interview", "position")
        constraints = (
            models.UniqueConstraint(name="turn_position_once", fields=["interview", "position"]),
            models.CheckConstraint(
                name="turn_kind_known", condition=Q(kind__in=["question", "answer", "narration"])
            ),
            models.CheckConstraint(name="turn_has_text", condition=~Q(text="")),
            # That its participant takes part in its interview, the triggers of triggers.py see to.
            models.CheckConstraint(name="turn_position_from_one", condition=Q(position__gte=1)),
        )
        indexes = (
            # Holds what joins mentions to interviews and puts turns in their order, without the texts.
            models.Index(name="turn_exchange", fields=["interview", "exchange", "kind", "position", "id"]),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return f"{self.interview.get_absolute_url()}#{self.fragment}"

    def get_kind_display(self) -> str:
        # Django's own translates every kind at each call; a page calls it for each turn.
        return str(dict(self.Kind.choices).get(self.kind, self.kind))

    @property
    def asked(self) -> str | None:
        """The question of the turn's exchange, or None; ``for_index()`` has read it in advance."""
        if not hasattr(self, "asked_first"):
            questions = self.interview.turns.filter(exchange=self.exchange, kind=self.Kind.QUESTION)
            first = questions.order_by("position").first() if self.exchange else None
            return first.text if first else None
        asked: str | None = self.asked_first
        return asked

    @property
    def fragment(self) -> str:
        """The turn's place on its interview's page, in ASCII so that every browser finds it."""
        return f"t-{self.key}"
