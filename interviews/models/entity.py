"""The authority: one record for each person, organisation, place and event that the archive knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import connections, models
from django.db.models import OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interviews.arabic.tokens import tokenize

from .base import AtomicModel, RemembersStored, numbered_address, readable_slug
from .publication import has_any

# A character may unfold into several («ﵐ» into three letters), so the key is longer than a name,
# but it must fit its column: what a name has beyond this does not help to tell it from others.
LONGEST_KEY = 400


def name_key(text: str) -> str:
    """The form under which a name is found: its folded words, one space between them.

    >>> name_key("«إقليم كُوردستان»")
    'اقليم كوردستان'
    """
    return " ".join(token.folded for token in tokenize(text))[:LONGEST_KEY]


def read_names(entities: Iterable[Entity]) -> None:
    """Let all these entities say their names (``all_names``), from whichever rows they come: one query."""
    # As plain lists: what the ORM prefetches else costs a page more than all of its names.
    prefetch_related_objects(list(entities), Prefetch("names", to_attr="names_read"))


class EntityQuerySet(models.QuerySet["Entity"]):
    def with_names(self) -> EntityQuerySet:
        """Entities that can say their name without a further query."""
        return self.prefetch_related("names")

    def named(self, text: str) -> EntityQuerySet:
        """Entities that have ``text`` among their names, in any spelling that folds alike."""
        key = name_key(text)
        # Not by a join, of which PostgreSQL makes too much as long as it has not counted the names.
        return self.filter(pk__in=Name.objects.filter(folded=key).values("entity")) if key else self.none()

    def public(self) -> EntityQuerySet:
        """Entities that are named in an interview which the public can read."""
        from .mention import Mention

        # Looked up for each entity: a list of all that are named would have SQLite read every mention.
        return self.filter(has_any(Mention.objects.visible().in_published().filter(entity=OuterRef("pk"))))

    def staying(self) -> set[int]:
        """The numbers of those that are there, and that nobody deletes before the transaction ends.

        Others may change them and refer to them meanwhile: whoever deletes none locks with
        ``select_for_update(no_key=True)``, which does not wait for this nor makes it wait.
        """
        rows, values = self.order_by("pk").values("pk").query.sql_with_params()
        used = connections[self.db]
        # Django knows no such lock; SQLite has one writer at a time.
        lock = " FOR KEY SHARE" if used.vendor == "postgresql" else ""
        with used.cursor() as cursor:
            cursor.execute(rows + lock, values)
            return {number for (number,) in cursor.fetchall()}


class BearerQuerySet(models.QuerySet[Any]):
    """Rows that each bear one entity, and are called by its names: speakers and outlets."""

    def with_names(self) -> Self:
        """Rows that can say their name without a further query."""
        return self.select_related("entity").prefetch_related("entity__names")

    def named(self, text: str) -> Self:
        """Rows whose entity has ``text`` among its names, in any spelling that folds alike."""
        return self.filter(entity__in=Entity.objects.named(text))

    def the_one_named(self, text: str) -> Any | None:
        """The one row of this name in any spelling; None when there is none, or more than one."""
        found = list(self.named(text)[:2])
        return found[0] if len(found) == 1 else None


class Entity(RemembersStored, AtomicModel):
    remembered = ("kind",)

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        EVENT = "event", _("event")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    wikidata = models.CharField(
        _("Wikidata identifier"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9][0-9]*$", _("A Wikidata identifier looks like Q796."))],
        help_text=_("For example Q796 for Iraq. Leave empty when unsure."),
    )
    # By which a finder that is kept in memory knows that it is out of date; of names and titles likewise.
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = (
            models.CheckConstraint(
                name="entity_kind_known",
                condition=Q(kind__in=["person", "organisation", "place", "event"]),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered_address("entity", self.pk, readable_slug(self.name))

    def get_kind_display(self) -> str:
        # Django's own translates every kind at each call; a page calls it for each name.
        return str(dict(self.Kind.choices).get(self.kind, self.kind))

    @property
    def all_names(self) -> Sequence[Name]:
        """Its names as ``read_names`` or ``with_names()`` have read them, else after a query."""
        return self.names_read if hasattr(self, "names_read") else list(self.names.all())

    @property
    def name(self) -> str:
        """The preferred name in the reader's language, else in Arabic, else in any."""
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    def name_in(self, language: str) -> str:
        """The preferred name in ``language`` ("ar", "ckb", "en"), else the nearest there is.

        Reads ``all_names``. An entity without any name (only while
        it is being made) is called by its number.
        """
        order = {language: 0, "ar": 1}
        names = sorted(
            self.all_names,
            key=lambda n: (n.kind != Name.Kind.PREFERRED, order.get(n.language, 2), n.pk or 0),
        )
        return names[0].text if names else f"#{self.pk}"


class Name(RemembersStored, AtomicModel):
    remembered = ("entity_id", "text", "is_ambiguous")

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred name")
        VARIANT = "variant", _("variant")
        ABBREVIATION = "abbreviation", _("abbreviation")
        FORMER = "former", _("former name")

    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="names", verbose_name=_("entity")
    )
    text = models.CharField(
        _("name"), max_length=200, help_text=_("As it is written, for example «كوردستان».")
    )
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES, default="ar")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.VARIANT)
    is_ambiguous = models.BooleanField(
        _("ambiguous"),
        default=False,
        help_text=_(
            "Also an ordinary word or another's name, like «حديثة»: found only where the context decides."
        ),
    )
    folded = models.CharField(_("folded form"), max_length=LONGEST_KEY, editable=False, db_index=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ("entity", "pk")
        constraints = (
            models.CheckConstraint(
                name="name_kind_known",
                condition=Q(kind__in=["preferred", "variant", "abbreviation", "former"]),
            ),
            models.CheckConstraint(
                name="name_language_known",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(name="name_has_text", condition=~Q(text="")),
            models.UniqueConstraint(
                name="one_preferred_name_per_language",
                fields=["entity", "language"],
                condition=Q(kind="preferred"),
                violation_error_message=_("There is already a preferred name in this language."),
            ),
            models.UniqueConstraint(
                name="name_once_per_entity",
                fields=["entity", "language", "text"],
                violation_error_message=_("This name is already there."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = name_key(self.text)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded", "changed_at"}
        super().save(*args, **kwargs)


class Title(RemembersStored, AtomicModel):
    """What stands beside a name and is none: «الدكتور», «اللواء», «الشيخ», and the kunya «أبو مهدي».

    A title is never looked for in texts. A kunya is, in interviews that name the person otherwise.
    """

    remembered = ("entity_id", "text", "kind")

    class Kind(models.TextChoices):
        TITLE = "title", pgettext_lazy("beside a name", "title")
        KUNYA = "kunya", _("kunya")

    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="titles", verbose_name=_("entity")
    )
    text = models.CharField(
        pgettext_lazy("beside a name", "title"),
        max_length=100,
        help_text=_("For example «الدكتور» or «أبو مهدي»."),
    )
    language = models.CharField(_("language"), max_length=3, choices=settings.LANGUAGES, default="ar")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TITLE)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = pgettext_lazy("beside a name", "title")
        verbose_name_plural = pgettext_lazy("beside a name", "titles")
        ordering = ("entity", "pk")
        constraints = (
            models.CheckConstraint(name="title_kind_known", condition=Q(kind__in=["title", "kunya"])),
            models.CheckConstraint(name="title_has_text", condition=~Q(text="")),
            models.UniqueConstraint(
                name="title_once_per_entity",
                fields=["entity", "language", "text"],
                violation_error_message=_("This title is already there."),
            ),
        )

    def __str__(self) -> str:
        return self.text


class MergedEntity(models.Model):
    """The number of an entity that was merged into another: its old addresses lead there."""

    number = models.BigIntegerField(primary_key=True)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="merged")

    def __str__(self) -> str:
        return f"#{self.number} → {self.entity}"
