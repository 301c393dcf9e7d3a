"""Who answers in an interview without names: the guest as the lead, the headline and the questions tell."""

import pytest

from interviews.transcripts import Speaker, Transcript, parse

EXCHANGE = (
    "● كيف بدأت الحكاية معكم؟\n"
    "- بدأت قبل عشرين عاماً، ولم تكن سهلة.\n"
    "● وما الذي تغيّر منذ ذلك الوقت؟\n"
    "- تغيّر كل شيء، المكان والناس وطريقة العمل.\n"
    "● هل أنتم راضون عن النتيجة؟\n"
    "- نعم، إلى حد بعيد.\n"
)


def guests(transcript: Transcript) -> set[str | None]:
    return {turn.speaker for turn in transcript.turns if turn.kind == "answer"}


#: A lead and the guest's name in it, in the manner of many newspapers.
LEADS = [
    # A title or a profession before the name.
    ("التقينا الدكتور سالم الوادعي في مكتبه، وكان هذا الحوار:", "سالم الوادعي"),
    (
        "كشف اللاعب الأرجنتيني دييغو كارداسو عن أسباب رحيله عن الفريق، وتحدث عن عودته المنتظرة:",
        "دييغو كارداسو",
    ),
    (
        "بعد غياب طويل عن الشاشة تعود الفنانة المصرية نيرمين شوقي بعمل جديد، فكان معها هذا اللقاء:",
        "نيرمين شوقي",
    ),
    ("حوار طويل مع هادي الصفار، مدير المرصد", "هادي الصفار"),
    ("لقاء صريح مع المهندسة لبنى العيساوي", "لبنى العيساوي"),
    ("هو صوت عرفته القرى قبل المدن. إنه الشاعر مهدي الصافي.", "مهدي الصافي"),
    (
        "هي روائية شابة صدرت لها ثلاث روايات، وتعمل على الرابعة. هي الكاتبة رنا عطوان التي زرناها في بيتها.",
        "رنا عطوان",
    ),
    (
        "يسرنا أن نستضيف في هذه الحلقة فضيلة الشيخ عبد الرحمن بن ناصر الحمدان، فأهلاً به.",
        "عبد الرحمن بن ناصر الحمدان",
    ),
    ("شارك المطرب كاظم فوزي جمهوره أسئلة كثيرة وأجاب عنها بصراحة:", "كاظم فوزي"),
    ("ضيفنا اليوم النجم السابق لمنتخب الكرة الطائرة وليد بوزيان، وهذا نص اللقاء:", "وليد بوزيان"),
    # An office before the name, without a comma.
    (
        "أكد رئيس غرفة الصناعة مازن الحلبي أن المصانع عادت إلى العمل، وقال الحلبي إن الأشهر "
        "المقبلة ستكون أفضل. وفيما يلي نص الحوار:",
        "مازن الحلبي",
    ),
    (
        "قطع نائب مدير دائرة الحدود في وزارة الداخلية العميد راشد الكبيسي بأن المعابر آمنة، "
        "وأشار إلى أن العمل مستمر:",
        "راشد الكبيسي",
    ),
    ("في هذه الزاوية سيكون ضيفنا مدير مدرسة الموسيقى طارق الزين لنعرف كيف يقضي يومه:", "طارق الزين"),
    (
        "عن المسرح والمدينة والجمهور تحدثنا مع الباحث ورئيس جمعية المسرحيين وعضو لجنة التحكيم "
        "الدكتور منير قعوار وكان معه الحوار التالي:",
        "منير قعوار",
    ),
    (
        "حذّر المتحدث باسم نقابة الصيادين جمال بوعزة من نفاد السمك. وأضاف بوعزة أن الحل في القانون:",
        "جمال بوعزة",
    ),
    # An office behind the name.
    ("قال سعيد النوري، المتحدث باسم هيئة السدود، إن المياه تكفي عامين.", "سعيد النوري"),
    ("عادل الشمري (مدير المستشفى العام) يتحدث عن سنوات الوباء وما بقي منها.", "عادل الشمري"),
    (
        "ترى هالة المنصور، أستاذة التاريخ الحديث، أن الوثائق لم تُقرأ بعد. التقيناها في المكتبة.",
        "هالة المنصور",
    ),
    ("الزميل حمد الدوسري مدير مكتب الجريدة سابقاً يفتح دفاتره القديمة.", "حمد الدوسري"),
    (
        "فتح لنا أبواب ورشته، عمار قاسمي، وهو آخر من يصنع السروج في المدينة القديمة، فكان لنا معه لقاء طويل.",
        "عمار قاسمي",
    ),
    # A verb of speech, and where it was said.
    ("تحدث ماهر القاضي في حوار مع «صحيفة الميناء» عن البحر والرزق، ولم يخفِ قلقه:", "ماهر القاضي"),
    ("وفي حديث لـ«الميناء» عبّر ناجي الرفاعي عن سعادته بالجائزة. وفيما يلي ما دار:", "ناجي الرفاعي"),
    (
        "أعرب الموسيقار اللبناني فادي صقر عن حزنه. وأكد فادي صقر في حواره الخاص مع الميناء أنه لن يعتزل:",
        "فادي صقر",
    ),
    ("استضافت «الميناء» المهندسة سهى البكري، فحدثتنا عن الجسور التي صممتها:", "سهى البكري"),
    # Headlines.
    ("حوار مع الفنان التشكيلي باسل حمدان\n\nفي مرسمه الصغير استقبلنا وتحدث عن اللون.", "باسل حمدان"),
    (
        "نبيل الجابري: لن أعود إلى التدريب\n\nحوار: سمير عزام\n\nاستقبلنا المدرب المعروف في "
        "بيته وتحدث بهدوء.",
        "نبيل الجابري",
    ),
    (
        "الجابري: لن أعود إلى التدريب\n\nحوار: سمير عزام\n\nالكابتن نبيل الجابري مدرب الفريق "
        "الأول سابقاً يفتح قلبه للقراء قبل اللقاء المهم.",
        "نبيل الجابري",
    ),
    (
        "وزير السياحة فؤاد الأسعد لـ«الميناء»: الموسم واعد\n\nتبدأ المواسم وتنتهي والأسئلة هي نفسها.",
        "فؤاد الأسعد",
    ),
    ("الروائي ياسين عدلان لـ الميناء: أكتب لأنسى\n\nحاورته: منى شريف", "ياسين عدلان"),
    (
        "رامي الخازن يكشف أسرار البحر\n\nبعد ثلاثين عاماً تحت الماء، يروي الخازن حكاياته. "
        "ويقول الخازن إن الأعماق لا تكذب.",
        "رامي الخازن",
    ),
    # The name comes late, or again and again.
    (
        "ولد في قرية صغيرة وسافر شاباً إلى كندا، وكتب أولى قصائده هناك ثم عاد. أهدى عمره للشعر خالد بكداش.",
        "خالد بكداش",
    ),
    (
        "وُزّع الكتاب في المعرض وسط إقبال كبير، ووقّعت ليلى مرعي نسخاً منه. بقيت ليلى مرعي "
        "ساعة كاملة بين القراء، وقالت ليلى مرعي إن الكتاب كان حلماً.",
        "ليلى مرعي",
    ),
    (
        "اختيار الممثل جورج ماكلين (50 سنة) للجائزة كان متوقعاً. مثّل ماكلين في فيلم «الساعة» "
        "أمام سارة هيل، وأدار الفيلم المخرج جون فورد.",
        "جورج ماكلين",
    ),
    (
        "أكد سمو الشيخ ماجد بن راشد بن ماجد آل عامر، رئيس مكتب الثقافة، أن الخطة جاهزة. وقال "
        "سمو الشيخ ماجد بن راشد بن ماجد آل عامر، في حوار مع «الميناء»، إن العمل بدأ.",
        "ماجد بن راشد بن ماجد آل عامر",
    ),
    # Others are mentioned beside the guest.
    (
        "انتقد الكاتب زهير الطائي سياسة الرئيس السابق كمال عبد الستار، وقال الطائي إن البلاد "
        "تستحق أفضل من ذلك:",
        "زهير الطائي",
    ),
    (
        "بيروت - سلمى ناصر\n\nفي فيلمه الجديد «ليل» مع المخرجة دانا فرح يعود الممثل رياض حنا "
        "إلى القرية. التقيناه وسألناه عن الفيلم.",
        "رياض حنا",
    ),
    ("كتبت: هدى سليم\n\nأجرت «الميناء» هذا الحوار مع الطبيبة نجلاء عثمان حول مرض السكري.", "نجلاء عثمان"),
    # Other languages and forms.
    ("Interview with novelist Mariam Haddad\n\nShe received us in her garden.", "Mariam Haddad"),
    ("لقاء خاص مع أبو بكر عبد الله التومي، رئيس رابطة المخترعين.", "أبو بكر عبد الله التومي"),
    ("مقابلة مع الأستاذة أم كلثوم بنت الهادي حول تعليم الكبار.", "أم كلثوم بنت الهادي"),
    ('كان لـ«الميناء» شرف محاورة المذيعة المميزة الآنسة "جنى عبد الحق".', "جنى عبد الحق"),
    (
        "<p>في أول حوار له بعد اعتزاله، يتحدث الحارس الدولي السابق أنيس بن عمار عن مباراته الأخيرة.</p>",
        "أنيس بن عمار",
    ),
]


@pytest.mark.parametrize(("lead", "name"), LEADS)
def test_the_guest_is_found_in_the_lead_and_said_to_come_from_there(lead: str, name: str) -> None:
    transcript = parse(f"{lead}\n\n{EXCHANGE}")
    assert guests(transcript) == {name}
    assert "speaker_from_lead" in {problem.code for problem in transcript.problems}
    assert all(turn.speaker is None for turn in transcript.turns if turn.kind == "question")


#: Nobody in these is introduced as who answers, or more than one is.
NOBODY = [
    "عن القطار وأخباره هذا الحوار.",
    "حاوره: سمير عزام\n\nعن البحر والصيد ومواسم المطر نتحدث اليوم مع واحد من أهل المهنة.",
    "كتب سمير عزام:\n\nأسئلة كثيرة يطرحها القراء كل يوم، وهنا إجابات عن بعضها.",
    "أجرى الحوار الصحفي سمير عزام في مكتب المدير.",
    "زار الرئيس كمال عبد الستار المدينة أمس، وافتتح فيها جسراً. سألنا أحد السكان عن رأيه:",
    "يُعرض فيلم «ليلى والذئب» في دور السينما هذا الأسبوع، ومعه هذا الحديث القصير.",
    "وكالة الميناء - صحيفة البرق - الرياض: أسئلة وأجوبة حول الضريبة.",
    "أكد مصدر مطلع أن المحادثات مستمرة، وقال المصدر إن الاتفاق قريب:",
]


@pytest.mark.parametrize("lead", NOBODY)
def test_nobody_is_guessed_where_the_lead_names_no_guest(lead: str) -> None:
    transcript = parse(f"{lead}\n\n{EXCHANGE}")
    assert guests(transcript) == {None}
    assert transcript.speakers == ()


TWO = [
    "التقينا الدكتور سالم الوادعي والمهندسة سهى البكري، وسألناهما عن الجسر الجديد.",
    "حوار مع مازن الحلبي، رئيس الغرفة، وسعيد النوري، مدير الميناء.",
    "قال الوزيران مازن الحلبي وسعيد النوري في ندوة إن الميناء سيعود إلى العمل.",
]


@pytest.mark.parametrize("lead", TWO)
def test_two_guests_are_left_open_and_the_doubt_is_said(lead: str) -> None:
    transcript = parse(f"{lead}\n\n{EXCHANGE}")
    assert guests(transcript) == {None}
    assert "uncertain_guest" in {problem.code for problem in transcript.problems}
    assert all(turn.reason for turn in transcript.turns if turn.kind == "answer")


@pytest.mark.parametrize(
    ("lead", "name", "office"),
    [
        (
            "أكد سعيد النوري، المتحدث باسم هيئة السدود، أن المياه تكفي.",
            "سعيد النوري",
            "المتحدث باسم هيئة السدود",
        ),
        ("حوار مع عادل الشمري (مدير المستشفى) عن الوباء.", "عادل الشمري", "مدير المستشفى"),
        ("حوار مع عادل الشمري عن الوباء.", "عادل الشمري", ""),
    ],
)
def test_the_office_of_a_guest_without_label_is_as_the_lead_has_it(lead: str, name: str, office: str) -> None:
    assert parse(f"{lead}\n\n{EXCHANGE}").speakers == (Speaker(name, (), "guest", office),)


def test_thin_evidence_is_taken_with_the_doubt_said() -> None:
    sure = parse(f"حوار مع الفنانة نيرمين شوقي عن المسرح.\n\n{EXCHANGE}")
    thin = parse(f"عُرف بصوته العميق وحبه للقرى وأهلها خالد بكداش.\n\n{EXCHANGE}")
    assert "uncertain_guest" not in {problem.code for problem in sure.problems}
    assert guests(thin) == {"خالد بكداش"}
    assert "uncertain_guest" in {problem.code for problem in thin.problems}


def test_the_reason_is_told_to_the_editor_where_the_name_stands() -> None:
    text = f"حوار مع الفنانة نيرمين شوقي عن المسرح.\n\n{EXCHANGE}"
    problem = next(problem for problem in parse(text).problems if problem.code == "speaker_from_lead")
    assert text[problem.start : problem.end] == "نيرمين شوقي"
    assert "يُذكر اللقاء" in problem.message


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("دكتور سعد، كيف بدأت الحكاية معكم؟", "سعد"),
        ("أستاذة هدى السالم.. كيف بدأت الحكاية معكم؟", "هدى السالم"),
        ("كيف بدأت الحكاية يا نادر؟", "نادر"),
        ("أهلاً مازن، كيف بدأت الحكاية معكم؟", "مازن"),
        ("الاسم؟", "بدر كامل"),
        # Somebody who is spoken of is not called.
        ("كيف بدأت الحكاية مع الدكتور سعد؟", None),
        ("هل رأيتم الوزير سعد الراوي؟", None),
    ],
)
def test_a_guest_is_known_by_the_name_that_questions_call(question: str, name: str | None) -> None:
    text = f"● {question}\n- بدر كامل\n" + EXCHANGE
    assert guests(parse(text)) == {name}


def test_a_call_by_surname_finds_the_full_name_in_the_lead() -> None:
    text = (
        "كشف اللاعب البرازيلي رومان كارداسو، نجم الفريق، أسراراً كثيرة.\n\n"
        "● كيف ترى ذلك كارداسو؟\n- أراه عادياً.\n" + EXCHANGE
    )
    assert guests(parse(text)) == {"رومان كارداسو"}


PANEL = (
    "ندوة شارك فيها ثلاثة من أهل المدينة.\n\n"
    "● الوزير سالم الوادعي.. كيف ترون الجسر؟\n- نراه ضرورياً للمدينة كلها.\n"
    "● دكتورة هند، وأنت؟\n- أراه بعيداً عن الناس.\n"
    "● وما رأيك سيد كريم في ذلك؟\n- أوافق على ما قيل قبلي.\n"
    "● كيف تقيمون العمل حتى اليوم؟\n- العمل جيد لكنه بطيء.\n"
    "● الأستاذ كريم حداد.. هل من كلمة أخيرة؟\n- شكراً لكم على الدعوة.\n"
    "● الوزير الوادعي.. متى ينتهي العمل؟\n- في الصيف المقبل.\n"
)


def test_in_a_panel_the_question_says_who_answers_and_a_question_to_all_leaves_it_open() -> None:
    transcript = parse(PANEL)
    answers = [turn for turn in transcript.turns if turn.kind == "answer"]
    assert [turn.speaker for turn in answers] == [
        "سالم الوادعي",
        "هند",
        "كريم حداد",
        None,
        "كريم حداد",
        "سالم الوادعي",
    ]
    assert answers[3].reason
    assert "unknown_speaker" in {problem.code for problem in transcript.problems}
    assert {speaker.name for speaker in transcript.speakers} == {"سالم الوادعي", "هند", "كريم حداد"}


def test_calls_to_others_make_no_panel_of_the_interview_with_one_guest() -> None:
    text = (
        "حوار مع الفنانة نيرمين شوقي عن المسرح.\n\n"
        "● يا نادر، كيف بدأت الحكاية؟\n- بدأت صغيرة.\n● يا سمير، ومتى؟\n- قبل عام.\n" + EXCHANGE
    )
    assert guests(parse(text)) == {"نيرمين شوقي"}


def test_somebody_with_labels_and_called_by_name_is_one_guest() -> None:
    text = PANEL + "● وماذا بعد؟\n- الوادعي: بعد ذلك ننتقل إلى الميناء.\n"
    transcript = parse(text)
    assert transcript.turns[-1].speaker == "سالم الوادعي"
    assert len(transcript.speakers) == 3


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "\x00\u200f\u200b ـــ ",
        "حوار مع",
        "حوار مع د.",
        "الدكتور",
        "إنه الفنان",
        "التقينا و",
        "سعد الراوي:",
        "حوار مع ٣ من ٤",
        "لەگەڵ ئازاد",
        "Interview with",
        "د. د. د. د. د. د. د. د. د. د. د.",
        "بن بن بن بن بن بن",
    ],
)
def test_any_lead_is_read(lead: str) -> None:
    parse(f"{lead}\n\n{EXCHANGE}")
