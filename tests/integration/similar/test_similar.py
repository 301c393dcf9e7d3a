"""The same interview twice: republished, excerpted, quoted; and interviews that only look alike."""

import random
from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from interviews.actions.editing import after_edit, write_turns
from interviews.actions.revisions import keep_present_state, revert
from interviews.actions.similar import Likeness, Similar, remember_text, similar_interviews
from interviews.arabic.normalize import strip_tashkeel
from interviews.models import Interview, Outlet, Shingle
from tests.factories import InterviewFactory, OutletFactory, TurnFactory

pytestmark = pytest.mark.django_db

# Two interviews of one agency with one guest: the same lead and closing, the same formulas.
LEAD = "التقت وكالة الضفاف السيدة ناهدة العبيدي، رئيسة اتحاد صيادي البحيرة، في مقر الاتحاد، وكان هذا الحوار:"
CLOSING = "شكراً جزيلاً لكِ سيدة ناهدة على هذا الوقت، ونتمنى لكم التوفيق في عملكم خدمةً لأهل البحيرة."
FIRST = [
    "في البداية نرحب بكِ سيدة ناهدة، ونسأل: كم قارباً يخرج إلى البحيرة هذه الأيام بعد انحسار المياه؟",
    "أهلاً وسهلاً بكم. في الحقيقة كان يخرج كلَّ فجر نحو مئتي قارب، أما اليوم فلا يخرج سوى سبعين، لأن المرسى "
    "القديم صار بعيداً عن الماء مسافة ساعة مشياً، وقد اضطر كثيرون إلى بيع محركاتهم لتسديد ديون الشباك.",
    "وماذا طلبتم من الجهات المعنية لمعالجة هذا الوضع قبل حلول الصيف؟",
    "طلبنا حفر قناة قصيرة بطول ثمانمئة متر تصل المرسى بالجزء العميق، وهي لا تكلف أكثر من ثمن جسر صغير، "
    "ووعدتنا المحافظة بدراسة الطلب مرتين، ثم تغيّر المدير وبدأنا من الصفر. نحن لا نريد صدقة من أحد.",
    "هل صحيح أن بعض الصيادين صاروا يستعملون الصعق الكهربائي؟",
    "نعم، وللأسف هم من أولادنا أيضاً. لكننا في الاتحاد سحبنا بطاقات أحد عشر عضواً وسلّمنا أجهزتهم للشرطة، "
    "لأن من يصعق الماء يقتل بيض السمك معه، ولا يبقي لأحد شيئاً في الموسم المقبل.",
]
SECOND = [
    "في البداية نرحب بكِ سيدة ناهدة، ونسأل: لماذا قررتم افتتاح مدرسة مسائية داخل مقر الاتحاد؟",
    "أهلاً وسهلاً بكم. في الحقيقة اكتشفنا أن نصف الأعضاء لا يقرؤون عقود بيع السمك التي يوقعونها مع التجار، "
    "فخصصنا قاعتين ومعلمتين متقاعدتين، وبدأنا بخمسة وثلاثين رجلاً تتراوح أعمارهم بين العشرين والسبعين.",
    "وكيف استقبلت العائلات هذه الفكرة في بدايتها؟",
    "ضحكوا أولاً، ثم جاءت الزوجات يسألن عن صف خاص بهن، فافتتحنا صفاً ثالثاً في الصباح. واليوم تكتب أم حسين "
    "وهي في الستين حسابات زوجها بيدها، وتقول إن التاجر لم يعد يجرؤ على تغيير الأرقام في الدفتر.",
    "هل تلقيتم دعماً من وزارة التربية أو من منظمات المجتمع؟",
    "تلقينا الكتب من المديرية، والمقاعد من مدرسة أغلقت أبوابها. أما المدفأة والنفط فمن صندوق الاتحاد، "
    "ولا أخفيكم أن الشتاء الماضي كان قاسياً، لكن أحداً من الطلاب لم يتغيب عن الامتحان الأخير.",
]


def article(turns: list[str], lead: str = LEAD, closing: str = CLOSING) -> str:
    """An article as it is pasted, with a label before every turn."""
    labels = ("وكالة الضفاف", "ناهدة العبيدي")
    spoken = [f"{labels[number % 2]}: {text}" for number, text in enumerate(turns)]
    return "\n\n".join(["رئيسة الصيادين تتحدث عن البحيرة", lead, *spoken, closing])


def store(turns: list[str], outlet: Outlet | None = None) -> Interview:
    interview = InterviewFactory(lead=LEAD, closing=CLOSING, outlet=outlet)
    for number, text in enumerate(turns):
        TurnFactory(interview=interview, kind=("question", "answer")[number % 2], text=text)
    remember_text(interview)
    return interview


@pytest.fixture
def stored() -> Interview:
    """The first interview, among others of which one is by the same agency with the same guest."""
    interview = store(FIRST)
    store(SECOND)
    return interview


def only(text: str) -> Similar:
    (found,) = similar_interviews(text)
    return found


def misspelt(text: str) -> str:
    """A text as typed in a hurry: no vowel signs, hamzas or dots, a stretched letter, other punctuation."""
    pairs = [("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("،", " ,"), ("؟", "?"), (":", " -")]
    text = strip_tashkeel(text)
    for written, typed in pairs:
        text = text.replace(written, typed)
    return text.replace("البحيره", "البحيـــره")


# --- What is found ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (article(FIRST), Likeness.SAME),
        (misspelt(article(FIRST)), Likeness.SAME),
        # Another headline and lead, no labels, other marks, all on one line.
        ("«القناة أولاً»\nكتب محررنا: هذا ما قالته رئيسة الاتحاد. ● " + " ● ".join(FIRST), Likeness.SAME),
        # Cut by half.
        (article(FIRST[:2], closing=""), Likeness.EXCERPT),
        ("\n".join(FIRST[2:4]), Likeness.EXCERPT),
        # With more on the page than the interview.
        (article(FIRST) + "\n".join(f"خبر {i} من يوم {i} عن بلدة {i}" for i in range(40)), Likeness.LONGER),
        # Some of it, in a report of another.
        ("\n".join([*(f"حديث {i} عن {i} مع {i} في {i}" for i in range(16)), *FIRST[1:4]]), Likeness.RELATED),
    ],
    ids=["as it is", "misspelt", "republished", "half", "one exchange", "within a report", "quoted"],
)
def test_the_same_interview_is_found(stored: Interview, text: str, kind: Likeness) -> None:
    found = only(text)
    assert (found.interview, found.kind) == (stored, kind)


def test_a_text_with_a_word_changed_in_every_line_is_still_the_same(stored: Interview) -> None:
    chance = random.Random(7)
    words = article(FIRST).split()
    for place in chance.sample(range(len(words)), len(words) // 20):
        words[place] = "كلمة"
    assert only(" ".join(words)).kind == Likeness.SAME


def test_shares_are_of_words_and_both_ways(stored: Interview) -> None:
    found = only("\n".join(FIRST[:2]))
    assert found.of_text == 1
    assert found.of_interview == pytest.approx(
        len(" ".join(FIRST[:2]).split()) / len(" ".join([LEAD, *FIRST, CLOSING]).split()), abs=0.02
    )
    assert 0 < found.jaccard < found.of_interview + 0.01
    assert found.percent == 100


def test_several_are_sorted_by_likeness(stored: Interview) -> None:
    excerpt = store(FIRST[:2])
    assert [found.interview for found in similar_interviews(article(FIRST))] == [stored, excerpt]


@pytest.mark.parametrize(
    ("of_interview", "of_text", "other"),
    [("نهر", "نهر", False), ("نهر", "جبل", True), (None, "نهر", None), ("نهر", None, None)],
)
def test_another_outlet_is_told_where_both_are_known(
    of_interview: str | None, of_text: str | None, other: bool | None
) -> None:
    outlets = {name: OutletFactory() for name in ("نهر", "جبل")}
    store(FIRST, outlets.get(of_interview or ""))
    (found,) = similar_interviews(article(FIRST), outlet=outlets.get(of_text or ""))
    assert found.other_outlet is other


# --- What is not -----------------------------------------------------------------------------------


def test_another_interview_with_the_same_guest_lead_and_formulas_is_not_found(stored: Interview) -> None:
    Interview.objects.exclude(pk=stored.pk).delete()
    assert similar_interviews(article(SECOND)) == []


@pytest.mark.parametrize(
    "text", ["", " \n", "نعم.", LEAD, CLOSING, "\u200f", "ا ب ج د", "Yes, we can do it."]
)
def test_too_little_text_is_like_nothing(stored: Interview, text: str) -> None:
    assert similar_interviews(text) == []


def test_the_interview_itself_can_be_left_out(stored: Interview) -> None:
    assert similar_interviews(article(FIRST), exclude=stored.pk) == []


# --- Every change of the archive is followed ---------------------------------------------------------


def test_an_edited_text_is_found_as_it_now_is(stored: Interview) -> None:
    (last,) = stored.turns.filter(position=6)
    last.text = " ".join(f"جواب {number} بعد التصحيح" for number in range(40))
    write_turns(stored, list(stored.turns.in_order()), [last])
    after_edit(stored)
    assert only(last.text).interview == stored
    assert only("\n".join(FIRST)).of_text < 1


def test_a_deleted_interview_is_forgotten_until_it_is_brought_back(stored: Interview) -> None:
    keep_present_state(stored)
    version = Version.objects.get_for_object(stored).get()
    Interview.objects.filter(pk=stored.pk).delete()
    assert not Shingle.objects.filter(interview_id=version.object_id).exists()
    assert similar_interviews(article(FIRST)) == []
    brought_back = revert(version)
    assert only(article(FIRST)).interview == brought_back


def test_remembering_an_unchanged_text_writes_nothing(stored: Interview) -> None:
    before = set(Shingle.objects.values_list("hash", "interview_id"))
    with CaptureQueriesContext(connection) as queries:
        remember_text(stored)
    assert not any("INSERT" in query["sql"] or "DELETE" in query["sql"] for query in queries)
    assert set(Shingle.objects.values_list("hash", "interview_id")) == before


def test_all_are_remembered_anew(stored: Interview) -> None:
    before = set(Shingle.objects.values_list("hash", "interview_id"))
    Shingle.objects.update(hash=F("hash") + 1)
    call_command("rebuild_shingles", verbosity=0)
    assert set(Shingle.objects.values_list("hash", "interview_id")) == before


def test_the_migration_fills_the_table_for_interviews_that_are_there(stored: Interview) -> None:
    before = set(Shingle.objects.values_list("hash", "interview_id"))
    Shingle.objects.all().delete()
    import_module("interviews.migrations.0003_shingles").fill(apps, None)
    assert set(Shingle.objects.values_list("hash", "interview_id")) == before


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    stored: Interview, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    store(FIRST, OutletFactory())
    store(FIRST[:4], OutletFactory())
    # Hashes, sizes, interviews with outlets, their turns, names of outlets.
    with django_assert_num_queries(5):
        assert len(similar_interviews(article(FIRST))) == 3
