"""Golden transcripts: `NAME.txt` goes into the parser, `NAME.json` beside it is what must come out.

The texts are written for this project; people, places and outlets are invented. After a change that is
meant to alter results, `pytest tests/golden --regenerate` writes the JSON anew: read every line of the
diff before committing it.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from interviews.transcripts import decode, parse
from interviews.transcripts.audit import faults

FOLDER = Path(__file__).parent
TEXTS = sorted(FOLDER.glob("*.txt"))


def structure(text: str) -> dict[str, Any]:
    """All of a result that the golden file records: the printed JSON with labels, reasons and speakers."""
    transcript = parse(text)
    found: dict[str, Any] = {"layout": transcript.layout, **transcript.as_json()}
    found["turns"] = [
        {
            **printed,
            "label": text[turn.label.start : turn.label.end] if turn.label else None,
            "reason": turn.reason,
        }
        for printed, turn in zip(found["turns"], transcript.turns, strict=True)
    ]
    found["speakers"] = [asdict(speaker) for speaker in transcript.speakers]
    return json.loads(json.dumps(found))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_golden(path: Path, request: pytest.FixtureRequest) -> None:
    found = structure(decode(path.read_bytes()))
    expected = path.with_suffix(".json")
    if request.config.getoption("--regenerate", default=False):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_character_has_one_owner(path: Path) -> None:
    assert faults(parse(decode(path.read_bytes()))) == []


def test_every_golden_file_has_its_pair() -> None:
    assert TEXTS
    assert {path.stem for path in TEXTS} == {path.stem for path in FOLDER.glob("*.json")}
