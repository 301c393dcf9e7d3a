"""Numbers as other scripts write them."""

import pytest

from interviews.arabic.digits import has_digits, in_other_digits
from interviews.arabic.normalize import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014", ("٢٠١٤", "۲۰۱۴")),
        ("٢٠١٤", ("2014", "۲۰۱۴")),
        ("۲۰۱۴", ("2014", "٢٠١٤")),
        ("۲۰۱٤", ("2014", "٢٠١٤", "۲۰۱۴")),  # a Kurdish keyboard mixes them
        ("5,500", ("٥,٥٠٠", "۵,۵۰۰")),  # separators stay
        ("F16", ("F١٦", "F۱۶")),
        ("२०१४", ("2014", "٢٠١٤", "۲۰۱۴")),
        ("آب", ()),
        ("", ()),
        ("½", ()),
    ],
)
def test_in_other_digits(text: str, expected: tuple[str, ...]) -> None:
    assert in_other_digits(text) == expected
    assert {fold(form) for form in expected} <= {fold(text)}
    assert has_digits(text) == bool(expected)
