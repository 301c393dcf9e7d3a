"""Formats that are not read, told by their first bytes, so that an editor hears what to do instead."""

from interviews.transcripts.files import UndecodableCode, UndecodableFile

#: Microsoft's compound file: Word, Excel and PowerPoint until 2003, and encrypted newer documents.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, UndecodableCode], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ID3", "sound_or_film"),
    (b"OggS\x00", "sound_or_film"),
    (b"fLaC\x00", "sound_or_film"),
    (b"\x1aE\xdf\xa3", "sound_or_film"),
    (b"MIME-Version:", "other_document"),
)
#: Kinds of a RIFF container, and of an ISO media file, which are named behind its length.
_PICTURES_INSIDE = (b"WEBP", b"avif", b"heic", b"heix", b"mif1")


def refuse_other_formats(data: bytes) -> None:
    """Raises `UndecodableFile` for PDF, RTF, Word's old format, pictures, sound and film."""
    beginning = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_COMPOUND):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise _refusal("encrypted_document" if encrypted else "old_word")
    for signature, code in _SIGNATURES:
        if beginning.startswith(signature):
            raise _refusal(code)
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI ")):
        raise _refusal("picture" if data[8:12] in _PICTURES_INSIDE else "sound_or_film")
    if beginning.startswith(b"<?xml") and b"<html" not in data[:4096].lower():
        raise _refusal("other_document")


def _refusal(code: UndecodableCode) -> UndecodableFile:
    return UndecodableFile(code, f"the file's first bytes are those of: {code}")
