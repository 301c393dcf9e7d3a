"""Pages speak one language: in Arabic and Kurdish no English word is left on them.

The data of these tests is Arabic, so every Latin word on a page is one that nobody translated.
"""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import find_commands, load_command_class
from django.test import Client
from django.urls import reverse

import interviews
from interviews.actions.editors import editors_group
from interviews.actions.names import link_names
from interviews.actions.pasting import receive
from interviews.actions.turns import number_exchanges
from interviews.models import Entity, Interview
from interviews.search.indexing.outbox import drain
from tests.factories import (
    EntityFactory,
    InterviewFactory,
    OutletFactory,
    ParticipantFactory,
    SpeakerFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

# Attributes that are read aloud or shown.
SPOKEN = ("alt", "aria-label", "placeholder", "title")

LATIN_WORD = re.compile(r"[A-Za-z]{2,}")

# Addresses, file formats, an identifier, and what stands on keys: written so in every language.
NOT_TRANSLATED = re.compile(
    r"https?://\S+|SHA-256|Q\d+|\b(?:API|Atom|BibTeX|JSON|PDF|RIS|RSS|TEI)\b"
    r"|\b(?:Alt|Ctrl|Delete|Enter|Escape|Shift)\b"
)

# Elements that have no end.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

# Django's template has this description of a picture in English, out of reach for catalogues.
OUT_OF_REACH = {"Search"}


class Reader(HTMLParser):
    """Gathers what a page says: its text, and those attributes that people read or hear.

    What an element says in English, such as the choice of that language, is left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        #: The elements around the present place, each with whether it is to be left out.
        self._open: list[tuple[str, bool]] = []

    @property
    def _silent(self) -> bool:
        return any(silent for _tag, silent in self._open)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in VOID:
            is_english = given.get("lang") == "en" and tag != "html"
            self._open.append((tag, tag in ("script", "style") or is_english))
        if self._silent:
            return
        names = [*SPOKEN]
        if given.get("name") == "description":
            names.append("content")
        if given.get("type") in ("submit", "button", "reset"):
            names.append("value")
        self.said.extend(value for name in names if (value := given.get(name)))

    def handle_endtag(self, tag: str) -> None:
        # What was not closed in between (a paragraph, an item of a list) ends with what is around it.
        while any(tag == name for name, _silent in self._open):
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, text: str) -> None:
        if not self._silent and text.strip():
            self.said.append(text.strip())


def english_in(page: str) -> list[str]:
    """What a page says in Latin letters."""
    reader = Reader()
    reader.feed(page)
    return [said for said in reader.said if LATIN_WORD.search(NOT_TRANSLATED.sub("", said))]


@pytest.fixture
def interview(db: None) -> Interview:
    """An interview that makes its pages show everything they can."""
    outlet = OutletFactory(entity__name="وكالة النهر", city="أربيل")
    speaker = SpeakerFactory(entity__name="سلمان الراوي", biography="مدير الميناء منذ سنوات.")
    EntityFactory(name="البيشمركة", kind="organisation", variants=["البيشمرگه"])
    EntityFactory(name="الموصل", kind="place")
    EntityFactory(name="معركة السدّ", kind="event")
    interview: Interview = InterviewFactory(
        outlet=outlet,
        title="حوار مع مدير الميناء",
        lead="التقت الوكالة سلمان الراوي.",
        closing="انتهى الحوار.",
        place="أربيل",
        status="published",
        source_url="https://river.example/1",
        is_sample=True,
    )
    host = ParticipantFactory(interview=interview, label="وكالة النهر", role="interviewer")
    ParticipantFactory(interview=interview, label="لينا", role="moderator")
    guest = ParticipantFactory(
        interview=interview, label="الراوي", speaker=speaker, office="مدير الميناء", role="guest"
    )
    interview.turns.create(
        position=1, kind="question", participant=host, indirect=True, text="وعن سؤال بشأن البيشمركة؟"
    )
    interview.turns.create(
        position=2, kind="answer", participant=guest, text="قال سلمان الراوي: عدنا إلى الموصل بعد معركة السدّ."
    )
    interview.turns.create(position=3, kind="narration", text="ثمّ ساد الصمت.")
    interview.topics.add(TopicFactory(name="أمن"))
    interview.corrections.create(text="الميناء لا المطار.")
    number_exchanges(interview)
    link_names(interview)
    for _number in range(24):
        # Enough for a second page.
        InterviewFactory(outlet=outlet, status="published")
    drain()
    return interview


@pytest.fixture(params=["ar", "ckb"])
def language(request: pytest.FixtureRequest, settings: pytest.FixtureRequest) -> str:
    code: str = request.param
    settings.LANGUAGE_CODE = code
    return code


PUBLIC: dict[str, Callable[[Interview], str]] = {
    "home": lambda interview: reverse("home"),
    "list": lambda interview: reverse("interviews"),
    "second page": lambda interview: reverse("interviews") + "?page=2",
    "interview": lambda interview: interview.get_absolute_url(),
    "speakers": lambda interview: reverse("speakers"),
    "speaker": lambda interview: interview.participants.get(role="guest").speaker.get_absolute_url(),
    "outlets": lambda interview: reverse("outlets"),
    "outlet": lambda interview: interview.outlet.get_absolute_url(),
    "entity": lambda interview: Entity.objects.named("الموصل").get().get_absolute_url(),
    "search": lambda interview: reverse("search"),
    "search with results": lambda interview: reverse("search") + "?q=الموصل",
    "search narrowed": lambda interview: reverse("search") + "?q=الموصل&kind=answer&sort=newest",
    "search for some words": lambda interview: reverse("search") + "?q=الموصل+قطار",
    "search without results": lambda interview: reverse("search") + "?q=قطار",
    "search with an open quotation": lambda interview: reverse("search") + '?q="الموصل',
    "search for what is not": lambda interview: reverse("search") + "?q=-الموصل",
    "search for nothing": lambda interview: reverse("search") + "?q=!!!",
    "search too long": lambda interview: reverse("search") + "?q=" + "كلمة " * 300,
}


@pytest.mark.parametrize("page", PUBLIC)
def test_public_page_is_in_one_language(
    page: str, language: str, interview: Interview, client: Client
) -> None:
    answer = client.get(PUBLIC[page](interview))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f'<html lang="{language}" dir="rtl">' in text
    assert english_in(text) == []


def test_page_that_is_not_there_is_in_one_language(language: str, client: Client) -> None:
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert english_in(answer.content.decode()) == []


DESK: dict[str, str] = {
    "index": "/admin/",
    "interviews": "/admin/interviews/interview/",
    "new interview": "/admin/interviews/interview/add/",
    "deleted interviews": "/admin/interviews/interview/recover/",
    "speakers": "/admin/interviews/speaker/",
    "outlets": "/admin/interviews/outlet/",
    "new outlet": "/admin/interviews/outlet/add/",
    "entities": "/admin/interviews/entity/",
    "new entity": "/admin/interviews/entity/add/",
    "mentions": "/admin/interviews/mention/",
    "topics": "/admin/interviews/topic/",
    "new topic": "/admin/interviews/topic/add/",
    "index updates": "/admin/interviews/indexupdate/",
    "interview": "/admin/interviews/interview/{pk}/change/",
    "history": "/admin/interviews/interview/{pk}/history/",
    "deletion": "/admin/interviews/interview/{pk}/delete/",
}


@pytest.fixture
def editor(client: Client, django_user_model: type) -> Client:
    user = django_user_model.objects.create_user(username="محرّر", password="كلمة-مرور-طويلة", is_staff=True)
    user.groups.add(editors_group())
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", DESK)
def test_desk_is_in_one_language(page: str, language: str, interview: Interview, editor: Client) -> None:
    answer = editor.get(DESK[page].format(pk=interview.pk))
    assert answer.status_code == 200
    assert set(english_in(answer.content.decode())) <= OUT_OF_REACH


PASTE_DESK = {
    "pasted texts": "/admin/interviews/paste/",
    "add an interview from its text": "/admin/interviews/paste/add/",
    "desk": "/admin/interviews/paste/{paste}/change/",
    "split": "/admin/interviews/paste/{paste}/split/1/",
}


@pytest.mark.parametrize("page", PASTE_DESK)
def test_paste_desk_is_in_one_language(page: str, language: str, editor: Client) -> None:
    paste = receive("تمهيد الحوار.\n\nلينا: متى بدأتم؟\n\nسلمان الراوي: في الخريف. كان باكراً.\n" * 3)
    answer = editor.get(PASTE_DESK[page].format(paste=paste.pk))
    assert answer.status_code == 200
    assert set(english_in(answer.content.decode())) <= OUT_OF_REACH


def test_text_given_back_is_in_one_language(language: str, client: Client) -> None:
    answer = client.post("/admin/interviews/paste/add/", {"text": "متى بدأتم؟"})
    assert english_in(answer.content.decode()) == []


def test_login_is_in_one_language(language: str, client: Client) -> None:
    wrong = {"username": "محرّر", "password": "خطأ"}
    assert english_in(client.get("/admin/login/").content.decode()) == []
    assert english_in(client.post("/admin/login/", wrong).content.decode()) == []


@pytest.mark.parametrize("name", find_commands(str(Path(interviews.__file__).parent / "management")))
def test_command_explains_itself_in_arabic(name: str) -> None:
    shown = load_command_class("interviews", name).create_parser("manage.py", name).format_help()
    usage, meaning = shown.split("\n\n")[:2]
    assert name in usage
    assert re.search(r"[\u0620-\u064a]{2,}", meaning), meaning


def test_english_pages_are_english(client: Client, interview: Interview) -> None:
    """And the reader of these tests does find words."""
    assert "Search" in english_in(client.get(reverse("search") + "?lang=en").content.decode())
