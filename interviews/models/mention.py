"""Where in a turn an entity is named."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel
from .entity import Entity
from .publication import is_published
from .turn import Turn


class MentionQuerySet(models.QuerySet["Mention"]):
    def visible(self) -> MentionQuerySet:
        """Mentions that readers see: neither rejected nor still open."""
        return self.filter(state__in=Mention.VISIBLE)

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
        # An ambiguous name: one row for each entity that it may mean, shown to editors only.
        OFFERED = "offered", _("to be decided")

    #: What an editor has said, which no reading changes.
    DECIDED = (State.CONFIRMED, State.REJECTED)
    #: The states that readers see.
    VISIBLE = (State.FOUND, State.CONFIRMED)

    entity = models.ForeignKey(
        Entity,
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("entity"),
        # Served by mention_of_entity.
        db_index=False,
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
    # The words as they stand in the turn, so that the spellings of an entity can be counted.
    spelling = models.TextField(_("words"), editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ("turn", "start")
        # Holds all that is asked of the mentions of an entity, of which there may be tens of thousands.
        indexes = (models.Index(name="mention_of_entity", fields=["entity", "state", "turn"]),)
        constraints = (
            models.UniqueConstraint(name="mention_once", fields=["turn", "entity", "start", "end"]),
            # That it ends inside its text, the triggers of interviews/models/triggers.py see to.
            models.CheckConstraint(name="mention_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(
                name="mention_state_known",
                condition=Q(state__in=["found", "confirmed", "rejected", "offered"]),
            ),
            models.CheckConstraint(name="mention_has_spelling", condition=~Q(spelling="")),
        )

    def __str__(self) -> str:
        return self.spelling

    @property
    def is_visible(self) -> bool:
        """Whether readers see it."""
        return self.state in Mention.VISIBLE

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.spelling = self.turn.text[self.start : self.end]
        super().save(*args, **kwargs)
