"""What search engines read of a page: JSON-LD in the words of schema.org.

Each function takes what its page shows, read already, and the address of the archive, and returns plain
dictionaries. Nothing is asked of the database beyond what the page has asked for. What stands in it stands on
the page, too, and what a page may show is decided before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from interviews.models import (
    Entity,
    Interview,
    Outlet,
    Participant,
    Speaker,
    Topic,
    Turn,
    numbered_address,
)

# A page is weighed, and all of its text stands on it anyway. So of a long interview only the first exchanges
# are told, and of each the beginning, which is what search engines show.
MOST_EXCHANGES = 20
LONGEST_QUESTION = 150
LONGEST_ANSWER = 200
MOST_MENTIONS = 10
LONGEST_DESCRIPTION = 300

# What may not stand inside of a script element, or inside of a line of JavaScript.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

_TYPES = {
    Entity.Kind.PERSON: "Person",
    Entity.Kind.ORGANISATION: "Organization",
    Entity.Kind.PLACE: "Place",
    Entity.Kind.EVENT: "Event",
}

Data = dict[str, Any]


def written(data: Data) -> str:
    """The text of a ``<script type="application/ld+json">``: no wording in it can end the element.

    >>> written({"name": "</script>"})
    '{"@context":"https://schema.org","name":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    # Ten times as fast as ``translate`` where most of a text is not ASCII.
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def absolute(address: str, site: str) -> str:
    """An address with its host; pictures may be kept on another one, and then it stands already."""
    return site + address if address.startswith("/") and not address.startswith("//") else address


def shortened(text: str, length: int) -> str:
    """The beginning of a text in one line, cut between words: «كانت البيشمركة…»."""
    text = text.strip()
    line = " ".join(text[: 2 * length].split())
    if len(line) <= length:
        return line if len(text) <= 2 * length else f"{line}…"
    return (line[:length].rsplit(maxsplit=1) or [""])[0] + "…"


# --- One function for each kind of page ---------------------------------------------------------


def home(site: str, name: str, description: str) -> Data:
    """The archive itself, with the search that engines may offer beside it."""
    target = f"{site}{reverse('search')}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{site}/",
        "url": f"{site}/",
        "name": name,
        "description": description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def web_page(url: str, name: str, description: str, site: str, kind: str = "WebPage") -> Data:
    """A page of no kind of its own."""
    return {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "isPartOf": {"@id": f"{site}/"},
    }


def collection(url: str, name: str, items: Iterable[Any], site: str) -> Data:
    """A page of a list: what it shows in the order of the page. An item has a name or a title, and a page."""
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "isPartOf": {"@id": f"{site}/"},
        "mainEntity": _item_list(items, site),
    }


def interview(
    found: Interview, site: str, named: Iterable[Entity] = (), image: str = "", crumbs: Data | None = None
) -> Data:
    """An interview as read by ``for_reading()``; ``named`` are the entities of its text, the first first.

    Questions with their answers are parts of it, shortened (see above), each with the address of its turn.
    """
    url, number = site + found.get_absolute_url(), _address(site, "interview-by-number", found.pk)
    people = {
        participant.pk: _participant(participant, found, site) for participant in found.participants.all()
    }
    guests = {guest.pk for guest in found.guests}
    speakers = {p.speaker.entity_id for p in found.participants.all() if p.speaker}
    outlet_entity = found.outlet.entity_id if found.outlet else None
    others = [entity for entity in named if entity.pk not in speakers and entity.pk != outlet_entity]
    return _filled(
        {
            # Of an invented one nobody shall believe that it is news.
            "@type": "CreativeWork" if found.is_sample else "NewsArticle",
            # The interview, as told from the page at its address.
            "@id": number,
            "url": url,
            "genre": "interview",
            "headline": found.title,
            "description": shortened(found.lead, LONGEST_DESCRIPTION),
            "datePublished": found.published_on.isoformat() if found.published_on else "",
            "dateModified": localtime(found.changed_at).isoformat(timespec="seconds"),
            "inLanguage": found.language,
            "image": image,
            "isPartOf": {"@id": f"{site}/"},
            "mainEntityOfPage": _filled({"@type": "WebPage", "@id": url, "breadcrumb": crumbs}),
            "publisher": _outlet(found.outlet, found.language, site) if found.outlet else None,
            "isBasedOn": found.source_url,
            "locationCreated": {"@type": "Place", "name": found.place} if found.place else None,
            # Who asks makes an interview of what guests say.
            "author": [person for pk, person in people.items() if pk not in guests],
            "contributor": [person for pk, person in people.items() if pk in guests],
            "about": [{"@type": "Thing", "name": topic.name} for topic in found.topics.all()],
            "mentions": [_entity(entity, found.language, site) for entity in others[:MOST_MENTIONS]],
            # By number, which is shorter, and no other title changes it.
            "hasPart": _exchanges(found.turns.all(), people, number),
        }
    )


def speaker(found: Speaker, site: str, image: str = "", office: str = "", crumbs: Data | None = None) -> Data:
    """The page of a speaker with names; ``office`` is the one held last."""
    url = site + found.get_absolute_url()
    person = {
        **_entity(found.entity, "", site),
        "@id": _address(site, "speaker-by-number", found.pk),
        "url": url,
        "alternateName": _other_names(found.entity),
        "description": shortened(found.biography, LONGEST_DESCRIPTION),
        "jobTitle": office,
        "image": image,
    }
    return _profile(url, found.name, person, site, crumbs)


def outlet(found: Outlet, site: str, image: str = "", crumbs: Data | None = None) -> Data:
    """The page of an outlet with names."""
    url = site + found.get_absolute_url()
    organisation = {
        **_outlet(found, "", site),
        "alternateName": _other_names(found.entity),
        "address": found.city,
        "logo": image,
    }
    return _profile(url, found.name, organisation, site, crumbs)


def entity(found: Entity, site: str, crumbs: Data | None = None) -> Data:
    """The page of anybody or anything that interviews name."""
    url = site + found.get_absolute_url()
    return _profile(
        url,
        found.name,
        {**_entity(found, "", site), "url": url, "alternateName": _other_names(found)},
        site,
        crumbs,
    )


def topic(found: Topic, url: str, items: Iterable[Any], site: str, crumbs: Data | None = None) -> Data:
    """The page of a topic with its interviews."""
    data = collection(url, found.name, items, site)
    return _filled({**data, "about": {"@type": "Thing", "name": found.name}, "breadcrumb": crumbs})


def breadcrumbs(way: Sequence[tuple[str, str]]) -> Data:
    """The way to a page: the name and the whole address of each page above it, and its own."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(way, start=1)
        ],
    }


# --- Parts --------------------------------------------------------------------------------------


def _filled(data: Data) -> Data:
    """Without what says nothing."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _address(site: str, page: str, number: int) -> str:
    """The address of a page by its number alone: it stays the same, and is short."""
    return f"{site}{numbered_address(page, number)}"


def _profile(url: str, name: str, about: Data, site: str, crumbs: Data | None) -> Data:
    return _filled(
        {
            "@type": "ProfilePage"
            if about["@type"] in ("Person", "Organization", "NewsMediaOrganization")
            # schema.org: a profile is a person's or an organisation's.
            else "WebPage",
            "@id": url,
            "url": url,
            "name": name,
            "isPartOf": {"@id": f"{site}/"},
            "breadcrumb": crumbs,
            "mainEntity": _filled(about),
        }
    )


def _item_list(items: Iterable[Any], site: str) -> Data:
    return {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "url": site + item.get_absolute_url(),
                "name": str(item),
            }
            for number, item in enumerate(items, start=1)
        ],
    }


def _named(entity: Entity, language: str) -> str:
    """Its name in the language of an interview, or where that is none, of the reader."""
    return entity.name_in(language) if language else entity.name


def _entity(entity: Entity, language: str, site: str) -> Data:
    url = _address(site, "entity-by-number", entity.pk)
    return _filled(
        {
            "@type": _TYPES[Entity.Kind(entity.kind)],
            "@id": url,
            "name": _named(entity, language),
            "sameAs": f"https://www.wikidata.org/entity/{entity.wikidata}" if entity.wikidata else "",
        }
    )


def _outlet(outlet: Outlet, language: str, site: str) -> Data:
    return _filled(
        {
            **_entity(outlet.entity, language, site),
            "@type": "NewsMediaOrganization",
            "@id": _address(site, "outlet-by-number", outlet.pk),
            "url": outlet.site or _address(site, "outlet-by-number", outlet.pk),
            "logo": absolute(outlet.logo.url, site) if outlet.logo else "",
        }
    )


def _participant(participant: Participant, interview: Interview, site: str) -> Data:
    """Who takes part, under the office held then; as long as it is not certain who that is, as printed."""
    speaker, outlet = participant.speaker, interview.outlet
    if speaker:
        return _filled(
            {
                **_entity(speaker.entity, interview.language, site),
                "@id": _address(site, "speaker-by-number", speaker.pk),
                "jobTitle": participant.office,
            }
        )
    if outlet and any(name.text == participant.label for name in outlet.entity.all_names):
        # A house asks under its own name.
        return {"@type": "Organization", "@id": _address(site, "outlet-by-number", outlet.pk)}
    return _filled(
        {
            "@type": "Person",
            "@id": f"{_address(site, 'interview-by-number', interview.pk)}#p-{participant.pk}",
            "name": participant.label,
            "jobTitle": participant.office,
        }
    )


def _exchanges(turns: Iterable[Turn], people: dict[int, Data], url: str) -> list[Data]:
    """The first questions that were answered, each with its first answer."""
    questions: dict[int, Data] = {}
    answered: list[Data] = []
    for turn in turns:
        if turn.exchange is None:
            continue
        if turn.kind == Turn.Kind.QUESTION and turn.exchange not in questions:
            questions[turn.exchange] = {
                "@type": "Question",
                "name": shortened(turn.text, LONGEST_QUESTION),
                "url": f"{url}#{turn.fragment}",
                **_by(turn, people),
            }
        elif turn.kind == Turn.Kind.ANSWER and turn.exchange in questions:
            question = questions[turn.exchange]
            if "acceptedAnswer" in question:
                continue
            question["acceptedAnswer"] = {
                "@type": "Answer",
                "text": shortened(turn.text, LONGEST_ANSWER),
                "url": f"{url}#{turn.fragment}",
                **_by(turn, people),
            }
            answered.append(question)
            if len(answered) == MOST_EXCHANGES:
                break
    return answered


def _by(turn: Turn, people: dict[int, Data]) -> Data:
    person = people.get(turn.participant_id)
    return {"author": {"@id": person["@id"]}} if person else {}


def _other_names(entity: Entity) -> list[str]:
    known = entity.name
    return list(dict.fromkeys(name.text for name in entity.all_names if name.text != known))
