"""How the tests write the look of passages."""

from interviews.transcripts.source import Source


def looks(source: Source) -> list[tuple[str, str]]:
    """The passages as (look, text)."""
    return [(one.look, source.text[one.start : one.end]) for one in source.formatted]
