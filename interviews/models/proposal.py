"""Names that texts have and the authority has not: what an editor is asked about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import AtomicModel
from .entity import LONGEST_KEY, Entity
from .turn import Turn

#: From so many interviews on a name is asked about for which little speaks in each of them.
REPEATED_IN = 3


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> ProposalQuerySet:
        """Proposals to be decided that some interview still has, the most frequent first.

        One for which little speaks in any interview has to stand in several of them.
        """
        undecided = self.filter(state=Proposal.State.OPEN, interview_count__gt=0)
        asked = undecided.filter(Q(is_weak=False) | Q(interview_count__gte=REPEATED_IN))
        return asked.order_by("-interview_count", "pk")


class Proposal(AtomicModel):
    """A name that may become an entity, or another name of one. «Never again» is remembered."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposed name", "open")
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("never again")

    # As it is written most often; its folded form is what tells it from others.
    text = models.CharField(_("name"), max_length=200)
    folded = models.CharField(_("folded form"), max_length=LONGEST_KEY, unique=True, editable=False)
    # How its last word sounds, by which proposals are found for a name that is heard alike.
    sound = models.CharField(max_length=100, blank=True, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Entity.Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    entity = models.ForeignKey(
        Entity,
        on_delete=models.SET_NULL,
        related_name="proposals",
        verbose_name=_("entity"),
        null=True,
        blank=True,
        editable=False,
    )
    # How many interviews have it, kept here because the desk is sorted by it.
    interview_count = models.PositiveIntegerField(_("interviews"), default=0, editable=False)
    # Whether little speaks for it wherever it stands.
    is_weak = models.BooleanField(default=False, editable=False)
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

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed name")
        verbose_name_plural = _("proposed names")
        constraints = (
            models.CheckConstraint(
                name="proposal_kind_known",
                condition=Q(kind__in=["person", "organisation", "place", "event"]),
            ),
            models.CheckConstraint(
                name="proposal_state_known", condition=Q(state__in=["open", "accepted", "dismissed"])
            ),
            models.CheckConstraint(name="proposal_has_key", condition=~Q(folded="")),
        )
        indexes = (models.Index(name="proposal_desk", fields=["state", "-interview_count"]),)

    def __str__(self) -> str:
        return self.text


class ProposedMention(models.Model):
    """Where a text has a proposed name, and what shows that it is one."""

    class Evidence(models.TextChoices):
        PARTICIPANT = "participant", _("takes part in the interview")
        TITLE = "title", _("behind a title or an office")
        HEAD = "head", _("begins with a word like «وزارة»")
        LINEAGE = "lineage", _("has «بن», «آل» or «أبو» in it")
        GIVEN_NAME = "given name", _("begins with a first name")
        REPORTING = "reporting", _("is said to have said something")
        LIST = "list", _("stands in a list of names")
        LATIN = "latin", _("is written in Latin capitals")
        REPEATED = "repeated", _("comes again and again")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("proposed name")
    )
    turn = models.ForeignKey(
        Turn, on_delete=models.CASCADE, related_name="proposed_mentions", verbose_name=_("turn")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    evidence = models.CharField(_("evidence"), max_length=12, choices=Evidence.choices)
    # The fullest form that the interview has, as it writes it there, and the kind that it seems to be: the
    # proposal takes what most of its places say.
    writing = models.CharField(max_length=200, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Entity.Kind.choices, blank=True, editable=False)
    # Whether too little speaks for it here to be asked about without other interviews.
    is_weak = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("proposed mention")
        verbose_name_plural = _("proposed mentions")
        ordering = ("turn", "start")
        constraints = (
            models.UniqueConstraint(name="proposed_mention_once", fields=["turn", "start", "end"]),
            models.CheckConstraint(name="proposed_mention_not_empty", condition=Q(start__lt=F("end"))),
        )

    def __str__(self) -> str:
        return self.turn.text[self.start : self.end]
