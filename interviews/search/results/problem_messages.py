"""What is said about a query that is not as it should be, on the search page and in the API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews.search.language.tree import QueryProblem

PROBLEM_MESSAGES: dict[str, Any] = {
    "too_long": _("The query was too long; only its beginning was searched for."),
    "unclosed_quotation": _("A quotation mark is not closed; the phrase was taken to reach to the end."),
    "unclosed_parenthesis": _("A parenthesis is not closed; the group was taken to reach to the end."),
    "unopened_parenthesis": _("A parenthesis is closed that was never opened; it was left out."),
    "nested_too_deeply": _("There are too many parentheses inside one another; the innermost were left out."),
    "dangling_operator": _("“%(text)s” stands without words on both sides, and was left out."),
    "short_prefix": _("Before * there must be at least two letters: “%(text)s” was searched for as a word."),
    "misplaced_star": _("* stands only at the end of a word; “%(text)s” was searched for instead."),
    "star_in_phrase": _("In quotation marks * stands for nothing; “%(text)s” was searched for."),
    "several_signs": _("Before a word stands one sign only; “%(text)s” was searched for without them."),
    "unknown_field": _("The search has no field “%(text)s:”; it was taken as a word."),
    "tilde_without_phrase": _(
        "~ stands only behind a phrase in quotation marks; the word “%(text)s” was searched for."
    ),
    "proximity_too_wide": _("Words of a phrase may be at most 100 words apart."),
    "field_without_value": _("“%(text)s:” has no value, and was left out."),
    "bad_date": _("“%(text)s” is no date the archive knows: write 2014, 2014-08 or 2014-08-24."),
    "prefix_in_title": _("In titles only whole words are searched: “%(text)s”."),
    "nothing_to_search": _("There is no letter and no digit in the query."),
    "only_exclusions": _("The query only says what must not occur; everything else is shown."),
    "unknown_speaker": _("No speaker of the archive is called “%(text)s”."),
    "unknown_outlet": _("No outlet of the archive is called “%(text)s”."),
    "unknown_entity": _("Nobody and nothing in the archive is called “%(text)s”."),
    "unknown_topic": _("The archive has no topic “%(text)s”."),
}


def problem_message(problem: QueryProblem) -> str:
    """What is said about a problem, in the reader's language."""
    return str(PROBLEM_MESSAGES[problem.code]) % {"text": problem.text}
