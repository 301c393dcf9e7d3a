"""Records as `interviews.exports.structured` makes them, for tests of the formats: no database is needed.

``record(turns=[answer("نعم.")])`` fills in what does not matter.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

Record = dict[str, Any]

HOST, GUEST = "وكالة النهر", "الراوي"


def reference(name: str, **more: str) -> Record:
    return {"id": 7, "name": name, "url": "https://archive.example/entities/7/", **more}


def turn(kind: str, text: str, speaker: str | None, **values: Any) -> Record:
    number = crc32(f"{kind} {text}".encode())
    return {
        "key": f"k{number}",
        "url": f"https://archive.example/interviews/12/-/#t-k{number}",
        "kind": kind,
        "speaker": speaker,
        "text": text,
        "indirect": False,
        "exchange": None,
        "mentions": [],
        **values,
    }


def question(text: str = "متى بدأ العمل في الميناء؟", **values: Any) -> Record:
    return turn("question", text, **{"speaker": HOST, **values})


def answer(text: str = "بدأ العمل في الربيع.", **values: Any) -> Record:
    return turn("answer", text, **{"speaker": GUEST, **values})


def mention(text: str, name: str, kind: str = "place") -> Record:
    """Where ``name`` stands in ``text`` first."""
    start = text.index(name)
    return {"start": start, "end": start + len(name), "entity": reference(name, kind=kind)}


def record(**values: Any) -> Record:
    return {
        "id": 12,
        "url": "https://archive.example/interviews/12/حوار/",
        "revision": 3,
        "updated_at": "2020-08-25T10:00:00Z",
        "title": "حوار مع مدير الميناء",
        "language": "ar",
        "outlet": HOST,
        "outlet_ref": reference(HOST),
        "published_on": "2020-08-24",
        "place": "البصرة",
        "source_url": "https://nahr.example/1",
        "topics": ["نقل"],
        "topic_refs": [reference("نقل")],
        "sample": False,
        "participants": [
            {"name": HOST, "role": "interviewer", "office": "", "labels": [HOST], "speaker": None},
            {
                "name": "سلمان الراوي",
                "role": "guest",
                "office": "مدير الميناء",
                "labels": [GUEST],
                "speaker": reference("سلمان الراوي"),
            },
        ],
        "lead": "",
        "lead_mentions": [],
        "turns": [question(), answer(), question("ومتى ينتهي؟"), answer("مع أول ريح.")],
        "closing": "",
        "closing_mentions": [],
        "corrections": [],
        **values,
    }


#: Texts of which no character may change: marks, tatweel, joiners, marks of direction, presentation forms,
#: digits of three scripts, decomposed letters, white space at odd places.
DELICATE = [
    "كانت البيشمركةُ مُحَمَّلةً، قالَ: «لَآ».",
    "الـــسلام عليـكم",
    "می\u200cخواهم لە هه\u200cولێر ڵ ۆ ێ ھ",
    "ب\u200dد\u200d م",
    "قال \u200fNATO\u200e (ناتو)\u200f في \u2067اجتماع\u2069 \u202bأخير\u202c.",
    "ﷲ ﷺ ﻻ ﻼ",
    "12.5% و ١٢٫٥ و ۱۲",
    "caf\u0065\u0301 cafe\u0301 é",
    "سطر أول\nسطر ثان\n\nفقرة  ثانية\u00a0بفراغ",
    "سطر من نظام آخر\r\nوسطر",
    "<b>&amp; \" ' ]]> --",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 漢字 שלום",
]
