"""An interview: where and when it appeared, who took part, and what is not a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import AtomicModel, NullsLastIndex, numbered_address, readable_slug
from .entity import Entity, read_names
from .outlet import Outlet
from .paste import Paste
from .publication import changed_at, is_published
from .speaker import Speaker
from .topic import Topic
from .years import FIRST_EMBARGO_YEAR, FIRST_YEAR, LAST_YEAR, YearsBetween


class InterviewQuerySet(models.QuerySet["Interview"]):
    def published(self, now: datetime | None = None) -> InterviewQuerySet:
        """Interviews that the public can read at ``now``: published, and past their embargo."""
        return self.filter(is_published(now=now))

    def with_last_changes(self) -> InterviewQuerySet:
        """Interviews with ``last_change``, which is their ``changed_at`` without what it is made of."""
        return self.annotate(last_change=changed_at())

    def latest_first(self) -> InterviewQuerySet:
        return self.order_by(F("published_on").desc(nulls_last=True), "-pk")

    def dated(self, year: int, month: int | None = None) -> InterviewQuerySet:
        """Interviews of a year, or of one month of it: by a range, which an index of the dates serves."""
        first = date(year, month or 1, 1)
        after = date(year + (month in (None, 12)), (month or 12) % 12 + 1, 1)
        return self.filter(published_on__gte=first, published_on__lt=after)

    def undated(self) -> InterviewQuerySet:
        return self.filter(published_on=None)

    def counts_by_month(self) -> tuple[dict[tuple[int, int], int], int]:
        """How many interviews each month has, ``{(2020, 8): 3}``, and how many are without a date.

        One query, grouped by day: what a database does itself with any engine.
        """
        months: Counter[tuple[int, int]] = Counter()
        undated = 0
        for day, count in self.order_by().values_list("published_on").annotate(Count("pk")):
            if day is None:
                undated = count
            else:
                months[day.year, day.month] += count
        return dict(months), undated

    def for_cards(self) -> InterviewQuerySet:
        """Interviews with what a card shows of each, but for the names: see ``read_names_of``."""
        people = Participant.objects.select_related("speaker__entity")
        return self.select_related("outlet__entity").prefetch_related(
            Prefetch("participants", queryset=people)
        )

    def for_listing(self) -> InterviewQuerySet:
        """Interviews with what a list shows of each: outlet and guests by name, topics."""
        return self.select_related("outlet__entity").prefetch_related(
            "outlet__entity__names",
            Prefetch("participants", queryset=Participant.objects.with_names()),
            "topics",
        )

    def for_reading(self) -> InterviewQuerySet:
        """Interviews with all that is written of them in files, in a fixed number of queries."""
        from .mention import Mention
        from .turn import Turn

        return self.for_listing().prefetch_related(
            Prefetch("turns", queryset=Turn.objects.in_order().select_related("participant")),
            Prefetch("turns__mentions", queryset=Mention.objects.visible().with_entities()),
            "corrections",
        )

    def for_page(self) -> InterviewQuerySet:
        """What a page shows: ``for_reading()`` but for the names, which it reads all at once: ``read_names``.

        The mentions are ``turn.named``, a plain list: each turn is asked for them several times.
        """
        from .mention import Mention
        from .turn import Turn

        mentions = Mention.objects.visible().select_related("entity").order_by("turn_id", "start")
        return self.for_cards().prefetch_related(
            "topics",
            Prefetch("turns", queryset=Turn.objects.in_order()),
            Prefetch("turns__mentions", queryset=mentions, to_attr="named"),
            "corrections",
        )


def read_names_of(interviews: Iterable[Interview], *others: Entity) -> None:
    """Names of outlets and participants of interviews read ``for_cards``, and of ``others``: one query."""
    interviews = list(interviews)
    read_names(
        [
            *others,
            *(interview.outlet.entity for interview in interviews if interview.outlet),
            *(
                participant.speaker.entity
                for interview in interviews
                for participant in interview.participants.all()
                if participant.speaker
            ),
        ]
    )


class Interview(AtomicModel):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        related_name="interviews",
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        help_text=_("Leave empty as long as it is not known who published the interview."),
    )
    title = models.CharField(_("title"), max_length=300)
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("The paragraphs before the first question, as published.")
    )
    closing = models.TextField(
        _("closing"), blank=True, help_text=_("What follows the last answer, as published.")
    )
    published_on = models.DateField(
        _("date of publication"),
        null=True,
        blank=True,
        validators=[YearsBetween(FIRST_YEAR, LAST_YEAR)],
        help_text=_("The day on which the outlet published the interview. Empty when it is not known."),
    )
    place = models.CharField(_("place"), max_length=100, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES, default="ar")
    topics = models.ManyToManyField(Topic, blank=True, related_name="interviews", verbose_name=_("topics"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_("Only published interviews can be read and found by the public."),
    )
    publish_at = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        validators=[YearsBetween(FIRST_EMBARGO_YEAR, LAST_YEAR)],
        help_text=_("A published interview stays hidden until this moment. Empty: it is shown at once."),
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Written for demonstration: its page says that people and events are invented."),
    )
    source_text = models.TextField(
        _("text as received"),
        blank=True,
        editable=False,
        help_text=_("The text from which the turns were read, kept unchanged."),
    )
    # Names outside of the turns, as they were found: {"lead": [[start, end, entity], …], "closing": …}.
    names_around = models.JSONField(default=dict, editable=False)
    set_aside = models.JSONField(
        _("set aside"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Passages of the text as received that are no turns: kind, start and end of each."),
    )
    source_digest = models.CharField(
        _("digest of the source"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the imported text, by which a second import is recognised."),
    )
    paste = models.OneToOneField(
        Paste,
        # Here and not on the paste, so that an interview that is deleted and recovered has it again.
        on_delete=models.PROTECT,
        related_name="interview",
        verbose_name=_("pasted text"),
        null=True,
        blank=True,
        editable=False,
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = (F("published_on").desc(nulls_last=True), "-pk")
        indexes = (
            NullsLastIndex(
                "status", F("published_on").desc(nulls_last=True), F("id").desc(), name="interview_latest"
            ),
            # Which embargo ended last? Asked at every request, see edition.py.
            models.Index(
                name="interview_embargo",
                fields=["status", "publish_at"],
                condition=Q(status="published", publish_at__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="interview_status_known",
                condition=Q(status__in=["draft", "review", "published", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="interview_language_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(name="interview_has_title", condition=~Q(title="")),
            models.UniqueConstraint(
                name="interview_source_once",
                fields=["source_digest"],
                condition=~Q(source_digest=""),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return numbered_address("interview", self.pk, self.slug)

    @property
    def slug(self) -> str:
        return readable_slug(self.title)

    def is_public(self, now: datetime | None = None) -> bool:
        """Whether the public can read this interview at ``now``; agrees with ``published()``."""
        if self.status != self.Status.PUBLISHED:
            return False
        return self.publish_at is None or self.publish_at <= (now or timezone.now())

    @property
    def changed_at(self) -> datetime:
        """When readers saw the latest change: the last save, or the end of the embargo behind it."""
        return max(self.updated_at, self.publish_at or self.updated_at)

    @property
    def guests(self) -> list[Participant]:
        return [p for p in self.participants.all() if p.role == Participant.Role.GUEST]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def with_names(self) -> ParticipantQuerySet:
        """Participants that can say their name without a further query."""
        return self.select_related("speaker__entity").prefetch_related("speaker__entity__names")


class Participant(AtomicModel):
    """Who takes part in one interview, in which role and with which office at that time."""

    class Role(models.TextChoices):
        INTERVIEWER = "interviewer", _("interviewer")
        GUEST = "guest", _("guest")
        MODERATOR = "moderator", _("moderator")

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="participants", verbose_name=_("interview")
    )
    speaker = models.ForeignKey(
        Speaker,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        help_text=_("Leave empty as long as it is not certain who this is."),
    )
    label = models.CharField(
        _("label as printed"),
        max_length=200,
        help_text=_("How the text names this participant, for example «عبد الودود»."),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.GUEST)
    office = models.CharField(
        _("office at that time"),
        max_length=300,
        blank=True,
        help_text=_("The office held when the interview took place, for example «وزير النفط»."),
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="participant_role_known", condition=Q(role__in=["interviewer", "guest", "moderator"])
            ),
            models.UniqueConstraint(
                name="participant_label_once",
                fields=["interview", "label"],
                violation_error_message=_("Another participant already has this label."),
            ),
            models.UniqueConstraint(
                name="participant_speaker_once",
                fields=["interview", "speaker"],
                condition=Q(speaker__isnull=False),
                violation_error_message=_("This speaker already takes part in the interview."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The speaker's name, or the label as long as it is not resolved."""
        return self.speaker.name if self.speaker else self.label

    @property
    def name_in_text(self) -> str:
        """The name in the language of the interview, to stand beside its words."""
        return self.speaker.entity.name_in(self.interview.language) if self.speaker else self.label


class Correction(models.Model):
    """What was corrected after publication, in a line that the public can read."""

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("interview")
    )
    made_on = models.DateField(_("date"), default=timezone.localdate)
    text = models.CharField(
        _("correction"), max_length=500, help_text=_("One line for readers: what was wrong, what is right.")
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("made_on", "pk")

    def __str__(self) -> str:
        return self.text
