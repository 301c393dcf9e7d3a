"""Examples for the description of the API. Persons, outlets and events are invented."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

_SITE = "https://archive.example"
_API = f"{_SITE}/api/v1"


def _reference(kind: str, number: int, name: str) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "url": f"{_SITE}/{kind}/{number}/",
        "api_url": f"{_API}/{kind}/{number}",
    }


_OUTLET = _reference("outlets", 3, "وكالة النهر")
_SPEAKER = _reference("speakers", 12, "سلمان الراوي")
_TOPIC = _reference("topics", 5, "إعادة الإعمار")
_ENTITY = _reference("entities", 40, "الموصل") | {"kind": "place"}

_GUEST = {
    "name": "سلمان الراوي",
    "labels": ["الراوي"],
    "role": "guest",
    "office": "مدير الميناء",
    "speaker": _SPEAKER,
}
_HOST = {
    "name": "وكالة النهر",
    "labels": ["وكالة النهر"],
    "role": "interviewer",
    "office": "",
    "speaker": None,
}

_INTERVIEW_REFERENCE = {
    "id": 7,
    "url": f"{_SITE}/interviews/7/",
    "api_url": f"{_API}/interviews/7",
    "title": "مدير الميناء: نعود إلى العمل في الخريف",
    "language": "ar",
    "published_on": "2020-08-24",
    "outlet_ref": _OUTLET,
}
_INTERVIEW_SUMMARY = _INTERVIEW_REFERENCE | {
    "turns_url": f"{_API}/interviews/7/turns",
    "place": "البصرة",
    "source_url": "https://nahr.example/2020/08/24",
    "sample": True,
    "revision": 2,
    "updated_at": "2026-03-01T09:30:00Z",
    "topic_refs": [_TOPIC],
    "participants": [_HOST, _GUEST],
}
_CORRECTION = {"made_on": "2026-03-01", "text": "صُحّح اسم الضيف في المقدّمة."}
_INTERVIEW = _INTERVIEW_SUMMARY | {
    "lead": "التقينا مدير الميناء في مكتبه.",
    "lead_mentions": [],
    "closing": "",
    "closing_mentions": [],
    "corrections": [_CORRECTION],
    "turn_count": 2,
}
_ANSWER = "نعم، كلّ ما نحتاج إليه يصل من الموصل."
_START = _ANSWER.index("الموصل")
_PLACE = {"start": _START, "end": _START + len("الموصل")}
_FOUND_TURN = {
    "id": "k3v9m2xw7d",
    "key": "k3v9m2xw7d",
    "url": f"{_SITE}/interviews/7/#t-k3v9m2xw7d",
    "api_url": f"{_API}/turns/k3v9m2xw7d",
    "interview": _INTERVIEW_REFERENCE,
    "position": 2,
    "kind": "answer",
    "text": _ANSWER,
    "indirect": False,
    "exchange": 1,
    "participant": _GUEST,
}
_MENTION = {**_PLACE, "entity": _ENTITY}
_TURN = _FOUND_TURN | {"mentions": [_MENTION]}

_NAMES = {
    "speaker": [{"text": "سلمان الراوي", "language": "ar", "kind": "preferred"}],
    "outlet": [{"text": "وكالة النهر", "language": "ar", "kind": "preferred"}],
    "entity": [
        {"text": "الموصل", "language": "ar", "kind": "preferred"},
        {"text": "مووسڵ", "language": "ckb", "kind": "preferred"},
    ],
}
_SPEAKER_SUMMARY = _SPEAKER | {
    "interviews_url": f"{_API}/interviews?speaker=12",
    "names": _NAMES["speaker"],
    "interview_count": 1,
}
_OFFICE = {
    "office": "مدير الميناء",
    "published_on": "2020-08-24",
    "interview": _reference("interviews", 7, "مدير الميناء: نعود إلى العمل في الخريف"),
}
_WHOLE_SPEAKER = _SPEAKER_SUMMARY | {
    "biography": "مهندس من البصرة.",
    "picture": None,
    "entity_ref": _reference("entities", 41, "سلمان الراوي") | {"kind": "person"},
    "offices": [_OFFICE],
}
_WHOLE_OUTLET = _OUTLET | {
    "interviews_url": f"{_API}/interviews?outlet=3",
    "names": _NAMES["outlet"],
    "interview_count": 1,
    "city": "البصرة",
    "site": "https://nahr.example/",
    "colour": "#0b5c55",
}
_WHOLE_TOPIC = _TOPIC | {"interviews_url": f"{_API}/interviews?topic=5", "interview_count": 1}
_ENTITY_SUMMARY = _ENTITY | {
    "interviews_url": f"{_API}/interviews?entity=40",
    "search_url": f"{_API}/search?entities=40",
    "names": _NAMES["entity"],
    "wikidata": None,
}
_TITLE = {"text": "أمّ الربيعين", "language": "ar", "kind": "title"}
_WHOLE_ENTITY = _ENTITY_SUMMARY | {
    "titles": [_TITLE],
    "speaker": None,
    "outlet": None,
    "interview_count": 1,
    "turn_count": 1,
}

_PASSAGE = {"start": 0, "end": len(_ANSWER), "text": _ANSWER, "marks": [_PLACE]}
_ASKED = "هل وصلت الموادّ؟"
_QUESTION = {
    "id": "b7c4h8n2qf",
    "url": f"{_SITE}/interviews/7/#t-b7c4h8n2qf",
    "api_url": f"{_API}/turns/b7c4h8n2qf",
    "text": _ASKED,
    "passages": [{"start": 0, "end": len(_ASKED), "text": _ASKED, "marks": []}],
}
_HIT = {"turn": _FOUND_TURN, "passages": [_PASSAGE], "question": _QUESTION, "others": 0}
_FACET_VALUE = {"value": "12", "label": "سلمان الراوي", "count": 1, "chosen": False}
_FACET = {"name": "speaker", "label": "المتحدّث", "values": [_FACET_VALUE], "has_more": False}
_QUERY_PROBLEM = {
    "code": "unclosed_quotation",
    "text": "الموصل",
    "detail": "علامة اقتباس لم تُغلق، فعُدّت العبارة ممتدّة إلى النهاية.",
}


def _page(item: dict[str, Any], path: str = "") -> dict[str, Any]:
    following = f"{_API}/{path}?cursor=eyJiYWNrIjpmYWxzZX0%3AdGhpcyBpcyBhbiBleGFtcGxl" if path else None
    return {"next": following, "previous": None, "items": [item]}


_SEARCH_PAGE = _page(_HIT) | {
    "total": 1,
    "interviews": None,
    "complete": None,
    "nearest": False,
    "mended": '"الموصل"',
    "problems": [_QUERY_PROBLEM],
    "facets": [_FACET],
}

_PARAMETER_ERROR = {"in": "query", "name": "year", "code": "int_parsing", "detail": "هذا ليس عددًا صحيحًا."}


def _problem(status: int, code: str, title: str, detail: str, *errors: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }


#: What is answered with each status.
PROBLEMS = {
    400: _problem(
        400,
        "bad_cursor",
        "المؤشّر غير صالح",
        "تأتي المؤشّرات من الرابطين «next» و«previous»، ولا تصلح إلا للقائمة نفسها بالمعاملات نفسها.",
        {"in": "query", "name": "cursor", "code": "bad_cursor", "detail": "المؤشّر غير صالح"},
    ),
    404: _problem(404, "not_found", "غير موجود", "ليس في الأرشيف شيء منشور تحت هذا العنوان."),
    422: _problem(422, "invalid_parameters", "بعض المعاملات غير صالح", "غير صالح: year.", _PARAMETER_ERROR),
    429: _problem(429, "rate_limited", "طلبات أكثر من اللازم", "أعد المحاولة بعد 120 ثانية."),
    500: _problem(500, "server_error", "تعذّر على الأرشيف أن يجيب", "الخطأ من الأرشيف، وقد سُجّل. حاول لاحقًا."),
}

#: One of each kind of object.
SCHEMAS: dict[str, Any] = {
    "Correction": _CORRECTION,
    "Entity": _WHOLE_ENTITY,
    "EntityPage": _page(_ENTITY_SUMMARY, "entities"),
    "EntityReference": _ENTITY,
    "EntitySummary": _ENTITY_SUMMARY,
    "Facet": _FACET,
    "FacetValue": _FACET_VALUE,
    "FoundTurn": _FOUND_TURN,
    "Hit": _HIT,
    "Interview": _INTERVIEW,
    "InterviewPage": _page(_INTERVIEW_SUMMARY, "interviews"),
    "InterviewReference": _INTERVIEW_REFERENCE,
    "InterviewSummary": _INTERVIEW_SUMMARY,
    "Mention": _MENTION,
    "Name": _NAMES["speaker"][0],
    "Office": _OFFICE,
    "Outlet": _WHOLE_OUTLET,
    "OutletPage": _page(_WHOLE_OUTLET, "outlets"),
    "ParameterError": _PARAMETER_ERROR,
    "Participant": _GUEST,
    "Passage": _PASSAGE,
    "Problem": PROBLEMS[404],
    "QueryProblem": _QUERY_PROBLEM,
    "Question": _QUESTION,
    "Range": _PLACE,
    "Reference": _SPEAKER,
    "SearchPage": _SEARCH_PAGE,
    "Speaker": _WHOLE_SPEAKER,
    "SpeakerPage": _page(_SPEAKER_SUMMARY, "speakers"),
    "SpeakerSummary": _SPEAKER_SUMMARY,
    "Title": _TITLE,
    "Topic": _WHOLE_TOPIC,
    "TopicPage": _page(_WHOLE_TOPIC, "topics"),
    "Turn": _TURN,
    "TurnPage": _page(_TURN, "interviews/7/turns"),
}

SCHEMA_DESCRIPTIONS = {
    "Correction": _("A correction that readers see."),
    "Entity": _("A person, organisation, place or event, in full."),
    "EntityPage": _("A page of entities."),
    "EntityReference": _("A person, organisation, place or event, and where to find it."),
    "EntitySummary": _("A person, organisation, place or event in a list."),
    "Facet": _("One way to narrow a search."),
    "FacetValue": _("One value by which a search can be narrowed."),
    "FoundTurn": _("A turn without the names in it."),
    "Hit": _("What a search found."),
    "Interview": _("An interview, in full but for its turns."),
    "InterviewPage": _("A page of interviews."),
    "InterviewReference": _("An interview, and where to find it."),
    "InterviewSummary": _("An interview in a list."),
    "Mention": _("Where a turn names somebody or something."),
    "Name": _("One of the names of somebody or something."),
    "Office": _("An office held when an interview took place."),
    "Outlet": _("Who published interviews."),
    "OutletPage": _("A page of outlets."),
    "ParameterError": _("What is wrong with a parameter."),
    "Participant": _("Who takes part in an interview, in which role and office."),
    "Passage": _("A passage of a turn, with the words that match."),
    "Problem": _("What is wrong, as RFC 9457 has it."),
    "QueryProblem": _("What was wrong with a query, which was answered all the same."),
    "Question": _("The question that a turn answers."),
    "Range": _("A stretch of a text."),
    "Reference": _("Somebody or something, and where to find it."),
    "SearchPage": _("A page of what was found."),
    "Speaker": _("Somebody who takes part in interviews, in full."),
    "SpeakerPage": _("A page of speakers."),
    "SpeakerSummary": _("Somebody who takes part in interviews, in a list."),
    "Title": _("A title or kunya that stands beside a name."),
    "Topic": _("What interviews are about."),
    "TopicPage": _("A page of topics."),
    "Turn": _("A question, an answer or a narration, with the names in it."),
    "TurnPage": _("A page of turns."),
}

#: What each operation answers.
RESPONSES: dict[str, Any] = {
    "list_interviews": SCHEMAS["InterviewPage"],
    "get_interview": _INTERVIEW,
    "list_turns_of_interview": SCHEMAS["TurnPage"],
    "get_turn": _TURN,
    "list_speakers": SCHEMAS["SpeakerPage"],
    "get_speaker": _WHOLE_SPEAKER,
    "list_outlets": SCHEMAS["OutletPage"],
    "get_outlet": _WHOLE_OUTLET,
    "list_topics": SCHEMAS["TopicPage"],
    "get_topic": _WHOLE_TOPIC,
    "list_entities": SCHEMAS["EntityPage"],
    "get_entity": _WHOLE_ENTITY,
    "search_turns": _SEARCH_PAGE,
}

PATH_DESCRIPTIONS = {
    "id": _("The number by which the archive knows it."),
    "key": _("The key of the turn, which never changes."),
}

#: An example of each parameter.
PARAMETERS: dict[str, Any] = {
    "id": 7,
    "key": "k3v9m2xw7d",
    "lang": "ar",
    "limit": 50,
    "cursor": "eyJiYWNrIjpmYWxzZX0:dGhpcyBpcyBhbiBleGFtcGxl",
    "outlet": 3,
    "speaker": 12,
    "topic": 5,
    "entity": 40,
    "language": "ar",
    "year": 2020,
    "from": "2019-01-01",
    "to": "2020-12-31",
    "name": "الموصل",
    "kind": "place",
    "q": 'الموصل AND "إعادة الإعمار"',
    "interview": 7,
    "in": "answers",
    "words": "all",
    "literal": "1",
    "view": "interviews",
    "sort": "newest",
    "all": "speaker",
    "month": ["2020-08"],
    "topics": [5],
    "entities": [40],
    "without": ["names"],
}

#: Where the search takes several values, or others than the lists.
SEARCH_PARAMETERS: dict[str, Any] = {"speaker": [12], "outlet": [3], "year": [2020], "kind": ["answer"]}
