"""Cards at their addresses: what is drawn, for whom, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from PIL import Image

from interviews.actions.publishing import withdraw
from interviews.exports import card_addresses, cards
from interviews.exports.card_addresses import interview_address
from interviews.models import Interview, Turn

Make = Callable[..., Interview]


@pytest.fixture
def interview(make_interview: Make) -> Interview:
    return make_interview()


def addresses(client: Client, interview: Interview) -> dict[str, str]:
    """The addresses of both cards of the first words of the answer."""
    turn = interview.turns.get(kind="answer")
    found = client.get(f"/quote/{turn.key}/?start=0&end=16&format=json").json()["cards"]
    return {shape: address.removeprefix("http://testserver") for shape, address in found.items()}


@pytest.mark.parametrize(("shape", "size"), [("wide", (1200, 630)), ("square", (1080, 1080))])
def test_a_card_is_a_picture_that_is_kept(
    client: Client, interview: Interview, shape: str, size: tuple[int, int]
) -> None:
    response = client.get(addresses(client, interview)[shape])
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == size
    assert "immutable" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]


def test_a_card_is_drawn_once(client: Client, interview: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    drawn: list[Any] = []
    monkeypatch.setattr(cards, "draw", lambda *card: drawn.append(card) or b"picture")
    address = addresses(client, interview)["wide"]
    assert [client.get(address).content for _time in range(3)] == [b"picture"] * 3
    assert len(drawn) == 1
    # It says who, in which office, and where.
    card = drawn[0][0]
    assert (card.speaker, card.office) == ("سلمان الراوي", "مدير الميناء")
    assert card.words.startswith("«كانت البيشمركةُ")
    assert card.source.startswith("وكالة النهر · \u200f24")
    assert card.archive.endswith("testserver")


def test_cards_whose_short_digests_happen_to_agree_are_different_pictures(
    client: Client, make_interview: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Eight hexadecimal digits are few enough for somebody to look for words whose cards share them.
    monkeypatch.setattr(card_addresses, "look", lambda _card: "5f0c21ab")
    monkeypatch.setattr(cards, "draw", lambda card, _shape: card.words.encode())
    pictures = {
        client.get(interview_address(make_interview(title=title), "")).content.decode()
        for title in ("حوار المياه", "حوار الجسر")
    }
    assert pictures == {"حوار المياه", "حوار الجسر"}


def test_an_address_that_was_changed_is_no_card(client: Client, interview: Interview) -> None:
    address = addresses(client, interview)["wide"]
    turn = interview.turns.get(kind="answer")
    for other in (
        address.replace(".0-", ".3-"),
        address.replace("wide", "square"),
        address.replace(turn.key, interview.turns.get(kind="question").key),
        address[:-5] + ("A" if address[-5] != "A" else "B") + ".png",
        address.split(":")[0] + ".png",
        "/cards/x.png",
        f"/cards/{signing.Signer(salt='other').sign('x.wide.00000000')}.png",
    ):
        assert client.get(other).status_code == 404, other


def test_words_that_changed_or_were_withdrawn_have_no_card(client: Client, interview: Interview) -> None:
    address = addresses(client, interview)["wide"]
    turn = interview.turns.get(kind="answer")
    text = turn.text
    Turn.objects.filter(pk=turn.pk).update(text="لم أقل ذلك.")
    assert client.get(address).status_code == 410
    Turn.objects.filter(pk=turn.pk).update(text=text)
    assert client.get(address).status_code == 200
    withdraw([interview])
    assert client.get(address).status_code == 410


def test_what_the_card_shows_decides_its_address(client: Client, interview: Interview) -> None:
    address = addresses(client, interview)["wide"]
    interview.participants.filter(role="guest").update(office="وزير النفط")
    changed = addresses(client, interview)["wide"]
    assert changed != address
    assert interview.outlet is not None
    interview.outlet.colour = "#7a1f3d"
    interview.outlet.save()
    assert addresses(client, interview)["wide"] not in (address, changed)
    # The earlier one still leads to a card of the same words.
    picture = Image.open(BytesIO(client.get(address).content)).convert("RGB")
    assert picture.getpixel((0, 0)) == (0x7A, 0x1F, 0x3D)


def test_the_language_of_the_reader_does_not_change_a_card(client: Client, interview: Interview) -> None:
    turn = interview.turns.get(kind="answer")
    found = {
        language: client.get(f"/quote/{turn.key}/?format=json&lang={language}").json()["cards"]
        for language in ("ar", "ckb", "en")
    }
    assert found["ar"] == found["ckb"] == found["en"]


def test_an_interview_has_a_card_of_its_title(client: Client, interview: Interview) -> None:
    read = Interview.objects.for_listing().get(pk=interview.pk)
    address = interview_address(read, "http://testserver").removeprefix("http://testserver")
    assert client.get(address)["Content-Type"] == "image/png"
    withdraw([interview])
    assert client.get(address).status_code == 410


def test_an_interview_in_letters_that_the_font_lacks_has_no_card(
    client: Client, make_interview: Make
) -> None:
    interview = make_interview(title="Привет")
    page = client.get(interview.get_absolute_url()).content.decode()
    assert "/cards/" not in page
    assert "summary_large_image" not in page
    assert '"image"' not in page


def test_the_card_of_a_sample_says_that_it_is_one(make_interview: Make) -> None:
    interview = make_interview(is_sample=True)
    read = Interview.objects.for_listing().get(pk=interview.pk)
    assert cards.interview_card(read, "https://archive.example").source.endswith(" · نموذج")
