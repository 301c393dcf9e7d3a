"""Addresses of cards: signed, so that nobody has the archive draw words that were never said.

``/cards/k3v9m2xw7d.0-24.1b4f0e98.wide.5f0c21ab:SIGNATURE.png``. Before the signature stands a digest of all
that the card shows: a card that would look otherwise, for another office or colour, has another address, so
that whoever keeps the old picture does not show it for the new one. At an address that was given out before
stands the card as it is now.
"""

from __future__ import annotations

from dataclasses import astuple
from hashlib import sha256
from typing import NamedTuple

from django.core import signing
from django.urls import reverse

from interviews.models import Interview

from .cards import DESIGN, MOST_CHARACTERS, Card, Shape, interview_card, missing, quotation_card
from .citations import Quotation
from .selection import Selection

_SIGNER = signing.Signer(salt="interviews.cards")


class Signed(NamedTuple):
    """What a genuine address asks for: words, or an interview by its number."""

    shape: Shape
    selection: Selection | None
    interview: int | None


def quotation_address(quotation: Quotation, shape: Shape, site: str) -> str:
    """The address of the card of words; only for words that stand in a text which the public can read."""
    return _address(str(quotation.selection), shape, quotation_card(quotation, site), site)


def interview_address(interview: Interview, site: str, shape: Shape = Shape.WIDE) -> str:
    """The address of the card of an interview that the public can read: its title, guests and outlet.

    Empty when the font lacks some of their letters. ``interview`` is read `for_listing`; what links to a page
    shows it beside the link (``og:image``).
    """
    card = interview_card(interview, site)
    return "" if _missing(card) else _address(f"i{interview.pk}", shape, card, site)


def _address(what: str, shape: Shape, card: Card, site: str) -> str:
    signed = _SIGNER.sign(f"{what}.{shape}.{look(card)}")
    return f"{site}{reverse('card', args=[signed])}"


def _missing(card: Card) -> str:
    return missing(card.words + card.speaker + card.office + card.source)


def digest(card: Card) -> str:
    """What all that a card shows, and how it is drawn, is known by."""
    return sha256(repr((DESIGN, astuple(card))).encode()).hexdigest()


def look(card: Card) -> str:
    """The beginning of the digest, as it stands in addresses."""
    return digest(card)[:8]


def read(signed: str) -> Signed | None:
    """What an address asks for; None when the archive has not signed it."""
    try:
        value = _SIGNER.unsign(signed)
    except signing.BadSignature:
        return None
    what, shape, _look = value.rsplit(".", 2)
    selection = Selection.parse(what)
    return Signed(Shape(shape), selection, None if selection else int(what.removeprefix("i")))


def reason_against(quotation: Quotation, site: str) -> str:
    """Why there is no card of these words: "long" or "letters" that the font lacks; else ""."""
    card = quotation_card(quotation, site)
    if len(card.words) > MOST_CHARACTERS:
        return "long"
    return "letters" if _missing(card) else ""
