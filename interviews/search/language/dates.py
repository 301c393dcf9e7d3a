"""Days, months and years as they are typed into a query.

Pure: strings in, days out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from interviews.arabic.normalize import fold
from interviews.models.years import FIRST_YEAR, LAST_YEAR

Period = tuple[date, date]

_SEPARATOR = r"[-−–/.]"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:({_SEPARATOR})(\d{{1,2}})(?:\2(\d{{1,2}}))?)?")
_YEAR_LAST = re.compile(rf"(?:(\d{{1,2}})({_SEPARATOR}))?(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_RANGE = re.compile(rf"\s*(?:\.\.+|…)\s*|(?<=^\d{{4}}){_SEPARATOR}(?=\d{{4}}$)")

_DAY = timedelta(days=1)


def read_period(text: str) -> Period | None:
    """The first and the last day of what is meant; None for what is no date, or none of the archive's time.

    Takes a year, a month, a day, or two of them as a range, in the digits of any script: «2014», «2014-08»,
    «٢٠١٤/٨/٢٤», «24/8/2014», «2014..2016», «2014-2016». A range the wrong way round is turned.

    >>> read_period("٢٠١٤/٨")
    (datetime.date(2014, 8, 1), datetime.date(2014, 8, 31))
    """
    ends = [_read_one(part) for part in _RANGE.split(fold(text).strip(), maxsplit=1)]
    if None in ends:
        return None
    days = [day for period in ends if period for day in period]
    return min(days), max(days)


def read_range(text: str) -> tuple[date | None, date | None] | None:
    """As ``read_period``, but one of the days may be left open: «2021..» has no last, «..2018» no first."""
    first, *last = _RANGE.split(fold(text).strip(), maxsplit=1)
    if last == [""] and (period := _read_one(first)):
        return period[0], None
    if first == "" and last and (period := _read_one(*last)):
        return None, period[1]
    return read_period(text)


def _read_one(text: str) -> Period | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, _separator, month, day = match.groups()
    elif match := _YEAR_LAST.fullmatch(text):
        day, _separator, month, year = match.groups()
    else:
        return None
    return _days(int(year), int(month) if month else None, int(day) if day else None)


def _days(year: int, month: int | None, day: int | None) -> Period | None:
    """The days of a year, a month or one day; None when there are no such days."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if month is None:
        return first, date(year, 12, 31)
    if day is None:
        return first, date(year, month, monthrange(year, month)[1])
    return first, first


def write_since(day: date) -> str:
    """The shortest text that ``read_range`` reads as this day and all that come after it: «2021..»."""
    return f"{write_first_day(day)}.."


def write_until(day: date) -> str:
    """The shortest text that ``read_range`` reads as this day and all before it: «..2018»."""
    return f"..{write_last_day(day)}"


def write_period(first: date, last: date) -> str:
    """The shortest text that ``read_period`` reads as these days: «2014», «2014-08..2015-03»."""
    for shape in ("%Y", "%Y-%m", "%Y-%m-%d"):
        begin, end = first.strftime(shape), last.strftime(shape)
        text = begin if begin == end else f"{begin}..{end}"
        if read_period(text) == (first, last):
            return text
    raise ValueError(f"No period of the archive: {first} to {last}.")


def write_last_day(day: date) -> str:
    """The shortest text of a period that ends on this day: «2014», «2014-08», «2014-08-24»."""
    if (day + _DAY).day > 1:
        return day.isoformat()
    return f"{day:%Y}" if day.month == 12 else f"{day:%Y-%m}"


def write_first_day(day: date) -> str:
    """The shortest text of a period that begins on this day."""
    if day.day > 1:
        return day.isoformat()
    return f"{day:%Y}" if day.month == 1 else f"{day:%Y-%m}"
