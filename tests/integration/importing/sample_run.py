"""One run of ``manage.py import_transcripts`` over a small interview, as text and as JSON."""

import json
import re
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from interviews.models import (
    Entity,
    IndexUpdate,
    Interview,
    Mention,
    Outlet,
    Participant,
    Paste,
    Speaker,
    Topic,
    Turn,
)

TEXT = """وكالة النهر/ الموصل

التقت وكالة النهر سلمان الراوي، مدير الميناء، وسألته عن خطط العام المقبل.

- وكالة النهر: كم سفينة ترسو في الميناء كل شهر؟

- سلمان الراوي: ترسو نحو أربعين سفينة.
وهذا ضعف ما كان في عام ٢٠١٤.

- وكالة النهر: وماذا عن الرافعات الجديدة؟

- الراوي: تصل الأولى في الربيع.
"""

INTERVIEW: dict[str, Any] = {
    "title": "حوار الميناء",
    "outlet": "وكالة النهر",
    "published_on": "2020-08-24",
    "language": "ar",
    "place": "الموصل",
    "source_url": "https://nahr.example/1",
    "topics": ["موانئ", "تجارة"],
    "participants": [
        {"name": "وكالة النهر", "role": "interviewer"},
        {"name": "سلمان الراوي", "role": "guest", "office": " مدير الميناء\n", "labels": ["الراوي"]},
    ],
    "lead": "مقدمة",
    "closing": "خاتمة",
    "turns": [
        {"kind": "question", "speaker": "وكالة النهر", "text": "كم سفينة؟"},
        {"kind": "answer", "speaker": "الراوي", "text": "أربعون."},
        {"kind": "question", "text": "وعن الرافعات؟", "indirect": True},
        {"kind": "answer", "speaker": "سلمان الراوي", "text": "في الربيع."},
    ],
}


class Run:
    """One run of the command: what it wrote, and whether it failed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        output, errors = StringIO(), StringIO()
        self.failed = False
        with override("en"):
            try:
                call_command(
                    "import_transcripts", *map(str, arguments), stdout=output, stderr=errors, **options
                )
            except CommandError as error:
                self.failed = True
                errors.write(str(error))
        self.output, self.errors = output.getvalue(), errors.getvalue()

    def row(self, name: str) -> list[str]:
        """What the table says of a file: its result, layout, turns, confidence, remarks, where not empty."""
        (line,) = [line for line in self.output.splitlines() if line.partition("  ")[0].endswith(name)]
        return re.split(r"\s{2,}", line)[1:]


def everything() -> dict[str, int]:
    models = (Interview, Turn, Participant, Speaker, Outlet, Entity, Topic, Mention, IndexUpdate, Paste)
    return {model.__name__: model.objects.count() for model in models}


def changed(place: str, value: Any) -> dict[str, Any]:
    """The interview with one value changed: ``changed("turns.3.kind", "speech")``."""
    data: Any = json.loads(json.dumps(INTERVIEW))
    *way, last = place.split(".")
    target = data
    for step in way:
        target = target[int(step) if step.isdigit() else step]
    target[int(last) if last.isdigit() else last] = value
    return dict(data)
