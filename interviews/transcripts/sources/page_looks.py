"""What an element of a web page looks like, told by its tag, its attributes and its style.

Pages name their parts in `class` and `id` with words of English («entry-title», «shareButtons»); the word
that counts stands first or last. Such a name is a guess, and `html` takes it back where it covers too much.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from interviews.transcripts.source import Look

Attributes = Mapping[str, str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Elements whose text is not shown on the page.
HIDDEN = _set(
    "audio canvas datalist head iframe map noembed noframes noscript object picture rp script style svg"
    " template title video xml"
)
#: Elements with a blank line around them, and those that begin and end a line.
PARAGRAPHS = _set("blockquote dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul listing menu")
LINES = _set(
    "address article aside body caption center dd details dialog dir div dt fieldset figcaption footer form"
    " header hgroup html legend li main nav noindex option optgroup search section select summary tbody"
    " textarea tfoot thead tr"
)

#: Elements that hold the whole article, so that names of parts say nothing: «has-sidebar», «author-3».
WHOLE_PAGE = frozenset({"html", "body", "main", "article"})

_TAGS: dict[str, Look] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "nav": "menu",
    "li": "item",
    "time": "date",
    "button": "boilerplate",
    "select": "boilerplate",
    "textarea": "boilerplate",
}
_OUTSIDE_ARTICLE = frozenset({"header", "footer", "aside"})
_ROLES: dict[str, Look] = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "banner": "boilerplate",
    "contentinfo": "boilerplate",
    "complementary": "boilerplate",
    "search": "boilerplate",
    "heading": "heading",
    "listitem": "item",
}
_PROPERTIES: dict[str, Look] = {
    "author": "byline",
    "datepublished": "date",
    "datemodified": "date",
    "headline": "heading",
}


def _words(look: Look, words: str) -> dict[str, Look]:
    return dict.fromkeys(words.split(), look)


_NAMES: dict[str, Look] = {
    **_words("menu", "breadcrumb breadcrumbs menu nav navbar navigation pagination"),
    **_words(
        "boilerplate",
        "ad ads advert advertisement banner comment comments cookie cookies disqus footer newsletter popup"
        " recommended related respond share sharing sidebar social sponsored subscribe subscription tagcloud"
        " tags toolbar screen sr visually",
    ),
    **_words("byline", "byline author"),
    **_words("date", "date datetime published time timestamp"),
    **_words("caption", "caption"),
    **_words("quote", "blockquote pullquote quote"),
    **_words("heading", "headline kicker subheading subhead subtitle title"),
}
#: «no-sidebar», «with-comments»: the page has or lacks the part, the element is another one.
_NOT_THE_PART = _set("has have hide is no not show with without")
#: «wp-caption-text»: what holds the part, named behind it.
_HOLDERS = _set("area block box container inner section text widget wrap wrapper")
_NAME_PARTS = re.compile("[A-Z]*[a-z]+|[A-Z]+")
#: Names that are looked at: an element with thousands is not made by a page's author.
_MOST_NAMES = 20
_LONGEST_NAME = 80

_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|normal|lighter|\d{1,4})")
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b")
_RULE = re.compile(r"\.([\w-]{1,80})\s*\{([^{}]*)\}")


class Style(NamedTuple):
    """What a style says; None where it says nothing, so that the element around decides."""

    bold: bool | None = None
    emphasis: bool | None = None
    hidden: bool = False
    keeps_lines: bool = False
    block: bool = False


def style(declarations: str) -> Style:
    """The looks in CSS declarations: «font-weight:700; display:none»."""
    text = declarations.lower()
    weight, slant = _WEIGHT.search(text), _SLANT.search(text)
    return Style(
        bold=weight[1] == "bold" or (weight[1].isdecimal() and int(weight[1]) >= 600) if weight else None,
        emphasis=slant[1] != "normal" if slant else None,
        hidden=bool(_HIDING.search(text)),
        keeps_lines=bool(_KEEPS_LINES.search(text)),
        block=bool(_BLOCK.search(text)),
    )


def class_styles(sheet: str) -> dict[str, Style]:
    """The styles of a sheet's classes, as word processors write them: «.c3{font-weight:700}».

    Only bold and emphasis are taken: what a sheet hides, it may hide on some screens or in print alone.
    """
    styles: dict[str, Style] = {}
    for name, declarations in _RULE.findall(sheet):
        found = style(declarations)
        if found.bold is not None or found.emphasis is not None:
            styles[name] = Style(found.bold, found.emphasis)
    return styles


_PLAIN = Style()
_TAG_STYLES = {
    **dict.fromkeys(("b", "strong"), Style(bold=True)),
    **dict.fromkeys(("em", "i", "cite"), Style(emphasis=True)),
}


def tag_style(tag: str) -> Style:
    """What a tag alone says: <b> is bold."""
    return _TAG_STYLES.get(tag, _PLAIN)


def sure_look(tag: str, attributes: Attributes, *, in_article: bool) -> Look | None:
    """The look that the tag or an attribute with a standard meaning gives: <h2>, role="navigation"."""
    if tag in _OUTSIDE_ARTICLE and not in_article:
        return "boilerplate"
    if not attributes:
        return _TAGS.get(tag)
    return (
        _ROLES.get(attributes.get("role", "").lower())
        or _PROPERTIES.get(attributes.get("itemprop", "").lower())
        or ("byline" if attributes.get("rel", "").lower() == "author" else None)
        or _TAGS.get(tag)
        or ("date" if "datetime" in attributes and tag not in ("del", "ins") else None)
    )


def guessed_look(attributes: Attributes) -> Look | None:
    """The look that the names in `class` and `id` promise: «post-date», «entryTitle»."""
    names = f"{attributes.get('class', '')[:1000]} {attributes.get('id', '')[:_LONGEST_NAME]}".split()
    for name in names[:_MOST_NAMES]:
        parts = [part.lower() for part in _NAME_PARTS.findall(name[:_LONGEST_NAME])]
        while len(parts) > 1 and parts[-1] in _HOLDERS:
            parts.pop()
        if parts and not _NOT_THE_PART.intersection(parts):
            look = _NAMES.get(parts[0]) or _NAMES.get(parts[-1])
            if look or name.startswith(("MsoTitle", "MsoHeading")):
                return look or "heading"
    return None
