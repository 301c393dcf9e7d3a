"""Who published an interview."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel, RemembersStored, numbered_address, readable_slug
from .entity import BearerQuerySet, Entity
from .publication import has_any, is_published, last_change


class OutletQuerySet(BearerQuerySet):
    def with_interview_counts(self) -> OutletQuerySet:
        """Outlets with ``interview_count``: their interviews that the public can read."""
        public = is_published("interviews__")
        return self.annotate(interview_count=Count("interviews", filter=public, distinct=True))

    def most_interviews_first(self) -> OutletQuerySet:
        """Outlets with an interview that the public can read, and with ``interview_count``."""
        counted = self.filter(is_published("interviews__")).annotate(interview_count=Count("interviews"))
        return counted.order_by("-interview_count", "pk")

    def public(self) -> OutletQuerySet:
        """Outlets with an interview that the public can read."""
        from .interview import Interview

        theirs = Interview.objects.published().filter(outlet=OuterRef("pk"))
        # Not joined: among 100,000 interviews that took twenty times as long.
        return self.filter(has_any(theirs))

    def with_last_changes(self) -> OutletQuerySet:
        """Outlets with ``last_change``: when readers saw the latest change of their interviews."""
        return self.annotate(last_change=last_change("interviews__"))


class Outlet(RemembersStored, AtomicModel):
    remembered = ("entity_id",)

    entity = models.OneToOneField(
        Entity,
        on_delete=models.PROTECT,
        related_name="outlet",
        verbose_name=_("entity"),
        limit_choices_to={"kind": Entity.Kind.ORGANISATION},
        help_text=_("The outlet's record in the authority, which holds the names."),
    )
    site = models.URLField(_("web site"), blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    logo = models.ImageField(_("logo"), upload_to="outlets/", blank=True)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("A colour looks like #0b5c55."))],
        help_text=_("For example #0b5c55: the ground of quotation cards. Leave empty for the archive's own."),
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = (
            models.CheckConstraint(
                name="outlet_colour_is_one", condition=Q(colour="") | Q(colour__regex=r"^#[0-9a-fA-F]{6}$")
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered_address("outlet", self.pk, readable_slug(self.name))

    @property
    def name(self) -> str:
        return self.entity.name


class MergedOutlet(models.Model):
    """The number of an outlet that was merged into another: old addresses and earlier states lead there."""

    number = models.BigIntegerField(primary_key=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="merged")

    def __str__(self) -> str:
        return f"#{self.number} → {self.outlet}"
