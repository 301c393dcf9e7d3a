"""Names in the text of an interview, their cards, and the page of an entity."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote, urljoin

import pytest
from django.test import Client
from django.urls import reverse

from interviews.models import Entity, Interview, Mention, MergedEntity
from interviews.templatetags.passages import NameTags, turn_text
from tests.calls import calls_of
from tests.factories import EntityFactory, MentionFactory, ParticipantFactory, SpeakerFactory, TurnFactory

Make = Callable[..., Interview]


class Nesting(HTMLParser):
    """Raises when a tag is closed that was not the last one opened, or never."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag not in self.open, "a link or mark inside of another"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


# --- Marks ----------------------------------------------------------------------------------------

TEXT = "قال إن قوات التحالف الدولي في كوردستان"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "marked"),
    [
        ([(7, 11)], ["قوات"]),  # inside of a name
        ([(4, 19)], ["إن ", "قوات التحالف"]),  # begins before it
        ([(20, 29)], ["الدولي", " في"]),  # goes on behind it
        ([(0, 38)], ["قال إن ", "قوات التحالف الدولي", " في ", "كوردستان"]),  # around several
        ([(7, 26)], ["قوات التحالف الدولي"]),  # just the name
        ([(0, 3), (7, 11), (12, 19)], ["قال", "قوات", "التحالف"]),
    ],
)
def test_found_words_and_names_may_overlap(found: list[tuple[int, int]], marked: list[str]) -> None:
    turn = TurnFactory(text=TEXT)
    for start, end, kind in ((7, 26, "organisation"), (30, 38, "place")):
        MentionFactory(turn=turn, start=start, end=end, entity=EntityFactory(kind=kind))
    turn.found = found
    shown = turn_text(turn)
    Nesting(shown)
    assert text_of(shown) == TEXT
    assert re.findall("<mark>(.*?)</mark>", shown) == marked
    assert [text_of(name) for name in re.findall("<a .*?</a>", shown)] == ["قوات التحالف الدولي", "كوردستان"]


@pytest.mark.django_db
def test_what_a_name_or_a_card_says_is_no_markup() -> None:
    turn = TurnFactory(text='<b>"بغداد"</b> & <i>')
    mention = MentionFactory(
        turn=turn, start=3, end=10, entity=EntityFactory(name='ب"><script>', kind="place")
    )
    turn.found = [(0, 5)]
    shown = turn_text(turn, NameTags({mention.entity_id: 'ب"><script>\nمكان'}))
    assert "<script" not in shown
    assert text_of(shown) == turn.text


@pytest.mark.django_db
def test_ten_names_add_at_most_three_kilobytes(client: Client) -> None:
    """With names, offices and addresses as long as they come, each name another person's."""
    office = "المتحدث الرسمي باسم القيادة المشتركة للعمليات في المنطقة الشمالية والشرقية"
    turn = TurnFactory(interview__status="published", text=" ".join(["محمد سالم"] * 10))
    for number in range(10):
        name = f"محمد سالم {'عبد الرحمن الخزرجي الأنصاري ' * 6}رقم {number}"
        speaker = SpeakerFactory(entity__name=name)
        ParticipantFactory(interview=turn.interview, speaker=speaker, office=office, label=name)
        MentionFactory(turn=turn, start=10 * number, end=10 * number + 9, entity=speaker.entity)
    page = read(client, turn.interview.get_absolute_url())
    paragraph = re.search(r"<p data-at=.0.>(<a class=\"name.*?)</p>", page, re.DOTALL)
    assert paragraph
    assert paragraph[1].count("data-card=") == 10
    assert len(paragraph[1].encode()) - len(turn.text.encode()) <= 3 * 1024


def test_a_card_says_name_kind_office_and_number_of_interviews(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    first = make_interview(answer="قال سلمان الراوي إنه عاد.", published_on="2019-01-01")
    speaker = first.participants.get(role="guest").speaker
    later = make_interview(
        answer="وسأل الراوي عن ذلك.", speaker=speaker, published_on="2021-01-01", title="ثانية"
    )
    later.participants.filter(speaker=speaker).update(office="وزير النقل")
    indexed()
    card = re.search('data-card="([^"]*)"[^>]*>سلمان الراوي', read(client, first.get_absolute_url()))
    assert card
    assert card[1].split("\n") == ["سلمان الراوي", "شخص", "وزير النقل", "ورد الاسم في مقابلتين"]
    # What is public no more is not counted, before the index has heard of it.
    later.status = "withdrawn"
    later.save()
    assert "ورد الاسم في مقابلة واحدة" in read(client, first.get_absolute_url())


@pytest.mark.parametrize(
    ("office", "line"), [(" " * 50, []), (" " * 50 + "وزير", ["وزير"]), ("وزير\nالنقل", ["وزير النقل"])]
)
def test_an_office_of_blanks_or_several_lines_makes_a_card_as_any(
    client: Client, make_interview: Make, office: str, line: list[str]
) -> None:
    """A JSON file may have it so."""
    interview = make_interview(answer="قال سلمان الراوي إنه عاد.")
    interview.participants.filter(role="guest").update(office=office)
    card = re.search('data-card="([^"]*)"[^>]*>سلمان الراوي', read(client, interview.get_absolute_url()))
    assert card
    assert card[1].split("\n") == ["سلمان الراوي", "شخص", *line]


def test_four_times_the_names_and_marks_cost_about_four_times_the_calls(
    client: Client, make_interview: Make
) -> None:
    EntityFactory(name="الموصل", kind="place")
    calls = []
    for number in (10, 100, 400):
        interview = make_interview(answer="الموصل كلمة " * number)
        address = interview.get_absolute_url() + "?q=" + quote("الموصل")
        assert read(client, address).count("<mark>الموصل</mark></a>") == number
        calls.append(calls_of(lambda address=address: client.get(address)))
    # What is quadratic makes sixteen times the calls.
    assert calls[2] < 5 * calls[1]


@pytest.mark.parametrize("state", ["rejected", "offered"])
def test_only_what_is_decided_is_marked_and_counted(
    client: Client, make_interview: Make, peshmerga: Any, indexed: Callable[[], None], state: str
) -> None:
    interview = make_interview()
    mention = Mention.objects.get(entity=peshmerga)
    mention.state = state
    mention.save()
    indexed()
    assert "organisation" not in read(client, interview.get_absolute_url())
    assert client.get(peshmerga.get_absolute_url()).status_code == 404


def test_a_search_marks_its_words_in_the_interview(
    client: Client, make_interview: Make, peshmerga: Any, indexed: Callable[[], None]
) -> None:
    interview = make_interview()
    indexed()
    results = read(client, "/search/?q=البيشمركه والتحالف")
    address = html.unescape(re.search(r'class="said answer"><a href="([^"]*)"', results)[1])
    path, _, fragment = address.partition("#")
    page = read(client, path)
    assert f'id="{fragment}"' in page
    assert "<mark>البيشمركةُ</mark></a>" in page
    assert "<mark>والتحالف</mark>" in page
    assert f'rel="canonical" href="http://testserver{interview.get_absolute_url()}"' in page
    assert "<mark>" not in read(client, interview.get_absolute_url())


def test_names_that_answer_a_search_are_marked_as_in_its_results(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    """«الكرمي» alone is what the interview says later; the entity answers the search for its other name."""
    person = EntityFactory(name="ناجي الحداد", kind="person", variants=["سامي الكرمي"])
    interview = make_interview(question="ماذا؟", answer="عاد سامي الكرمي أمس، وقال الكرمي: نعم.")
    assert Mention.objects.filter(entity=person).count() == 2
    indexed()
    address = "?q=" + quote("ناجي الحداد")
    for page in ("/search/", interview.get_absolute_url()):
        marked = re.findall("<mark>([^<]*الكرمي)</mark>", read(client, page + address))
        assert marked == ["سامي الكرمي", "الكرمي"]


@pytest.mark.parametrize("query", ["-البيشمركة", "AND OR", "ليسهناأبدا", 'متحدث:"سلمان الراوي"', "((("])
def test_a_search_that_marks_nothing_does_not_say_that_it_does(
    client: Client, make_interview: Make, peshmerga: Any, query: str
) -> None:
    page = client.get(make_interview().get_absolute_url(), {"q": query}).content.decode()
    assert "<mark>" not in page
    assert "من دون علامات" not in page
    assert 'class="name organisation"' in page


@pytest.mark.parametrize(
    "query",
    [
        '"البيشمركة والتحالف"',
        "البيشمركة -الموصل",
        "التحالف OR الموصل OR كوردستان",
        "كوردستان البيشم*",
        '"البيشمركة كوردستان"~9',
        "موصل " * 400,
        "\u202eالموصل\u2066",
        "<script>alert(1)</script> الموصل",
        '"الموصل',
    ],
)
def test_a_search_changes_nothing_of_the_text(
    client: Client, make_interview: Make, peshmerga: Any, query: str
) -> None:
    interview = make_interview()
    page = client.get(interview.get_absolute_url(), {"q": query}).content.decode()
    for turn in interview.turns.all():
        shown = page.partition(f'id="{turn.fragment}"')[2].partition("</section>")[0].partition("</p>")[2]
        Nesting(shown)
        assert text_of(shown.replace("</p>", "\n")).split() == turn.text.split()
    assert "<mark>" in page
    assert "<script>" not in page
    notice = page.partition('class="notice sought"')[2].partition("</p>")[0]
    assert "من دون علامات" in notice
    assert len(text_of(notice)) < 200
    # What somebody typed keeps its direction to itself.
    assert "<bdi>" in notice


def test_an_interview_offers_a_switch_for_each_kind_of_name_it_has(
    client: Client, make_interview: Make, peshmerga: Any
) -> None:
    page = read(client, make_interview(question="ماذا؟", answer="قالت البيشمركة").get_absolute_url())
    assert re.findall('id="names-([a-z]+)"', page) == ["organisation"]


def test_names_in_lead_and_closing_are_marked_where_they_have_a_page(
    client: Client, make_interview: Make, peshmerga: Any
) -> None:
    EntityFactory(name="زاخو", kind="place")
    interview = make_interview(answer="قالت البيشمركة.", lead="بين البيشمركة وزاخو", closing="عن «البيشمركة»")
    lead, closing = (
        re.search(f'<div class="{part}">(.*?)</div>', read(client, interview.get_absolute_url()), re.DOTALL)
        for part in ("lead", "closing")
    )
    assert lead
    assert closing
    assert (
        re.findall(r'<a class="name organisation"[^>]*>(.*?)</a>', lead[1] + closing[1]) == ["البيشمركة"] * 2
    )
    # Nothing of the archive but this lead names it: its page would be empty.
    assert "place" not in lead[1]
    assert text_of(lead[1]).strip() == interview.lead
    make_interview(answer="في زاخو.")
    assert 'class="name place"' in read(client, interview.get_absolute_url())


# --- The page of an entity ------------------------------------------------------------------------


@pytest.fixture
def river(make_interview: Make, indexed: Callable[[], None]) -> Entity:
    """Named in three interviews of two years, in questions and answers, beside a city."""
    river: Entity = EntityFactory(name="نهر الزاب", kind="place", variants=["الزاب"])
    EntityFactory(name="الموصل", kind="place")
    other = SpeakerFactory(entity__name="هدى السالم")
    make_interview(question="وماذا عن نهر الزاب؟", answer="الزَّاب بعيد عن الموصل.", published_on="2019-01-01")
    make_interview(question="ماذا؟", answer="نهر الزاب قريب.", speaker=other, published_on="2021-01-01")
    make_interview(question="ماذا؟", answer="لا أعرف نهر الزاب.", speaker=other, published_on="2021-05-05")
    make_interview(question="ما الزاب؟", answer="نهر.", status="draft")
    indexed()
    return river


def test_every_mention_stands_there_by_date_with_its_question(client: Client, river: Entity) -> None:
    page = read(client, river.get_absolute_url())
    said = re.findall(r'<p class="said (\w+)"><a[^>]*>(.*?)</a>', page)
    assert [(kind, text_of(text)) for kind, text in said] == [
        ("answer", "لا أعرف نهر الزاب."),
        ("answer", "نهر الزاب قريب."),
        ("question", "وماذا عن نهر الزاب؟"),
        ("answer", "الزَّاب بعيد عن الموصل."),
    ]
    assert "<mark>الزَّاب</mark>" in page
    asked = re.findall(r'<p class="asked"><a[^>]*>(.*?)</a>', page)
    assert asked == ["ماذا؟", "ماذا؟", "وماذا عن <mark>نهر الزاب</mark>؟"]
    oldest = read(client, river.get_absolute_url() + "?sort=oldest")
    first = re.search(r'<p class="said \w+"><a[^>]*>(.*?)</a>', oldest)
    assert first
    assert text_of(first[1]) == "وماذا عن نهر الزاب؟"


@pytest.mark.parametrize(("part", "count"), [("questions", 1), ("answers", 3), ("nonsense", 4)])
def test_questions_or_answers_alone_can_be_seen(client: Client, river: Entity, part: str, count: int) -> None:
    page = read(client, f"{river.get_absolute_url()}?in={part}")
    assert page.count('class="result"') == count
    assert "ورد الاسم في 3 مقابلات" in page


def test_its_numbers_are_what_their_searches_find(client: Client, river: Entity) -> None:
    page = read(client, river.get_absolute_url())
    link = r'<li><a rel="nofollow" href="([^"]*)"><span dir="auto">(.*?)</span> <span class="count">(\d+)'
    links = re.findall(link, page)
    assert [(name, number) for _address, name, number in links][:3] == [
        ("هدى السالم", "2"),
        ("سلمان الراوي", "1"),
        ("الموصل", "1"),
    ]
    for address, name, number in links:
        context = client.get(urljoin(river.get_absolute_url(), html.unescape(address))).context
        found = context["results"].total if "results" in context else context["page"].paginator.count
        assert found == int(number), unquote(address) + name


def test_what_it_is_named_with_is_counted_whatever_else_is_called_so(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    """«الموصل» is also a word of «جامعة الموصل», and there are two of one name: only one is meant."""
    river = EntityFactory(name="نهر الزاب", kind="place")
    city, town = EntityFactory(name="الموصل", kind="place"), EntityFactory(name="الموصل", kind="place")
    university = EntityFactory(name="جامعة الموصل", kind="organisation")
    interview = make_interview(question="ماذا؟", answer="نعم.")
    text = "نهر الزاب الموصل"
    for position, other in enumerate([city, city, town, university], 3):
        turn = TurnFactory(interview=interview, position=position, text=text)
        MentionFactory(turn=turn, entity=river, start=0, end=9)
        MentionFactory(turn=turn, entity=other, start=10, end=16)
    indexed()
    address = river.get_absolute_url()
    together = client.get(address).context["together"]
    assert [link.count for link in together] == [2, 1, 1]
    for link in together:
        page = client.get(address + link.url)
        assert page.context["page"].paginator.count == link.count
        assert page.content.decode().count("<mark>الموصل</mark>") == link.count
    # What was chosen is kept by the other choices, and can be taken back.
    page = read(client, f"{address}?with={city.pk}&in=answers&sort=oldest")
    assert f'href="?sort=oldest&amp;with={city.pk}"' in page
    assert f'href="?in=answers&amp;with={city.pk}"' in page
    assert 'href="?in=answers&amp;sort=oldest"' in page


@pytest.mark.parametrize("other", ["x", "0", "-1", "٣", "9" * 40, "itself", "hidden", ""])
def test_with_what_does_not_exist_all_passages_are_shown(client: Client, river: Entity, other: str) -> None:
    hidden = EntityFactory(name="سرّ لا يُعرف")
    number = {"itself": river.pk, "hidden": hidden.pk}.get(other, other)
    response = client.get(river.get_absolute_url(), {"with": number})
    assert response.context["page"].paginator.count == 4
    assert response.context["other"] is None
    assert "سرّ" not in response.content.decode()


def test_the_page_of_a_person_says_the_office_held_last(
    client: Client, make_interview: Make, indexed: Callable[[], None]
) -> None:
    first = make_interview(answer="قال سلمان الراوي إنه عاد.", published_on="2019-01-01")
    speaker = first.participants.get(role="guest").speaker
    later = make_interview(speaker=speaker, published_on="2021-01-01", title="ثانية")
    later.participants.filter(speaker=speaker).update(office="وزير النقل")
    draft = make_interview(speaker=speaker, published_on="2022-01-01", title="مسودة", status="draft")
    draft.participants.filter(speaker=speaker).update(office="سفير")
    indexed()
    page = read(client, speaker.entity.get_absolute_url())
    assert '<span class="office" dir="auto">وزير النقل</span>' in page
    assert "سفير" not in page


def test_its_chart_is_a_table_as_well(client: Client, river: Entity) -> None:
    page = read(client, river.get_absolute_url())
    rows = re.findall(r'<th scope="row"><a [^>]*href="([^"]*)"[^>]*>(\d+)</a></th><td>(\d+)</td>', page)
    assert [(year, number) for _address, year, number in rows] == [("2019", "2"), ("2021", "2")]
    for address, _year, number in rows:
        assert client.get(html.unescape(address)).context["results"].total == int(number)
        assert page.count(f'href="{address}"') == 2, "in the chart and in the table"


def test_its_spellings_are_counted_as_the_public_texts_have_them(client: Client, river: Entity) -> None:
    page = read(client, river.get_absolute_url())
    assert re.findall(r"<li><bdi>(.*?)</bdi> <span class=\"count\">(\d+)", page) == [
        ("نهر الزاب", "3"),
        ("الزَّاب", "1"),
    ]


def test_its_names_stand_there_by_kind_with_its_titles(client: Client, river: Entity) -> None:
    river.names.create(text="الزاب الكبير", kind="former")
    river.names.create(text="زاب", kind="abbreviation")
    river.titles.create(text="نهر العراق الثالث")
    page = read(client, river.get_absolute_url())
    for label, name in (("يُكتب أيضاً", "الزاب"), ("سابقاً", "الزاب الكبير"), ("اختصاراً", "زاب")):
        assert re.search(f"{label}:[^:]*<bdi[^>]*>{name}</bdi>", page), label
    assert "نهر العراق الثالث" in page


def test_later_pages_keep_what_was_chosen(client: Client, make_interview: Make, river: Entity) -> None:
    long = make_interview(question="ماذا؟", answer="الزاب.")
    for position in range(3, 30):
        MentionFactory(turn=TurnFactory(interview=long, position=position, text="الزاب"), entity=river, end=5)
    page = read(client, river.get_absolute_url() + "?in=answers&sort=oldest")
    assert "?in=answers&amp;sort=oldest&amp;page=2" in page


def test_the_address_of_a_merged_entity_leads_to_the_one_that_stayed(client: Client, river: Entity) -> None:
    MergedEntity.objects.create(number=987_654, entity=river)
    for address in (reverse("entity-by-number", args=[987_654]), reverse("entity", args=[987_654, "قديم"])):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, river.get_absolute_url())
    hidden = EntityFactory()
    MergedEntity.objects.create(number=987_655, entity=hidden)
    assert client.get(reverse("entity-by-number", args=[987_655])).status_code == 404


def test_an_editor_follows_the_names_of_a_draft(
    admin_client: Client, client: Client, make_interview: Make, peshmerga: Any
) -> None:
    draft = make_interview(status="draft")
    address = re.search(
        '<a class="name organisation" href="([^"]*)"', read(admin_client, draft.get_absolute_url())
    )
    assert address
    page = read(admin_client, address[1])
    assert 'class="notice"' in page
    # Its passages are those that the public can read.
    assert 'class="result"' not in page
    assert client.get(address[1]).status_code == 404
    make_interview()
    assert 'class="notice"' not in read(admin_client, address[1])
