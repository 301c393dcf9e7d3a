"""What interviews are about."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, OuterRef
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel, numbered_address, readable_slug
from .publication import has_any, is_published, last_change


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_interview_counts(self) -> TopicQuerySet:
        """Topics with ``interview_count``: their interviews that the public can read."""
        public = is_published("interviews__")
        return self.annotate(interview_count=Count("interviews", filter=public, distinct=True))

    def most_interviews_first(self) -> TopicQuerySet:
        """Topics with an interview that the public can read, and with ``interview_count``."""
        counted = self.filter(is_published("interviews__")).annotate(interview_count=Count("interviews"))
        return counted.order_by("-interview_count", "name")

    def public(self) -> TopicQuerySet:
        """Topics of an interview that the public can read."""
        from .interview import Interview

        theirs = Interview.topics.through.objects.filter(is_published("interview__"), topic=OuterRef("pk"))
        # Not joined: among 100,000 interviews that took twenty times as long.
        return self.filter(has_any(theirs))

    def with_last_changes(self) -> TopicQuerySet:
        """Topics with ``last_change``: when readers saw the latest change of their interviews."""
        return self.annotate(last_change=last_change("interviews__"))


class Topic(AtomicModel):
    name = models.CharField(_("name"), max_length=100, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered_address("topic", self.pk, readable_slug(self.name))

    def often_with(self) -> TopicQuerySet:
        """The other topics of its public interviews, with ``shared_count``, the most frequent first."""
        from .interview import Interview

        own = Interview.objects.published().filter(topics=self)
        others = Topic.objects.exclude(pk=self.pk).filter(interviews__in=own.values("pk"))
        return others.annotate(shared_count=Count("interviews")).order_by("-shared_count", "name")
