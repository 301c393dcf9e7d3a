"""Names that changed in the authority: the interviews that may have them are to be read anew."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .entity import LONGEST_KEY


class RelinkingQuerySet(models.QuerySet["Relinking"]):
    def due(self, now: datetime | None = None) -> RelinkingQuerySet:
        """What is to be done, the latest change first."""
        return self.filter(due_at__lte=now or timezone.now()).order_by("-requested_at", "-pk")

    def free(self, now: datetime | None = None) -> RelinkingQuerySet:
        """Those that no process is at work on."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=now or timezone.now()))

    def failed(self) -> RelinkingQuerySet:
        """Those with an interview that could not be read, and is tried again."""
        return self.filter(attempts__gt=0)


class Relinking(models.Model):
    """One changed name and how far the work is. Done in batches; whoever goes on begins behind ``after``."""

    text = models.CharField(_("name"), max_length=200)
    folded = models.CharField(_("folded form"), max_length=LONGEST_KEY, unique=True)
    # Whom it may have meant before the change, by number: they may be gone, or have the name no more.
    entities = models.JSONField(default=list, blank=True)
    # Whoever finds another version than the one begun with leaves the row to be done again.
    version = models.UUIDField(_("version"))
    requested_at = models.DateTimeField(_("requested"), db_index=True)
    due_at = models.DateTimeField(_("due"))
    # Numbers of interviews; without a total nobody has looked yet.
    total = models.PositiveIntegerField(_("interviews"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    after = models.BigIntegerField(default=0)
    # One process works on a row at a time; one that died lets go of it by this moment.
    worker = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    # The numbers of interviews that could not be read.
    failed = models.JSONField(default=list, blank=True)
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = RelinkingQuerySet.as_manager()

    class Meta:
        verbose_name = _("relinking")
        verbose_name_plural = _("relinkings")

    def __str__(self) -> str:
        return self.text
