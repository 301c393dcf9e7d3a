"""What the head of a page says to machines: its address, its languages, its feeds, what it is about."""

from __future__ import annotations

from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interviews.exports import linked_data
from interviews.exports.card_addresses import interview_address
from interviews.exports.cards import Shape
from interviews.models import Entity, Interview, Outlet, Speaker, Topic
from interviews.search.results.address import address as search_address
from interviews.search.results.run import SearchResults

register = template.Library()

# The names that OpenGraph's readers know: a language with a country.
_LOCALES = {"ar": "ar_AR", "ckb": "ckb_IQ", "en": "en_US"}

_OPEN_GRAPH_TYPES: dict[type, str] = {Interview: "article", Speaker: "profile"}

# Of the pages of these there is a feed each, called by the kind.
_WITH_FEED: dict[type, str] = {
    Speaker: "feed-speaker",
    Outlet: "feed-outlet",
    Topic: "feed-topic",
    Entity: "feed-entity",
}


class _WordingNode(template.Node):
    # Not one of Django's simple block tags: those hide the blocks inside them from pages that extend it.
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.tag
def wording(parser: template.base.Parser, token: template.base.Token) -> _WordingNode:
    """What stands between ``{% wording name %}`` and ``{% endwording %}``, as ``name``: to be said twice."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endwording",))
    parser.delete_first_token()
    return _WordingNode(nodelist, name)


@register.inclusion_tag("parts/head_page.html", takes_context=True)
def page_head(
    context: template.Context, subject: Any = None, kind: str = "", parameters: str = "", card: str = ""
) -> dict[str, Any]:
    """Everything in a page's head that is there for machines.

    ``subject`` is what the page shows: an interview, a speaker, an outlet, a topic, an entity, a page of a
    list or the results of a search. ``kind`` is "home" on the home page and "interviews" on the list of all
    interviews, which have the feed of the latest ones. ``parameters`` are the names of those parts of the
    query that make it another page: ``"start end"``. ``card`` is the address of a wide card that networks
    show beside a link to it; an interview has its own. Without a request, on a page that reports an error,
    there is nothing to say.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return {}
    site, is_public = context["site"], context.get("is_public", True)
    address = site + _address(context, request, subject, parameters)
    interview = subject if isinstance(subject, Interview) else None
    language = get_language() or settings.LANGUAGE_CODE
    # The text of an interview is the same in every frame: only its one address is to be found.
    languages = {} if interview else {code: _in_language(address, code) for code, _name in settings.LANGUAGES}
    asked = request.GET.get("lang") == language
    canonical = languages.get(language, address) if asked else address
    title = _plain(context["page_title"]).removesuffix(f" | {_('Interview archive')}")
    found = {"canonical": canonical, "title": title, "is_public": is_public}
    if not is_public:
        # An editor's look at what nobody else may know of.
        return found
    card = interview_address(subject, site) if interview else card
    image = card or _picture(subject, site)
    data = _linked_data(context, subject, kind, address, title, image)
    return found | {
        "site_name": _("Interview archive"),
        "address": address,
        "languages": languages,
        "description": context["page_description"],
        "type": _OPEN_GRAPH_TYPES.get(type(subject), "website"),
        "locale": _LOCALES.get(interview.language if interview else language, language),
        # The text of an interview is in one language, whatever that of the page around it.
        "other_locales": []
        if interview
        else [locale for code, locale in _LOCALES.items() if code != language],
        "image": image,
        "card_size": Shape.WIDE.size if card else None,
        "interview": interview,
        "feeds": feeds_of(subject, kind),
        "linked_data": mark_safe(linked_data.written(data)),
    }


@register.inclusion_tag("parts/feed_links.html")
def feed_links(subject: Any = None, kind: str = "") -> dict[str, Any]:
    """The same feeds as the head names, for readers to see."""
    return {"feeds": feeds_of(subject, kind)}


def feeds_of(subject: Any = None, kind: str = "") -> list[tuple[str, str, str]]:
    """The feeds of what a page shows: media type, title and address of each."""
    name, arguments, query = "", [], ""
    if type(subject) in _WITH_FEED:
        name, arguments = _WITH_FEED[type(subject)], [subject.pk]
    elif isinstance(subject, SearchResults):
        if subject.is_asked:
            name, query = "feed-search", search_address(subject.request, sort="relevance", all_of="")
    elif kind in ("home", "interviews"):
        name = "feed-latest"
    if not name:
        return []
    language = get_language()
    if language != settings.LANGUAGE_CODE:
        # A feed reader keeps no cookie; the names in the feed are in the language of who subscribes.
        query += f"{'&' if query else '?'}lang={language}"
    return [
        (f"application/{format}+xml", label, reverse(name, args=[*arguments, format]) + query)
        for format, label in (("atom", "Atom"), ("rss", "RSS"))
    ]


def _in_language(address: str, code: str) -> str:
    """The address of a page in a language; the archive's own needs no saying."""
    if code == settings.LANGUAGE_CODE:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


def _plain(html: str) -> str:
    """The text of what is written for a page: «الدم &amp; الماء» -> «الدم & الماء»."""
    return unescape(strip_tags(html))


def _address(context: template.Context, request: HttpRequest, subject: Any, parameters: str) -> str:
    """The one address of the page: without what only changes how it looks, and with its number in a list."""
    if isinstance(subject, SearchResults):
        asked = subject.request
        return reverse("search") + (
            search_address(asked, page=asked.page, all_of="") if subject.is_asked else ""
        )
    path = (
        subject.get_absolute_url()
        if hasattr(subject, "get_absolute_url")
        else str(escape_uri_path(request.path))
    )
    kept = [(name, request.GET[name]) for name in parameters.split() if name in request.GET]
    page = context.get("page")
    # Narrowed lists are views of the whole one, whose pages have other numbers.
    if isinstance(page, Page) and page.number > 1 and not context.get("keep"):
        kept.append(("page", str(page.number)))
    return f"{path}?{urlencode(kept)}" if kept else path


def _picture(subject: Any, site: str) -> str:
    """The absolute address of a person's picture or an outlet's logo; without one, ""."""
    picture = getattr(subject, {Speaker: "picture", Outlet: "logo"}.get(type(subject), ""), None)
    return linked_data.absolute(picture.url, site) if picture else ""


def _linked_data(
    context: template.Context, subject: Any, kind: str, canonical: str, title: str, image: str
) -> linked_data.Data:
    """The page in the words of schema.org."""
    site: str = context["site"]
    description = _plain(context.get("page_description", ""))
    if kind == "home":
        return linked_data.home(site, title, description)
    match subject:
        case Interview():
            way = _way(site, ("interviews", _("Interviews")), subject, canonical)
            return linked_data.interview(subject, site, context.get("named", ()), image, way)
        case Speaker():
            way = _way(site, ("speakers", _("Speakers")), subject, canonical)
            return linked_data.speaker(subject, site, image, context.get("office", ""), way)
        case Outlet():
            way = _way(site, ("outlets", _("Outlets")), subject, canonical)
            return linked_data.outlet(subject, site, image, way)
        case Topic():
            way = _way(site, ("topics", _("Topics")), subject, canonical)
            return linked_data.topic(subject, canonical, context["page"], site, way)
        case Entity():
            return linked_data.entity(subject, site, _way(site, None, subject, canonical))
        case SearchResults():
            return linked_data.web_page(canonical, title, description, site, "SearchResultsPage")
        case Page():
            return linked_data.collection(canonical, title, subject, site)
    return linked_data.web_page(canonical, title, description, site)


def _way(site: str, above: tuple[str, str] | None, subject: Any, canonical: str) -> linked_data.Data:
    """From the home page over the list of its kind to the page of ``subject``."""
    way = [(_("Interview archive"), site + reverse("home"))]
    if above:
        page, name = above
        way.append((name, site + reverse(page)))
    return linked_data.breadcrumbs([*way, (str(subject), canonical)])
