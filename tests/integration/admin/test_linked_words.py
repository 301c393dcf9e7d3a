"""What a link to words shows after every way in which an interview is edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from reversion.models import Version

from interviews.actions.publishing import publish, withdraw
from interviews.actions.revisions import revert
from interviews.exports.selection import Selection
from interviews.models import Interview, Turn

OpenForm = Callable[..., Any]

TEXT = "قبل كلّ شيء. تغيّر الكثير في المدينة منذ العام الماضي. وهذا كلّ شيء."
WORDS = "تغيّر الكثير في المدينة"


@pytest.fixture
def answer(interview: Interview) -> Turn:
    Turn.objects.filter(interview=interview, position=2).update(text=TEXT)
    return interview.turns.get(position=2)


def link(turn: Turn, words: str = WORDS) -> str:
    """The path of the link to words of a turn, as it is given to readers."""
    start = turn.text.index(words)
    selection = Selection.of(turn, start, start + len(words))
    assert selection is not None
    return f"{turn.interview.get_absolute_url()}?words={selection}"


def read(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def change(open_form: OpenForm, interview: Interview, **fields: str) -> None:
    assert open_form(interview).send(**fields).status_code == 302


def marked(words: str) -> str:
    return f'<mark class="linked" id="words">{words}</mark>'


def test_words_that_stand_are_marked_and_nothing_is_said(answer: Turn) -> None:
    page = read(link(answer))
    assert marked(WORDS) in page
    assert "earlier-wording" not in page


def test_words_are_found_again_when_the_text_before_them_was_edited(
    open_form: OpenForm, answer: Turn
) -> None:
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("قبل كلّ شيء.", "أقول أوّلاً:")})
    page = read(address)
    assert marked(WORDS) in page
    assert "earlier-wording" not in page


def test_words_are_found_again_in_the_turn_to_which_they_were_moved(
    open_form: OpenForm, answer: Turn
) -> None:
    address = link(answer)
    change(
        open_form,
        answer.interview,
        **{"turns-1-text": "قبل كلّ شيء.", "turns-3-text": f"نعم. {WORDS} منذ العام الماضي."},
    )
    page = read(address)
    assert page.index('id="words"') > page.index(f'id="{answer.interview.turns.get(position=4).fragment}"')
    assert marked(WORDS) in page


def test_changed_words_are_shown_beside_those_that_stand_there_now(open_form: OpenForm, answer: Turn) -> None:
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل جدّاً")})
    page = read(address)
    notice = page[page.index('id="words"') : page.index('class="text"')]
    assert f'<blockquote lang="ar" dir="auto">{WORDS}</blockquote>' in notice
    assert '<blockquote lang="ar" dir="auto">تغيّر القليل جدّاً في المدينة</blockquote>' in notice
    assert "<del>الكثير</del> <ins>القليل جدّاً</ins>" in notice
    # What stands there now is marked, too, but the address leads to the notice.
    assert '<mark class="linked">تغيّر القليل جدّاً في المدينة</mark>' in page
    assert page.count('id="words"') == 1


def test_after_several_edits_the_words_are_compared_with_the_present_ones(
    open_form: OpenForm, answer: Turn
) -> None:
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل")})
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "كلّ شيء")})
    page = read(address)
    assert "<ins>كلّ شيء</ins>" in page
    assert "القليل" not in page


def test_a_return_to_the_earlier_state_brings_the_words_back(open_form: OpenForm, answer: Turn) -> None:
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل")})
    newer = link(interview_turn(answer), "تغيّر القليل في المدينة")
    first = Version.objects.get_for_object(answer.interview).order_by("pk").first()
    assert first is not None
    revert(first)
    assert marked(WORDS) in read(address)
    # And who linked to the wording in between is told.
    assert "تغيّر القليل في المدينة</blockquote>" in read(newer)


def interview_turn(turn: Turn) -> Turn:
    return Turn.objects.select_related("interview").get(pk=turn.pk)


@pytest.mark.parametrize("fields", [{"turns-1-DELETE": "on"}, {"turns-1-text": "لا تعليق."}])
def test_words_that_were_taken_out_are_shown_with_that_said(
    open_form: OpenForm, answer: Turn, fields: dict[str, str]
) -> None:
    address = link(answer)
    change(open_form, answer.interview, **fields)
    page = read(address)
    notice = page[page.index('id="words"') : page.index('class="text"')]
    assert WORDS in notice


def test_wording_of_a_draft_is_never_shown(open_form: OpenForm, answer: Turn) -> None:
    Interview.objects.filter(pk=answer.interview_id).update(status="draft")
    answer.interview.refresh_from_db()
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل")})
    publish([answer.interview])
    # Edited again when it was public: only the draft had the words.
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "كلّ شيء")})
    page = read(address)
    assert "الكثير" not in page
    assert "earlier-wording" not in page


def test_wording_that_was_changed_under_embargo_is_never_shown(open_form: OpenForm, answer: Turn) -> None:
    address = link(answer)
    embargo = timezone.now() + timedelta(hours=1)
    Interview.objects.filter(pk=answer.interview_id).update(publish_at=embargo)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل")})
    Interview.objects.filter(pk=answer.interview_id).update(publish_at=timezone.now())
    assert "الكثير" not in read(address)


@pytest.mark.parametrize(
    "way", ["withdrawn before", "withdrawn by the same save", "embargo by the same save"]
)
def test_wording_that_was_taken_out_of_the_public_with_its_interview_is_never_shown(
    open_form: OpenForm, answer: Turn, way: str
) -> None:
    address, interview = link(answer), answer.interview
    # A state of which the public could read the words.
    change(open_form, interview, **{"place": "الموصل"})
    fields = {"turns-1-text": TEXT.replace("الكثير", "القليل")}
    if way == "withdrawn before":
        withdraw([interview])
    elif way == "withdrawn by the same save":
        fields["status"] = "withdrawn"
    else:
        fields |= {"publish_at_0": "2099-01-01", "publish_at_1": "10:00"}
    change(open_form, Interview.objects.get(pk=interview.pk), **fields)
    stored = Interview.objects.get(pk=interview.pk)
    assert not stored.is_public()
    Interview.objects.filter(pk=interview.pk).update(publish_at=None)
    publish([stored])
    change(open_form, Interview.objects.get(pk=interview.pk), **{"place": "البصرة"})
    page = read(address)
    assert "الكثير" not in page
    assert "earlier-wording" not in page


def test_a_withdrawn_interview_shows_no_wording_at_all(open_form: OpenForm, answer: Turn) -> None:
    address = link(answer)
    change(open_form, answer.interview, **{"turns-1-text": TEXT.replace("الكثير", "القليل")})
    withdraw([answer.interview])
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "value",
    ["", "x", "k.0-4.00000000", "{key}.0-4.00000000", "{key}.0-9999999.00000000", "{key}.3-2.00000000"],
)
def test_a_value_that_means_no_words_shows_the_page_as_without_it(answer: Turn, value: str) -> None:
    address = answer.interview.get_absolute_url()
    # Elsewhere on the page, the links to other languages keep the query.
    plain, linked = read(address), read(f"{address}?words={value.format(key=answer.key)}")
    assert linked[linked.index("<article") :] == plain[plain.index("<article") :]


def test_words_across_a_name_and_a_paragraph_are_marked_whole_beside_those_of_a_search(
    interview: Interview,
) -> None:
    turn = interview.turns.get(position=4)
    Turn.objects.filter(pk=turn.pk).update(text="نعمل في بغداد.\n\nونعمل في غيرها.")
    turn = interview_turn(turn)
    address = link(turn, "في بغداد.\n\nونعمل")
    page = read(f"{address}&q=نعمل")
    assert page.count('id="words"') == 1
    assert marked("في بغداد.") in page
    assert '<mark class="linked">ونعمل</mark> في غيرها.' in page
    assert "<mark>نعمل</mark> " in page


def test_nothing_more_is_asked_of_the_database_as_long_as_the_words_stand(
    answer: Turn, django_assert_max_num_queries: Any
) -> None:
    address = answer.interview.get_absolute_url()
    client = Client()
    read(address, client)
    with django_assert_max_num_queries(12):
        read(link(answer), client)
