"""What can be said in an address of the API.

What makes no sense is refused: a filter that is left out unseen would give everything.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, get_origin

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from .cursors import LARGEST, SIZE

# The largest number that a column of the database can hold.
_LARGEST_NUMBER = 2**63 - 1

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def digits(value: Any) -> Any:
    """Digits and nothing else: Pydantic would take «1_000», « 7 » and «7.0» for numbers, too."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise PydanticCustomError("int_parsing", "no whole number")
    return value


def _iso(value: Any) -> Any:
    """Pydantic would take the seconds since 1970 for a date, too."""
    if isinstance(value, str) and not _ISO_DATE.fullmatch(value):
        raise PydanticCustomError("date", "no date")
    return value


def without_nul(text: str) -> str:
    """PostgreSQL stores no NUL, so nothing has one."""
    return text.replace("\0", " ")


# The limits first: behind the validator they would not stand in the description.
Number = Annotated[int, Field(ge=1, le=_LARGEST_NUMBER), BeforeValidator(digits)]
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(digits)]
Day = Annotated[date, BeforeValidator(_iso)]
Text = Annotated[str, AfterValidator(without_nul)]
Language = Literal["ar", "ckb", "en"]
Kind = Literal["person", "organisation", "place", "event"]


class Parameters(Schema):
    """What every address takes."""

    lang: Language | None = Field(
        None, description=_("The language of names, labels and errors; without it, Accept-Language decides.")
    )

    @model_validator(mode="after")
    def _as_they_are_known(self, info: ValidationInfo) -> Parameters:
        given = info.context["request"].GET if info.context else {}
        known = {field.alias or name: field for name, field in type(self).model_fields.items()}
        for name in given:
            if name not in known:
                raise PydanticCustomError("unknown_parameter", "unknown", {"name": name[:100]})
            if get_origin(known[name].annotation) is not list and len(given.getlist(name)) > 1:
                raise PydanticCustomError("repeated_parameter", "repeated", {"name": name})
        return self


class PageParameters(Parameters):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(digits)] = Field(
        SIZE, description=_("How many a page has.")
    )
    cursor: Text | None = Field(
        None, description=_("Where the page begins, as given by the links “next” and “previous”.")
    )
