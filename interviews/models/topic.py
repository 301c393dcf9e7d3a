"""What interviews are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel


class Topic(AtomicModel):
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
