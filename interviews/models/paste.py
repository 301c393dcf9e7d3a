"""A text that an editor pasted, on its way to become an interview: kept at every step, and for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.transcripts.draft import Draft

from .outlet import Outlet
from .topic import Topic
from .years import FIRST_YEAR, LAST_YEAR, YearsBetween

if TYPE_CHECKING:
    from .interview import Interview

#: So much of a text tells an editor in a list which one it is.
OPENING_LENGTH = 120

_INTERVIEW_TEXTS = ("interview__source_text", "interview__set_aside")


class PasteSource(models.Model):
    """What was pasted or uploaded, as it came. Its rows are written once and read often.

    It stands apart from ``Paste``, whose row changes with every step: SQLite writes a changed row
    whole, and these are megabytes.
    """

    original = models.BinaryField(
        _("original"), help_text=_("The bytes of the file, or of the pasted text in UTF-8.")
    )
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    clipboard_html = models.TextField(_("page as pasted"), blank=True)
    text = models.TextField(_("text as read"), blank=True)
    media = models.CharField(_("format"), max_length=20, blank=True)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    formatted = models.JSONField(_("looks of passages"), default=list, blank=True)
    digest = models.CharField(_("digest of the text"), max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("pasted original")
        verbose_name_plural = _("pasted originals")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name or self.text[:OPENING_LENGTH]


class PasteQuerySet(models.QuerySet["Paste"]):
    def waiting(self) -> PasteQuerySet:
        """Pastes that are neither saved as an interview nor put away."""
        return self.filter(status=Paste.Status.WAITING)

    def for_list(self) -> PasteQuerySet:
        """Pastes with what a list shows of each, without the megabytes; those that wait come first."""
        waiting_first = models.Case(models.When(status=Paste.Status.WAITING, then=0), default=1)
        return (
            self.defer("draft", *_INTERVIEW_TEXTS)
            .select_related("added_by", "interview", "outlet__entity")
            .prefetch_related("outlet__entity__names")
            .order_by(waiting_first, "-updated_at", "-pk")
        )

    def for_desk(self) -> PasteQuerySet:
        """Pastes with their text, but without the bytes of the original."""
        return self.select_related("source", "added_by", "changed_by", "interview").defer(
            "source__original", "source__clipboard_html", *_INTERVIEW_TEXTS
        )


class Paste(models.Model):
    """A text on the desk: the present state of the editor's work on it, and the facts beside it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SAVED = "saved", _("saved as an interview")
        DISCARDED = "discarded", _("put away")

    source = models.OneToOneField(
        PasteSource, on_delete=models.PROTECT, related_name="paste", verbose_name=_("pasted original")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    error = models.TextField(
        _("why it could not be read"), blank=True, help_text=_("The original is kept all the same.")
    )
    draft = models.JSONField(_("draft"), null=True, editable=False)
    step = models.PositiveIntegerField(_("steps done"), default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    # What a list says of the draft without reading it.
    opening = models.CharField(_("opening words"), max_length=OPENING_LENGTH, blank=True, editable=False)
    layout = models.CharField(_("layout"), max_length=40, blank=True, editable=False)
    turn_count = models.PositiveIntegerField(_("turns"), default=0, editable=False)
    doubt_count = models.PositiveIntegerField(_("doubts"), default=0, editable=False)

    title = models.CharField(_("title"), max_length=300, blank=True)
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        related_name="pastes",
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        help_text=_("Leave empty as long as it is not known who published the interview."),
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
    topics = models.ManyToManyField(Topic, blank=True, related_name="pastes", verbose_name=_("topics"))

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="pastes",
        verbose_name=_("added by"),
        null=True,
        blank=True,
        editable=False,
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PasteQuerySet.as_manager()

    class Meta:
        verbose_name = _("pasted text")
        verbose_name_plural = _("pasted texts")
        ordering = ("-updated_at", "-pk")
        # Who may add interviews works at the desk.
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="paste_status_known", condition=Q(status__in=["waiting", "saved", "discarded"])
            ),
            models.CheckConstraint(
                name="paste_language_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.opening or f"#{self.pk}"

    @property
    def text(self) -> str:
        """The text that offsets of the draft refer to."""
        return self.source.text

    @property
    def current_draft(self) -> Draft | None:
        """The draft as it stands; None when the text could not be read."""
        return Draft.from_json(self.text, self.draft) if self.draft is not None else None

    @property
    def saved_interview(self) -> Interview | None:
        """The interview that it became; None before, and after that was deleted."""
        return getattr(self, "interview", None)

    @property
    def can_undo(self) -> bool:
        return self.step > 0

    @property
    def can_redo(self) -> bool:
        return self.steps.filter(number__gt=self.step).exists()


class PasteStep(models.Model):
    """One step of an editor's work on a draft, as the change that it made (see ``draft_history``).

    Steps are numbered from 1; those behind the paste's ``step`` were undone and can be done again.
    """

    paste = models.ForeignKey(
        Paste, on_delete=models.CASCADE, related_name="steps", verbose_name=_("pasted text")
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    operation = models.CharField(_("operation"), max_length=40)
    change = models.JSONField(_("change"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
        null=True,
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step at a pasted text")
        verbose_name_plural = _("steps at pasted texts")
        ordering = ("paste", "number")
        default_permissions = ()
        constraints = (models.UniqueConstraint(name="paste_step_once", fields=["paste", "number"]),)

    def __str__(self) -> str:
        return f"{self.number}: {self.operation}"
