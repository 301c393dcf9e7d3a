"""Charts as plain SVG, drawn by the server: no script, no style attribute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language_bidi

register = template.Library()

# The height of the drawing in its own units; a column is ten wide. The page stretches it.
HEIGHT = 100
COLUMN = 10
ARCHIVE_BAR, FOUND_BAR = 8, 4

# A single turn among thousands must still be seen.
LEAST = 4


@register.inclusion_tag("parts/search_years.html")
def year_chart(years: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Columns of the turns found in each year, in front of all the archive has of that year.

    Each has a scale of its own, else few matches in a large archive could not be seen. Time runs in
    the direction of reading, as charts of Arabic newspapers do: the oldest year at the right.
    """
    most_found = max((year["count"].found for year in years), default=0)
    most = max((year["count"].archive for year in years), default=0)
    width = COLUMN * len(years)
    columns = []
    for number, year in enumerate(years):
        place = len(years) - 1 - number if get_language_bidi() else number
        columns.append(
            {
                **year,
                "x": place * COLUMN,
                "archive_x": place * COLUMN + (COLUMN - ARCHIVE_BAR) // 2,
                "found_x": place * COLUMN + (COLUMN - FOUND_BAR) // 2,
                "archive": _height(year["count"].archive, most),
                "found": _height(year["count"].found, most_found),
            }
        )
    for column in columns:
        column["archive_y"], column["found_y"] = HEIGHT - column["archive"], HEIGHT - column["found"]
    return {
        "columns": columns,
        "width": width,
        "height": HEIGHT,
        "column_width": COLUMN,
        "archive_width": ARCHIVE_BAR,
        "found_width": FOUND_BAR,
        "first": years[0]["count"].year if years else None,
        "last": years[-1]["count"].year if years else None,
    }


def _height(count: int, most: int) -> int:
    return max(LEAST, round(HEIGHT * count / most)) if count else 0
