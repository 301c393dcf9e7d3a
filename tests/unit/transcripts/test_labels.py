"""What is a label and what only looks like one."""

import pytest

from interviews.transcripts import parse

Q, A = "question", "answer"


def turns(text: str) -> list[tuple[str, str | None, str]]:
    return [(turn.kind, turn.speaker, turn.text) for turn in parse(text).turns]


#: A frame in which the outlet asks twice, so that both labels recur.
FRAME = "{q} كم عمر الجسر؟\n\n{a} مئة عام.\n\n{q} ومن بناه؟\n\n{a} أهل البلدة.\n"
EXPECTED = [(Q, "كم عمر الجسر؟"), (A, "مئة عام."), (Q, "ومن بناه؟"), (A, "أهل البلدة.")]


@pytest.mark.parametrize(
    ("question_label", "answer_label"),
    [
        ("مجلة النورس:", "باهر الساقي:"),
        ("مجلة النورس :", "باهر الساقي :"),
        ("مجلة النورس：", "باهر الساقي："),
        ("- مجلة النورس:", "- باهر الساقي:"),
        ("-مجلة النورس:", "-باهر الساقي:"),
        ("– مجلة النورس:", "— باهر الساقي:"),
        ("•\u00a0مجلة النورس\u00a0:\u00a0", "▪\u00a0باهر الساقي\u00a0:\u00a0"),
        ("\u200f- مجلة النورس:", "\u200e-\u200f باهر الساقي:"),
        ("\u202bمجلة النورس:\u202c", "\u202bباهر الساقي:\u202c"),
        ("* مجلة النورس:", "ـ باهر الساقي:"),
        ("**مجلة النورس:**", "**باهر الساقي:**"),
        ("«مجلة النورس»:", "باهر الساقي:"),
        ("مجلة «النورس»:", "باهر الساقي:"),
        ("[مجلة النورس]:", "[باهر الساقي]:"),
        ("(مجلة النورس):", "(باهر الساقي):"),
        ("1- مجلة النورس:", "باهر الساقي:"),
        ("(٢) مجلة النورس:", "٣. باهر الساقي:"),
        ("مجلة النورس -", "باهر الساقي -"),
        ("مجلة النورس /", "باهر الساقي /"),
        ("- مجلة النورس:", "- السفير باهر الساقي،"),
        ("مَجَلّة النّورس:", "باهِرٌ السّاقي:"),
        ("مجلـة النـورس:", "باهـــر الساقـي:"),
        ("مجلة النورس:", "د. باهر الساقي:"),
        ("مجلة النورس:", "باهر الساقي (ضاحكاً):"),
        ("مجلة النورس:", "باهر الساقي - رئيس البلدية:"),
        ("مجلة النورس:", "باهر الساقي، رئيس البلدية:"),
        ("- مجلة النورس،", "- باهر الساقي،"),
        ("س:", "ج:"),
        ("س١:", "ج١:"),
        ("س 2:", "ج 2:"),
        ("س -", "ج -"),
        ("سـ:", "جـ:"),
        ("سؤال:", "جواب:"),
        ("السؤال:", "الجواب:"),
        ("السؤال الأول:", "الجواب الأول:"),
        ("المذيعة:", "الضيف:"),
        ("پرسیار:", "وەڵام:"),
        ("Q:", "A:"),
        ("Q1:", "A1:"),
        ("Interviewer:", "Guest:"),
        ("Tide Weekly:", "Lowell Hart:"),
    ],
)
def test_labels_open_turns_and_are_set_aside(question_label: str, answer_label: str) -> None:
    transcript = parse(FRAME.format(q=question_label, a=answer_label))
    assert [(turn.kind, turn.text) for turn in transcript.turns] == EXPECTED
    assert [piece.kind for piece in transcript.set_aside] == ["label"] * 4
    assert all(turn.label for turn in transcript.turns)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\n \n", "\u00a0\n\u200f\n\u200e\n"])
def test_any_line_end_parts_turns_and_offsets_count_the_original(line_end: str) -> None:
    text = line_end.join(["س: متى؟", "ج: غداً.", "وربما بعد غد.", "س: أين؟", "ج: هنا."])
    transcript = parse(text)
    assert [turn.kind for turn in transcript.turns] == [Q, A, Q, A]
    assert transcript.turns[1].text == f"غداً.{line_end}وربما بعد غد."
    assert all(text[turn.start : turn.end] == turn.text for turn in transcript.turns)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("وهنا أقول: لا ماء بلا عدل.", "a verb of the speaker before a colon"),
        ("10:30 كان الموعد.", "a time"),
        ("١٠:٣٠ كان الموعد.", "a time in Arabic-Indic digits"),
        ("https://jisr.example/a: هنا الصور.", "a link"),
        ('قلت لهم يومها: "الجسر للجميع".', "a quotation with a colon"),
        ("أولاً: الحجر.", "an enumeration"),
        ("قلت له: لا تهدم.", "the guest tells of himself"),
        ("الجسر: هذه الكلمة تكفي.", "a noun before a colon"),
        ("رأيي الأخير: يُرمم.", "a noun with the speaker's pronoun"),
        ("مثلاً: العرس.", "an example"),
        ("الساقي، كما يقول الجيران، لا يبيع الحجر.", "the guest's name before a comma"),
        ("باهر الساقي هذا جدي وأنا سميّه.", "the guest's name opening a sentence"),
        ("مجلة النورس، مثلاً، كتبت عنه.", "the outlet's name before a comma"),
        ("ويضيف الساقي: كان أبي يحرسه.", "a continuation that names the guest"),
        ("وتابع: كنا صغاراً.", "a continuation without a name"),
        ("وينوه إلى ان الجسر للمشاة، ويقول: لا سيارات.", "a continuation with «ان»"),
        ("وعن الخسائر لا أملك رقماً.", "«وعن» of the guest's own"),
        ("لماذا بنوه هنا؟", "a rhetorical question"),
        ("- هذا حجر.", "a dash without a name"),
    ],
)
def test_paragraphs_that_open_no_turn_stay_in_the_answer(inside: str, why: str) -> None:
    text = (
        "مجلة النورس: كم عمر الجسر؟\nباهر الساقي: مئة عام.\n"
        + inside
        + "\nهذا كل شيء.\nمجلة النورس: ومن بناه؟\nالساقي: أهل البلدة.\n"
    )
    assert turns(text) == [
        (Q, "مجلة النورس", "كم عمر الجسر؟"),
        (A, "باهر الساقي", f"مئة عام.\n{inside}\nهذا كل شيء."),
        (Q, "مجلة النورس", "ومن بناه؟"),
        (A, "باهر الساقي", "أهل البلدة."),
    ], why


def test_enumerations_that_recur_in_every_answer_are_no_speakers() -> None:
    text = "".join(
        f"مجلة النورس: سؤال {n}؟\nالساقي: نعم.\nأولاً: كذا.\nثانياً: كذا.\nملاحظة: كذا.\n" for n in range(4)
    )
    assert [turn[0] for turn in turns(text)] == [Q, A] * 4
    assert {turn[1] for turn in turns(text)} == {"مجلة النورس", "الساقي"}


def test_a_list_in_an_answer_is_no_panel_even_if_the_labels_are_marked_alike() -> None:
    text = (
        "عن الجسر والحجر هذا الحوار.\n- مجلة النورس: ما المطلوب؟\n- باهر الساقي: ثلاثة أمور\n- الحجر: يُنقل.\n"
        "- الجسر: يُرمم.\n- مجلة النورس: ومن يدفع؟\n- الساقي: نحن.\n"
    )
    assert [turn[0] for turn in turns(text)] == [Q, A, Q, A]
    assert turns(text)[1][2].endswith("- الجسر: يُرمم.")


def test_what_a_guest_tells_of_again_and_again_is_no_speaker() -> None:
    text = "".join(f"مجلة النورس: سؤال {n}؟\nالساقي: نعم.\nوقلت له: تعال.\nقال لي: لا.\n" for n in range(4))
    assert {turn[1] for turn in turns(text)} == {"مجلة النورس", "الساقي"}
    assert len(turns(text)) == 8


def test_a_third_voice_that_speaks_once_is_heard_with_less_trust() -> None:
    text = (
        "- مجلة النورس: كم؟\n- باهر الساقي: مئة.\n- مجلة النورس: ومن؟\n- الساقي: نحن.\n"
        "- مجلة النورس: وأنتِ يا سلوى؟\n- سلوى الناي: وأنا.\n"
    )
    transcript = parse(text)
    assert [turn.speaker for turn in transcript.turns][-1] == "سلوى الناي"
    assert transcript.turns[-1].confidence < 0.75
    assert [problem.code for problem in transcript.problems] == ["uncertain_turn"]


def test_a_name_before_an_opening_quotation_mark_is_a_label_without_any_sign() -> None:
    text = (
        "- مجلة النورس: كم؟\n- الساقي: مئة.\n- مجلة النورس: ومن؟\n"
        '- الساقي "أهل البلدة".\n- مجلة النورس: ومتى؟\n- الساقي «قديماً».\n'
    )
    assert turns(text)[3] == (A, "الساقي", '"أهل البلدة".')
    assert turns(text)[5] == (A, "الساقي", "«قديماً».")


def test_a_marked_outlet_without_any_sign_that_asks_is_taken_but_doubted() -> None:
    text = (
        "- مجلة النورس: كم؟\n- الساقي: مئة.\n- مجلة النورس: ومن؟\n- الساقي: نحن.\n"
        "- مجلة النورس ومتى؟\n- الساقي: غداً.\n- مجلة النورس لا تصلنا."
    )
    transcript = parse(text)
    assert [(turn.kind, turn.text) for turn in transcript.turns[4:]] == [
        (Q, "ومتى؟"),
        (A, "غداً.\n- مجلة النورس لا تصلنا."),
    ]
    assert transcript.turns[4].confidence < 0.75


def test_a_letter_that_is_an_initial_is_no_generic_label() -> None:
    text = FRAME.format(q="مجلة النورس:", a="جابر الساقي:") + "مجلة النورس: ثم؟\nج. الساقي: لا شيء.\n"
    assert turns(text)[5] == (A, "جابر الساقي", "لا شيء.")


def test_a_marked_name_without_any_sign_behind_it_is_taken_but_doubted() -> None:
    text = (
        "- مجلة النورس: كم؟\n- الساقي: مئة.\n- مجلة النورس: ومن؟\n- الساقي أهل البلدة.\n"
        "- مجلة النورس: ثم؟\n- الساقي: لا شيء."
    )
    transcript = parse(text)
    doubted = transcript.turns[3]
    assert (doubted.kind, doubted.text) == (A, "أهل البلدة.")
    assert doubted.confidence < 0.75
    assert doubted.reason
    assert [(p.code, p.start, p.end) for p in transcript.problems] == [
        ("uncertain_turn", doubted.start, doubted.end)
    ]


def test_dash_layouts_without_names_are_not_read_as_labels_because_answers_begin_alike() -> None:
    text = "- هل جئت؟\n- نعم، جئت.\n- وهل بقيت؟\n- نعم، بقيت.\n- وهل تعود؟\n- لا، لن أعود.\n"
    assert parse(text).layout == "exchange"
    assert parse(text).speakers == ()


def test_a_label_without_speech_is_reported() -> None:
    transcript = parse("س: متى؟\nج: غداً.\nس: أين؟\nج:")
    assert [turn.kind for turn in transcript.turns] == [Q, A, Q]
    assert [problem.code for problem in transcript.problems] == ["empty_turn"]


def test_an_unconfirmed_label_behind_a_question_is_pointed_at() -> None:
    text = (
        "مجلة النورس: كم؟\nالساقي: مئة.\nمجلة النورس: ومن بناه؟\nبيت القصيد: أهل البلدة.\n"
        "مجلة النورس: ثم؟\nالساقي: لا شيء."
    )
    problems = parse(text).problems
    assert [problem.code for problem in problems] == ["possible_label"]
    assert text[problems[0].start : problems[0].end] == "بيت القصيد"


def test_a_short_interview_needs_more_than_two_colons() -> None:
    labelled = "- جريدة النورس: متى؟\n- باهر الساقي: غداً."
    assert turns(labelled) == [(Q, "جريدة النورس", "متى؟"), (A, "باهر الساقي", "غداً.")]
    unsure = parse("العنوان: هل نعبر؟\nالخلاصة: سنرى.")
    assert unsure.layout != "labelled"
    assert [problem.code for problem in unsure.problems] == ["uncertain_layout"]


def test_separators_are_set_aside_in_the_middle_of_an_answer() -> None:
    transcript = parse("س: متى؟\nج: غداً.\n*****\nأو بعد غد.\nس: أين؟\nج: هنا.")
    answer = transcript.turns[1]
    assert answer.text == "غداً.\nأو بعد غد."
    assert len(answer.spans) == 2
    assert [piece.kind for piece in transcript.set_aside].count("separator") == 1


@pytest.mark.parametrize("text", ["", " \n\t\u00a0\r\n", "\ufeff"])
def test_nothing_to_read_is_said(text: str) -> None:
    transcript = parse(text)
    assert transcript.turns == ()
    assert [problem.code for problem in transcript.problems] in (["empty_text"], ["no_turns"])


def test_a_text_without_turns_is_all_lead() -> None:
    text = "الوادي - خاص\n\nافتتحت البلدية الحديقة. وقال رئيسها: الحديقة للجميع.\n"
    transcript = parse(text)
    assert transcript.lead_text == text.strip()
    assert (transcript.turns, transcript.set_aside) == ((), ())
    assert [problem.code for problem in transcript.problems] == ["no_turns"]


@pytest.mark.parametrize(
    "headline",
    ["الساقي لمجلة النورس: لن نهدم", "الساقي للنورس: لن نهدم", "الساقي في حوار مع النورس: لن نهدم"],
)
def test_headlines_that_join_guest_and_outlet_are_no_labels(headline: str) -> None:
    transcript = parse(f"{headline}\n\nمقدمة.\n\n" + FRAME.format(q="النورس:", a="الساقي:"))
    assert transcript.lead_text == f"{headline}\n\nمقدمة."
    assert [speaker.labels for speaker in transcript.speakers] == [("النورس",), ("الساقي",)]
    assert transcript.problems == ()


def test_lines_of_directional_controls_belong_to_no_turn() -> None:
    transcript = parse("\u200f\nس: متى؟\n\u200f\nج: غداً.\n\u200f\u200e\n\nس: أين؟\nج: هنا.\n\ufeff")
    assert [turn.text for turn in transcript.turns] == ["متى؟", "غداً.", "أين؟", "هنا."]
    assert [piece.kind for piece in transcript.set_aside].count("blank") == 4
    assert transcript.lead == ()


def test_the_lead_keeps_headline_and_dateline() -> None:
    lead = "الساقي: لن نهدم الجسر\n\nالنورس - خاص\n\nعن الجسر القديم هذا الحوار."
    transcript = parse(f"{lead}\n\n" + FRAME.format(q="مجلة النورس:", a="الساقي:"))
    assert transcript.lead_text == lead
    assert len(transcript.turns) == 4


def test_a_phrase_that_recurs_before_a_colon_is_no_guest() -> None:
    answer = "نطلب شيئاً واحداً: أن يبقى الجسر للمشاة."
    text = "حوار مع باهر الساقي، حارس الجسر\n\n" + "".join(
        f"● ما رأيك في {n}؟\n●● {answer}\n" for n in range(6)
    )
    assert turns(text)[1::2] == [(A, "باهر الساقي", answer)] * 6
