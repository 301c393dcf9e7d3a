"""Which messages do the sources hold? Read without any gettext tool, so that every machine can check.

Finds what ``manage.py makemessages`` finds: calls of Django's translation functions in Python, and
the translation tags of templates.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

MODULE = "django.utils.translation"

# How many strings each function takes, and whether the first is a context, by its plain name.
_FUNCTIONS = {
    "gettext": (False, 1),
    "gettext_lazy": (False, 1),
    "gettext_noop": (False, 1),
    "ngettext": (False, 2),
    "ngettext_lazy": (False, 2),
    "pgettext": (True, 1),
    "pgettext_lazy": (True, 1),
    "npgettext": (True, 2),
    "npgettext_lazy": (True, 2),
}

# What ``templatize`` writes for a translation tag; all else in its result is blanked out.
_CALL = re.compile(
    r"""(?<![\w.]) (?P<function>_|n?p?gettext) \( \s*
    (?P<strings> (?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*") \s*,?\s*)+ ) (?:count\s*)? \)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a catalogue must translate: a text, in two forms where it counts something."""

    text: str
    plural: str = ""
    context: str = ""


def messages_in(*roots: Path) -> dict[Message, set[str]]:
    """The messages of all Python files and templates below ``roots``, each with the files' paths.

    Raises ``ValueError`` for a message that is put together while the program runs, since no
    catalogue can hold it: ``_(f"{count} files")``.
    """
    found: dict[Message, set[str]] = {}
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.suffix == ".py":
                messages = _in_python(path.read_text(), path)
            elif path.suffix in (".html", ".txt") and "templates" in path.parts:
                messages = _in_template(path.read_text(), path)
            else:
                continue
            for message in messages:
                found.setdefault(message, set()).add(str(path))
    return found


def _in_python(source: str, path: Path) -> Iterator[Message]:
    tree = ast.parse(source, str(path))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            function = names.get(node.func.id, "")
        elif isinstance(node.func, ast.Attribute) and "translation" in ast.unparse(node.func.value):
            function = node.func.attr
        else:
            continue
        if function in _FUNCTIONS:
            has_context, count = _FUNCTIONS[function]
            arguments = node.args[: has_context + count]
            if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in arguments):
                raise ValueError(f"{path}, line {node.lineno}: {ast.unparse(node)} cannot be translated")
            texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
            # A variable holds a message that was marked where it was written.
            if len(texts) == has_context + count:
                yield _message(has_context, [str(text) for text in texts])


def _in_template(source: str, path: Path) -> Iterator[Message]:
    for call in _CALL.finditer(templatize(source, str(path))):
        function = "gettext" if call["function"] == "_" else call["function"]
        texts = ast.literal_eval(f"[{call['strings']}]")
        yield _message(_FUNCTIONS[function][0], texts)


def _message(has_context: bool, texts: list[str]) -> Message:
    context = texts[0] if has_context else ""
    text, plural = [*texts[has_context:], ""][:2]
    return Message(text, plural, context)
