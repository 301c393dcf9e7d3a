"""A person who talks in the archive."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, OuterRef
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel, RemembersStored, numbered_address, readable_slug
from .entity import BearerQuerySet, Entity
from .publication import has_any, is_published, last_change


class SpeakerQuerySet(BearerQuerySet):
    def with_interview_counts(self) -> SpeakerQuerySet:
        """Speakers with ``interview_count``: the interviews with them that the public can read."""
        public = is_published("participations__interview__")
        return self.annotate(interview_count=Count("participations__interview", filter=public, distinct=True))

    def most_interviews_first(self) -> SpeakerQuerySet:
        """Speakers with an interview that the public can read, and with ``interview_count``."""
        # Nobody takes part twice. Not looked up for each first: with 2,000 that took SQLite five seconds.
        theirs = self.filter(is_published("participations__interview__"))
        counted = theirs.annotate(interview_count=Count("participations"))
        return counted.order_by("-interview_count", "pk")

    def public(self) -> SpeakerQuerySet:
        """Speakers who take part in an interview that the public can read."""
        from .interview import Participant

        theirs = Participant.objects.filter(is_published("interview__"), speaker=OuterRef("pk"))
        # Not joined: among 100,000 interviews that took twenty times as long.
        return self.filter(has_any(theirs))

    def with_last_changes(self) -> SpeakerQuerySet:
        """Speakers with ``last_change``: when readers saw the latest change of their interviews."""
        return self.annotate(last_change=last_change("participations__interview__"))


class Speaker(RemembersStored, AtomicModel):
    remembered = ("entity_id",)

    entity = models.OneToOneField(
        Entity,
        on_delete=models.PROTECT,
        related_name="speaker",
        verbose_name=_("entity"),
        limit_choices_to={"kind": Entity.Kind.PERSON},
        help_text=_("The person's record in the authority, which holds the names."),
    )
    biography = models.TextField(_("biography"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="speakers/", blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered_address("speaker", self.pk, readable_slug(self.name))

    @property
    def name(self) -> str:
        return self.entity.name


class MergedSpeaker(models.Model):
    """The number of a speaker who was merged into another: old addresses and earlier states lead there."""

    number = models.BigIntegerField(primary_key=True)
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="merged")

    def __str__(self) -> str:
        return f"#{self.number} → {self.speaker}"
