"""Names that changed in the authority: the interviews that may have them are to be read anew."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entity import LONGEST_KEY


class Relinking(models.Model):
    """One changed name and how far the work is. Done in batches; whoever goes on begins behind ``after``."""

    folded = models.CharField(_("folded form"), max_length=LONGEST_KEY, unique=True)
    # Whoever finds another version than the one begun with leaves the row to be done again.
    version = models.UUIDField(_("version"))
    requested_at = models.DateTimeField(_("requested"))
    # Numbers of interviews; without a total nobody has looked yet.
    total = models.PositiveIntegerField(_("interviews"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    after = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("relinking")
        verbose_name_plural = _("relinkings")

    def __str__(self) -> str:
        return self.folded
