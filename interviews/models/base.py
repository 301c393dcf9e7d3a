"""What every model of the archive shares."""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Self
from urllib.parse import quote

from django.db import models, router, transaction
from django.db.models.expressions import OrderBy
from django.urls import reverse
from django.utils.text import slugify

from interviews.arabic.normalize import strip_tashkeel, strip_tatweel


class NullsLastIndex(models.Index):
    """An index by expressions whose order says ``nulls_last``, as that of the lists that it serves does.

    SQLite has nulls last in a descending order anyway, and refuses an index that says so.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        plain = (
            OrderBy(one.expression, descending=one.descending) if isinstance(one, OrderBy) else one
            for one in self.expressions
        )
        return models.Index(*plain, name=self.name).create_sql(model, schema_editor, using, **kwargs)


class AtomicModel(models.Model):
    """A model whose save and delete are one transaction together with what their signals write.

    Django sends ``post_save`` after the transaction of the save has ended, unless one is already
    open. The index's outbox is written by such a signal and must not miss a save that was
    committed, so the transaction is opened here.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            return super().delete(*args, **kwargs)


class RemembersStored(models.Model):
    """A model whose rows know some of their values as they stand in the database: the fields ``remembered``.

    So that what follows from a change can be told when it is saved, whatever was written in between.
    """

    remembered: ClassVar[tuple[str, ...]] = ()
    #: Empty for a row that is not in the database yet.
    stored: Mapping[str, Any] = MappingProxyType({})

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        row = super().from_db(db, field_names, values)
        row.remember()
        return row

    def remember(self) -> None:
        """Take the present values for those of the database: after reading and after a save."""
        self.stored = {name: self.__dict__[name] for name in self.remembered if name in self.__dict__}


@lru_cache(maxsize=20_000)
def readable_slug(text: str) -> str:
    """The part of an address that is only there to be read: «حوار مع الوزير» -> «حوار-مع-الوزير».

    Returns "-" for a text without a letter or digit, so that the address keeps its form.
    """
    return slugify(strip_tatweel(strip_tashkeel(text)), allow_unicode=True)[:80].strip("-") or "-"


def numbered_address(page: str, number: int, slug: str = "") -> str:
    """What ``reverse()`` says of a page found by its number, in a tenth of the time.

    ``numbered_address("speaker", 7, "بشار-حسين")``, and ``numbered_address("speaker-by-number", 7)``, which
    is short and stays the same. ``slug`` is a ``readable_slug``.
    """
    begin = _before_number(page, bool(slug))
    return f"{begin}{number}/{quote(slug)}/" if slug else f"{begin}{number}/"


@cache
def _before_number(page: str, has_slug: bool) -> str:
    address = reverse(page, args=[0, "-"] if has_slug else [0])
    return address.removesuffix("0/-/" if has_slug else "0/")
