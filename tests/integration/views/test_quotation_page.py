"""The page that verifies a quotation: form, address, answer, and what it says when nothing was found."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import html

from interviews.models import Interview
from interviews.views.quotation import LONGEST_ADDRESS

Make = Callable[..., Interview]

SAID = "ثم عُدنا إلى الموصل"


def answer(client: Client, quotation: str) -> str:
    response = client.get("/verify/", {"quote": quotation})
    assert response.status_code == 200
    return response.content.decode()


def test_before_anything_is_asked_there_is_only_the_form(client: Client, db: None) -> None:
    page = client.get("/verify/")
    assert page.context["answer"] is None
    assert page.context["coverage"] is None
    assert "noindex" not in page.content.decode()
    assert client.get("/verify/", {"quote": "  \n "}).context["answer"] is None


def test_every_page_leads_to_it(client: Client, db: None) -> None:
    for address in ("/", "/search/?q=الموصل", "/verify/"):
        assert 'href="/verify/"' in client.get(address).content.decode()


def test_a_quotation_gets_an_address_of_its_own(client: Client, db: None) -> None:
    response = client.post("/verify/", {"quote": f"  {SAID}\r\nبعد شهر"})
    assert response.status_code == 303
    address = urlsplit(response["Location"])
    assert address.path == "/verify/"
    assert parse_qs(address.query) == {"quote": [f"  {SAID}\r\nبعد شهر"]}


@pytest.mark.parametrize("words", [300, 400, 5000])
def test_one_too_long_for_an_address_is_answered_at_once(client: Client, db: None, words: int) -> None:
    text = " ".join(["كلمة"] * words)
    response = client.post("/verify/", {"quote": text})
    assert response.status_code == 200
    # The whole text stays in the form.
    assert text in response.content.decode()
    assert response.context["answer"].quotation.is_cut == (words > 300)


def test_no_address_is_longer_than_a_server_takes(client: Client, db: None) -> None:
    for length in range(550, 600):
        response = client.post("/verify/", {"quote": "ب" * length})
        if response.status_code == 303:
            assert len(f"GET {response['Location']} HTTP/1.1") < 4094
            assert len(response["Location"]) <= LONGEST_ADDRESS


def test_it_needs_neither_cookie_nor_token(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/verify/")
    assert not page.cookies
    assert strict.post("/verify/", {"quote": " ".join(["كلمة"] * 300)}).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_can_be_done(client: Client, db: None, method: str) -> None:
    assert getattr(client, method)("/verify/").status_code == 405


def test_the_answer_shows_the_place(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    interview = make_interview()
    indexed()
    turn = interview.turns.get(kind="answer")
    page = answer(client, SAID)
    assert 'class="verdict exact"' in page
    assert f"<mark>{SAID}</mark>" in page
    for shown in (turn.get_absolute_url(), "سلمان الراوي", "مدير الميناء", "وكالة النهر", interview.title):
        assert shown in page
    assert "ما رأيكم في دور التحالف الدولي؟" in page
    assert 'content="noindex"' in page


def test_a_difference_of_spelling_names_both_spellings(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    page = answer(client, "معا في كردستان سنة ٢٠١٤")
    assert 'class="verdict spelling"' in page
    for quoted, said in (("معا", "معًا"), ("كردستان", "كوردستان"), ("٢٠١٤", "2014")):
        assert f"<bdi>{quoted}</bdi>" in page
        assert f"<bdi>{said}</bdi>" in page


def test_a_difference_of_words_is_marked_up_as_such(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview(answer="نحن لم نتفق معهم على الموعد في تلك السنة.")
    indexed()
    page = answer(client, "نحن نتفق معهم على الموعد في السنة الماضية")
    assert 'class="verdict near caution"' in page
    assert "<ins>" in page
    assert "<del>" in page
    assert 'class="caution"' in page
    assert "“لم”" in unescape(page) or "«لم»" in page


@pytest.mark.parametrize(
    ("quotation", "heading"),
    [
        (SAID, "Said, word for word"),
        (f'قال سلمان الراوي: "{SAID}"', "Said, word for word"),
        (f'قال مدير الميناء: "{SAID}"', "Said, word for word"),
        (f"الراوي: {SAID}", "Said, word for word"),
        (f'قال نعيم الكعود: "{SAID}"', "Said, but by سلمان الراوي; the quotation gives it to نعيم الكعود"),
        (f"نعيم الكعود: {SAID}", "Said, but by سلمان الراوي; the quotation gives it to نعيم الكعود"),
        (
            'قال نعيم الكعود: "ثم عُدنا إلى بغداد معًا في كوردستان"',
            "Something like this was said, but by سلمان الراوي; the quotation gives it to نعيم الكعود",
        ),
        ("نذهب نحن إلى البيت", "These words were said, but with a negation before them"),
        ("ولم نذهب نحن إلى البيت", "Said, word for word"),
        ("ولم نذهب نحن إلى المدرسة", "Something like this was said, not in these words"),
        ("ثم لم عُدنا إلى الموصل معًا", "Something like this was said, but a negation differs"),
        ("معًا في كوردستان سنة 2015", "Something like this was said, but a number differs"),
    ],
)
def test_the_heading_says_what_turns_the_meaning(
    client: Client, make_interview: Make, indexed: Callable[[], None], quotation: str, heading: str
) -> None:
    make_interview(answer="ثم عُدنا إلى الموصل معًا في كوردستان سنة 2014، ولم نذهب نحن إلى البيت.")
    indexed()
    client.cookies["language"] = "en"
    response = client.get("/verify/", {"quote": quotation})
    shown = html.fromstring(response.content.decode()).get_element_by_id("verdict").text_content()
    assert " ".join(shown.split()) == heading


@pytest.mark.parametrize(
    ("quotation", "has_share"),
    [
        ("نحن لم نتفق معهم على المكان في تلك السنة", True),
        ("نحن نتفق معهم على الموعد في السنة الماضية", False),
        ("نحن لم نتفق معهم على الموعد في سنة 2014", False),
    ],
)
def test_no_share_is_told_where_the_meaning_is_turned(
    client: Client, make_interview: Make, indexed: Callable[[], None], quotation: str, has_share: bool
) -> None:
    make_interview(answer="نحن لم نتفق معهم على الموعد في تلك السنة.")
    indexed()
    client.cookies["language"] = "en"
    page = answer(client, quotation)
    assert ("of the quotation was said" in page) == has_share


def test_what_is_not_found_comes_with_what_the_archive_covers(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    response = client.get("/verify/", {"quote": "سنبني عشرة جسور جديدة فوق الفرات"})
    page = response.content.decode()
    assert 'class="verdict missing"' in page
    assert response.context["coverage"].interviews == 1
    assert "وكالة النهر" in page
    assert "2020" in page


def test_of_too_few_words_it_leads_to_the_search(client: Client, db: None) -> None:
    response = client.get("/verify/", {"quote": "«إلى الموصل»"})
    assert parse_qs(urlsplit(response.context["search_address"]).query) == {"q": ['"إلى الموصل"']}
    assert response.context["search_address"] in unescape(response.content.decode())


def test_words_of_an_interviewer_are_not_taken_for_an_answer(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    make_interview()
    indexed()
    response = client.get("/verify/", {"quote": "ما رأيكم في دور التحالف الدولي"})
    (place,) = response.context["answer"].places
    assert place.turn.kind == "question"
    assert place.question is None
    assert 'class="caution"' in response.content.decode()


@pytest.mark.parametrize(
    "quotation",
    ["\0كلمة واحدة ثم أخرى", "\ud800 كلمة واحدة ثم أخرى", "<script>alert(1)</script> كلمة أخرى"],
)
def test_any_text_is_answered_and_shown_as_text(client: Client, db: None, quotation: str) -> None:
    for response in (
        client.get("/verify/", {"quote": quotation.encode("utf-8", "surrogatepass")}),
        client.post("/verify/", {"quote": quotation.encode("utf-8", "surrogatepass")}, follow=True),
    ):
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_an_answer_takes_a_fixed_number_of_queries(
    client: Client, make_interview: Make, indexed: Callable[[], None], django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        make_interview()
    indexed()
    with django_assert_max_num_queries(10):
        assert answer(client, SAID).count("<article") == 5
