"""The Arabic and Kurdish catalogues: whole, faithful to the sources, and compiled.

After a change of messages: ``manage.py makemessages -l ar -l ckb --add-location file --no-wrap
--ignore .venv --ignore tests``, translate, ``manage.py compilemessages``. Both need gettext's
programs; these tests do not.
"""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import ngettext

from tests.source_messages import Message, messages_in

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "interviews" / "locale"
SOURCES = (ROOT / "interviews", ROOT / "archive", ROOT / "templates")
LANGUAGES = ("ar", "ckb")
BORROWED = ROOT / "interviews" / "admin" / "borrowed_messages.py"

PLACEHOLDER = re.compile(r"%\(\w+\)[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]|%[sd%]|\{\w*\}")


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return polib.pofile(str(LOCALE / request.param / "LC_MESSAGES" / "django.po"))


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def _forms(entry: polib.POEntry) -> list[str]:
    """The translations of an entry: one, or one for each plural form in order."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def test_every_message_of_the_sources_is_in_the_catalogue(catalogue: polib.POFile) -> None:
    known = {_key(entry) for entry in catalogue}
    lacking = {
        message.text: files for message, files in messages_in(*SOURCES).items() if message not in known
    }
    assert not lacking, "run makemessages, translate, run compilemessages (see above)"


def test_every_message_of_the_catalogue_is_in_the_sources(catalogue: polib.POFile) -> None:
    used = messages_in(*SOURCES)
    assert not [entry.msgid for entry in catalogue if _key(entry) not in used]
    assert not catalogue.obsolete_entries()


def test_every_message_is_translated(catalogue: polib.POFile) -> None:
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]
    assert not [entry.msgid for entry in catalogue if not all(form.strip() for form in _forms(entry))]


def test_every_plural_has_the_forms_of_its_language(catalogue: polib.POFile) -> None:
    expected = {"ar": 6, "ckb": 2}[catalogue.metadata["Language"]]
    assert f"nplurals={expected};" in catalogue.metadata["Plural-Forms"]
    assert not [e.msgid for e in catalogue if e.msgid_plural and len(_forms(e)) != expected]


def test_placeholders_are_those_of_the_message(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        expected = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for number, form in enumerate(_forms(entry)):
            given = Counter(PLACEHOLDER.findall(form))
            # Arabic says none, one and two without a figure: «لا مقابلات»، «مقابلتان».
            spoken = bool(entry.msgid_plural) and len(_forms(entry)) == 6 and number < 3
            assert given == expected or (spoken and given < expected), (entry.msgid, form)


def test_white_space_around_a_message_is_kept(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        for form in _forms(entry):
            assert form.startswith(" ") == entry.msgid.startswith(" "), entry.msgid
            assert "\n" not in form, entry.msgid


def test_arabic_has_its_own_punctuation() -> None:
    """No Latin comma, semicolon or question mark, and «» for quotation marks, as newspapers have."""
    catalogue = polib.pofile(str(LOCALE / "ar" / "LC_MESSAGES" / "django.po"))
    for entry in catalogue:
        for form in _forms(entry):
            assert not re.search(r"[,;?“”\"]", PLACEHOLDER.sub("", form)), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_says_the_same(language: str) -> None:
    """A machine without gettext's programs shows what stands in the .mo files."""
    folder = LOCALE / language / "LC_MESSAGES"
    written = polib.pofile(str(folder / "django.po"))
    compiled = polib.mofile(str(folder / "django.mo"))
    assert {_key(e): _forms(e) for e in compiled} == {_key(e): _forms(e) for e in written}
    assert compiled.metadata["Plural-Forms"] == written.metadata["Plural-Forms"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "لا مقابلات"),
        (1, "مقابلة واحدة"),
        (2, "مقابلتان"),
        (3, "3 مقابلات"),
        (10, "10 مقابلات"),
        (11, "11 مقابلةً"),
        (99, "99 مقابلةً"),
        (100, "100 مقابلة"),
        (102, "102 مقابلة"),
        (103, "103 مقابلات"),
    ],
)
def test_arabic_counts_as_people_do(number: int, expected: str) -> None:
    with translation.override("ar"):
        said = ngettext("%(counter)s interview", "%(counter)s interviews", number) % {"counter": number}
    assert said == expected


def test_borrowed_messages_are_still_those_of_the_libraries() -> None:
    """A sentence that a library changed would be shown in the library's own words, or in English."""
    import adminsortable2
    import reversion
    from django import forms
    from django.contrib import admin, auth
    from django.db import models
    from django.utils import dates

    borrowed = {message for message, files in messages_in(*SOURCES).items() if str(BORROWED) in files}
    libraries = (admin, auth, dates, forms, models, reversion, adminsortable2)
    theirs = messages_in(*(Path(str(library.__file__)).parent for library in libraries))
    assert borrowed
    assert borrowed <= theirs.keys()


def test_a_message_put_together_at_run_time_is_refused(tmp_path: Path) -> None:
    source = "from django.utils.translation import gettext as _\n_(f'{count} files')\n"
    (tmp_path / "wrong.py").write_text(source)
    with pytest.raises(ValueError, match="line 2"):
        messages_in(tmp_path)


def test_messages_are_found_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "_('one ' 'text'); ngettext('a', 'b', n); pgettext('month', 'May'); translation.gettext('far')\n"
        "gettext('of somebody else'); _(variable)\n"
    )
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(
        "{% load i18n %}{% translate 'It’s 100%' %}<a title=\"{% translate \"x\" context 'c' %}\">"
        "gettext('no'){% blocktranslate count n=n trimmed %}\n  {{ n }} day\n"
        "{% plural %}\n  {{ n }} days\n{% endblocktranslate %}"
        "{{ _('in a filter')|upper }}{{ value|default:_('else') }}{# translate 'no' #}"
    )
    assert set(messages_in(tmp_path)) == {
        Message("one text"),
        Message("a", "b"),
        Message("May", context="month"),
        Message("far"),
        Message("It’s 100%%"),
        Message("x", context="c"),
        Message("%(n)s day", "%(n)s days"),
        Message("in a filter"),
        Message("else"),
    }


def test_no_template_holds_arabic_words() -> None:
    """Words in a template would be shown in every language; only punctuation may stand there."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for line in path.read_text().splitlines()
        if re.search("[\u0621-\u064a\u0671-\u06d3]{2}", re.sub(r"\{#.*?#\}", "", line))
    ]
    assert not found
