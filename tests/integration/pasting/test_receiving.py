"""What comes to the desk: kept before it is read, whatever it is."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from interviews.actions import pasting
from interviews.actions.pasting import Facts, PasteError
from interviews.models import Paste, PasteSource
from interviews.transcripts.draft import faults
from tests.factories import OutletFactory, SpeakerFactory, TopicFactory

from .conftest import TEXT

pytestmark = pytest.mark.django_db

BINARY = b"\0\1\2"


def test_a_text_is_kept_and_read(editor: Any) -> None:
    paste = pasting.receive(TEXT, by=editor)
    stored = Paste.objects.for_desk().get()
    assert stored == paste
    assert (stored.text, stored.status, stored.error, stored.added_by) == (TEXT, "waiting", "", editor)
    assert bytes(PasteSource.objects.get().original) == TEXT.encode()
    assert (stored.turn_count, stored.doubt_count, stored.layout) == (4, 0, "labelled")
    assert str(stored) == "مقابلة مع وليد النجار"
    assert stored.opening.startswith("تقديم قصير للحوار. المذيعة: متى")
    draft = stored.current_draft
    assert draft is not None
    assert faults(draft) == []
    assert (stored.can_undo, stored.can_redo) == (False, False)


def test_a_crash_of_the_parser_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object) -> None:
        raise RecursionError("too deep")

    with monkeypatch.context() as patched:
        patched.setattr(pasting, "parse", crash)
        paste = pasting.receive(TEXT)
    assert paste.draft is None
    assert paste.error
    assert (paste.text, paste.status, paste.opening[:5]) == (TEXT, "waiting", "تقديم")
    with pytest.raises(PasteError) as refused:
        pasting.apply(paste, paste.version, "change_kind", {"block": 1, "kind": "answer"})
    assert refused.value.code == "unread"
    again = pasting.read_again(paste, paste.version)
    assert (again.error, again.turn_count, again.step) == ("", 4, 0)


def test_a_process_that_dies_while_it_reads_has_kept_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_arguments: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(pasting, "parse", die)
        with pytest.raises(SystemExit):
            pasting.receive(TEXT)
    paste = Paste.objects.for_desk().get()
    assert (paste.text, paste.draft, paste.error) == (TEXT, None, "")
    assert pasting.read_again(paste, paste.version).turn_count == 4


def test_a_text_cannot_be_received_inside_of_another_transaction() -> None:
    """It would be gone with that one's rollback."""
    with transaction.atomic(), pytest.raises(RuntimeError):
        pasting.receive(TEXT)


def test_a_file_that_cannot_be_read_is_kept_with_the_reason() -> None:
    paste = pasting.receive(data=BINARY, file_name="حوار.txt")
    assert paste.draft is None
    assert paste.error
    assert (str(paste), paste.text) == ("حوار.txt", "")
    assert bytes(PasteSource.objects.get().original) == BINARY
    assert pasting.read_again(paste, paste.version).error == paste.error


def test_a_file_is_read_in_its_encoding_and_its_bytes_are_kept() -> None:
    data = TEXT.encode("cp1256")
    paste = pasting.receive(data=data, file_name="مقابلة.txt")
    assert (paste.text, paste.source.media, paste.turn_count) == (TEXT, "text", 4)
    assert "1256" in paste.source.encoding
    assert bytes(PasteSource.objects.get().original) == data


def test_a_page_becomes_its_text() -> None:
    page = "<html><body><p>المذيعة: متى؟</p><p>وليد: <b>غداً.</b></p></body></html>"
    paste = pasting.receive(page)
    assert paste.source.media == "html"
    assert "<p>" not in paste.text
    assert bytes(PasteSource.objects.get().original) == page.encode()
    assert [passage[2] for passage in paste.source.formatted if passage[2] == "strong"] == ["strong"]


def test_the_clipboards_page_says_how_the_pasted_lines_looked() -> None:
    text = "متى بدأ العمل؟\nبدأ قبل عام."
    paste = pasting.receive(text, clipboard_html="<p><b>متى بدأ العمل؟</b></p><p>بدأ قبل عام.</p>")
    assert paste.text == text
    assert [text[start:end] for start, end, look in paste.source.formatted if look == "strong"] == [
        "متى بدأ العمل؟"
    ]
    assert PasteSource.objects.get().clipboard_html.startswith("<p><b>")


def test_a_clipboards_page_without_text_is_no_obstacle() -> None:
    assert pasting.receive(TEXT, clipboard_html="<p></p>").turn_count == 4


def test_line_ends_of_a_form_are_those_of_the_page() -> None:
    paste = pasting.receive(TEXT.replace("\n", "\r\n"))
    assert paste.text == TEXT
    assert b"\r\n" in bytes(PasteSource.objects.get().original)


def test_what_no_database_holds_is_marked_and_kept_in_the_original() -> None:
    text = "المذيعة: متى\0؟\nوليد: غداً\ud800."
    paste = pasting.receive(text, clipboard_html="<p>\0</p>", file_name="")
    stored = Paste.objects.for_desk().get(pk=paste.pk)
    assert stored.text == "المذيعة: متى\ufffd؟\nوليد: غداً\ufffd."
    assert bytes(PasteSource.objects.get().original) == text.encode(errors="surrogatepass")


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0\r\n"])
def test_nothing_is_kept_of_nothing(text: str) -> None:
    with pytest.raises(PasteError) as refused:
        pasting.receive(text)
    assert refused.value.code == "empty"
    assert not Paste.objects.exists()


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(PasteError) as refused:
        pasting.receive(data=b"", file_name="حوار.txt")
    assert refused.value.code == "empty"


def test_more_than_the_archive_takes_is_refused(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2
    with pytest.raises(PasteError) as refused:
        pasting.receive("م" * 1024**2)
    assert refused.value.code == "too_long"
    assert "1" in str(refused.value)
    assert not PasteSource.objects.exists()


@pytest.mark.parametrize(
    "text", ["\u200f", "ـ", "س", "لە هەولێر کۆبوونەوەیەک بەڕێوەچوو", "٢٠٢٠", "Just English.", "?؟", "\ufeff"]
)
def test_any_text_is_received(text: str) -> None:
    paste = pasting.receive(text)
    draft = paste.current_draft
    assert draft is not None
    assert (draft.text, faults(draft)) == (text, [])


def test_what_is_known_is_kept_and_nothing_is_suggested_over_it() -> None:
    outlet, topic = OutletFactory(), TopicFactory()
    facts = Facts("عنوان", outlet, date(2020, 8, 24), "أربيل", "https://example.org/1", "ckb", (topic,))
    paste = Paste.objects.get(pk=pasting.receive(TEXT, facts=facts).pk)
    said = (paste.title, paste.outlet, paste.published_on, paste.place, paste.source_url, paste.language)
    assert said == ("عنوان", outlet, date(2020, 8, 24), "أربيل", "https://example.org/1", "ckb")
    assert list(paste.topics.all()) == [topic]


def test_language_title_and_outlet_are_suggested_by_the_text() -> None:
    outlet = OutletFactory(entity__name="وكالة السنبلة")
    paste = pasting.receive("وكالة السنبلة: متى؟\nهالة الصباغ: غداً.\nوكالة السنبلة: وأين؟\nهالة الصباغ: هنا.")
    assert (paste.language, paste.title, paste.outlet) == ("ar", "مقابلة مع هالة الصباغ", outlet)
    kurdish = pasting.receive("پ: کەی دەستتان پێ کرد؟\nو: لە هەولێر کۆبوونەوەیەک بەڕێوەچوو.")
    assert kurdish.language == "ckb"


def test_a_speaker_of_the_very_name_is_chosen_and_shown_as_chosen() -> None:
    speaker = SpeakerFactory(entity__name="وليد النجّار")
    draft = pasting.receive(TEXT).current_draft
    assert draft is not None
    decided = [(one.name, one.decision, one.speaker_id) for one in draft.speakers]
    assert decided == [("المذيعة", "open", None), ("وليد النجار", "existing", speaker.pk)]


def test_of_two_speakers_of_one_name_none_is_chosen() -> None:
    SpeakerFactory(entity__name="وليد النجار")
    SpeakerFactory(entity__name="وليد النجار")
    draft = pasting.receive(TEXT).current_draft
    assert draft is not None
    assert {one.decision for one in draft.speakers} == {"open"}


def test_the_same_text_may_wait_twice() -> None:
    assert pasting.receive(TEXT) != pasting.receive(TEXT)
