"""Months: which names are those of one month, and which are not."""

import pytest

from interviews.arabic.data import data_lines
from interviews.arabic.months import LONGEST_MONTH_NAME, month_names
from interviews.arabic.normalize import fold
from interviews.arabic.tokens import tokenize


def words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenize(text))


@pytest.mark.parametrize(
    ("names"),
    [
        "كانون الثاني, يناير, جانفي, کانوونی دووەم, January",
        "شباط, فبراير, فيفري, شوبات, February",
        "آذار, مارس, ئازار, March",
        "نيسان, أبريل, إبريل, أفريل, April",
        "أيار, مايو, ماي, مايس",
        "حزيران, يونيو, يونيه, جوان, حوزەیران, June",
        "تموز, يوليو, يوليه, جويلية, يوليوز, July",
        "آب, أغسطس, اغسطس, غشت, أوت, ئاب, AUGUST",
        "أيلول, سبتمبر, شتنبر, September",
        "تشرين الأول, تشرين اول, أكتوبر, اكتوبر, October",
        "تشرين الثاني, نوفمبر, نونبر, November",
        "كانون الأول, كانون اول, ديسمبر, دجنبر, December",
        "ربيع الآخر, ربيع الثاني, ربيع ثاني",
        "جمادى الأولى, جمادي الاولى, جمادى الأول, جماد أول",
        "جمادى الآخرة, جمادى الثانية",
        "ذو القعدة, ذي القعدة, ذوالقعدة",
        "ذو الحجة, ذي الحجة, ذي الحجه",
        "رمضان, ڕەمەزان, Ramadan",
    ],
)
def test_each_name_of_a_month_gives_the_others(names: str) -> None:
    every = [name.strip() for name in names.split(",")]
    for asked in every:
        offered = {words(name) for name in month_names(words(asked))}
        assert offered >= {words(name) for name in every} - {words(asked)}, asked


@pytest.mark.parametrize(
    "text",
    [
        "كانون",
        "تشرين",
        "الأول",
        "ربيع",
        "جمادى",
        "بآب",
        "الحجة",
        "2014",
        "mar",
        "",
        "آب أغسطس",
        "الفاتح",
        "أنوار",
    ],
)
def test_what_is_no_name_of_one_month_has_none(text: str) -> None:
    assert month_names(words(text)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كانون الأول", "يناير"),
        ("تشرين الأول", "نوفمبر"),
        ("ربيع الأول", "ربيع الثاني"),
        ("رمضان", "أغسطس"),
        ("مايو", "May"),  # a verb: understood, and not offered
    ],
)
def test_one_name_does_not_give_the_other(one: str, other: str) -> None:
    assert words(other) not in {words(name) for name in month_names(words(one))}


def test_may_is_understood() -> None:
    assert month_names(("may",))[0] == "مايو"


def test_names_are_given_as_they_are_written_and_the_most_frequent_first() -> None:
    assert month_names((fold("آب"),))[:3] == ("أغسطس", "أوت", "غشت")


def test_no_name_stands_for_two_months_or_is_longer_than_is_said() -> None:
    names = [words(name) for line in data_lines("months.txt") for name in line.split("|")]
    of_months = [{words(name) for name in line.split("|")} for line in data_lines("months.txt")]
    assert len(of_months) == 24
    assert sum(map(len, of_months)) == len(set().union(*of_months))
    assert max(map(len, names)) == LONGEST_MONTH_NAME
