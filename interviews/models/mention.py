"""Where in a turn an entity is named."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel
from .entity import Entity
from .publication import is_published
from .turn import Turn


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible(self) -> MentionQuerySet:
        """Mentions that no editor has rejected."""
        return self.exclude(state=Mention.State.REJECTED)

    def in_published(self) -> MentionQuerySet:
        """Mentions in interviews that the public can read."""
        return self.filter(is_published("turn__interview__"))

    def with_entities(self) -> MentionQuerySet:
        """Mentions in the order of the text, with their entities and names."""
        return self.select_related("entity").prefetch_related("entity__names").order_by("turn_id", "start")


class Mention(AtomicModel):
    class State(models.TextChoices):
        FOUND = "found", _("found")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("entity")
    )
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("turn"))
    start = models.PositiveIntegerField(_("start"), help_text=_("Offset of the first character in the text."))
    end = models.PositiveIntegerField(_("end"), help_text=_("Offset behind the last character."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State.choices,
        default=State.FOUND,
        help_text=_("A rejected mention is remembered, so that it is not found again."),
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ("turn", "start")
        constraints = (
            models.UniqueConstraint(name="mention_once", fields=["turn", "entity", "start", "end"]),
            # That it ends inside its text, the triggers of interviews/models/triggers.py see to.
            models.CheckConstraint(name="mention_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(
                name="mention_state_known", condition=Q(state__in=["found", "confirmed", "rejected"])
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The words as they stand in the turn."""
        return self.turn.text[self.start : self.end]
