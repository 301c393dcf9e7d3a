"""By what is a text recognised that is in the archive already?"""

import hashlib


def source_digest(text: str) -> str:
    """The SHA-256 of a text, in which line ends and white space at its ends do not count.

    Copies of one text differ in these; two copies must not become two interviews.
    """
    lines = "\n".join(text.splitlines()).strip()
    return hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest()
