"""Bytes to text: UTF-8 and UTF-16 by their marks and their form, then the one-byte encodings of the field's archives.

The order is fixed, because statistics over a few words guess wildly (a French sentence becomes Big5): UTF-8 is proved
by its form; a text whose letters are mostly above 0x7F is in another script, and charset-normalizer chooses among the
encodings of that script; what remains is Latin, Windows-1252 unless its letters look out of place.
"""

import codecs
import re

from panj.model import Problem

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; the longer before those that they start with."""
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
BINARY_HINT = "Save its text as UTF-8 and add that."
BROKEN_HINT = "Save it again as UTF-8."
OTHER_SCRIPTS = ["cp1251", "koi8_r", "cp866", "iso8859_5"]
OTHER_LATIN = ["cp1250", "cp1254", "iso8859_2", "iso8859_9"]
SCRIPT_SHARE = 0.4
"""Share of bytes above 0x7F among the letters from which a text is taken to be in another script than Latin; French
and Vietnamese stay under a quarter, Russian is near one."""
MISPLACED = re.compile(r"[^\W\d_][¹²³¼½¾¿¡ª¥£¢¦¨´¸]|[ðþýÐÞÝ]")
"""Signs inside words, and letters of Icelandic alone: Polish, Czech or Turkish read as Windows-1252."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MAYBE_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F, 0xC2])
"""The bytes that every control character has one of in UTF-8; pages without zeros are asked for these first."""
MAX_CONTROL_SHARE = 0.002
"""Control characters in a text beyond this share (and beyond a few) make it no text."""
MAX_CONTROLS = 8
DECLARED = re.compile(r"(?:windows|cp|iso|latin|koi8|gb|big5|shift|euc|mac|tis|us-ascii)[\w.:-]*\Z", re.IGNORECASE)
"""Encodings that a page may declare; all others are found out, not believed."""
LATIN_1 = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
"""Names under which pages send Windows-1252, as the HTML standard has it."""
SAMPLE = 200_000
"""Bytes or characters that the guesses look at."""


def decode(data: bytes, address: str) -> str | Problem:
    """The text of the bytes without a byte order mark, newlines as they are; or why there is none."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            return Problem(address, f"This is {name}, no text.", BINARY_HINT)
    mark, encoding = next((pair for pair in MARKS if data.startswith(pair[0])), (b"", ""))
    if mark:
        text = _strict(data[len(mark) :], encoding)
    elif b"\0" in data:
        text = _utf16(data)
        if text is None:
            return Problem(address, "This is a binary file, no text.", BINARY_HINT)
    else:
        text = _unmarked(data)
    if text is None:
        return Problem(address, "Its encoding is broken or unknown.", BROKEN_HINT)
    return _sound(text, address)


def _sound(text: str, address: str) -> str | Problem:
    """The text, where it is no binary file."""
    controls = len(CONTROL.findall(text, 0, SAMPLE))
    if controls > MAX_CONTROLS and controls > MAX_CONTROL_SHARE * min(len(text), SAMPLE):
        return Problem(address, "This is a binary file, no text.", BINARY_HINT)
    return text.replace("\0", "\ufffd")


def decode_page(data: bytes, address: str, declared: str | None) -> str | Problem:
    """As `decode`, for a web page: it may declare its encoding, and a few broken bytes do not spoil it."""
    marked = any(data.startswith(mark) for mark, _ in MARKS) or b"\0" in data
    text = None if marked else _strict(data, "utf-8")
    if text is not None and not any(data.startswith(signature) for signature, _ in SIGNATURES):
        few = len(data) - len(data.translate(None, MAYBE_CONTROL)) <= MAX_CONTROLS
        return text if few else _sound(text, address)
    if text is None and not marked:
        name = "cp1252" if (declared or "").lower() in LATIN_1 else declared or ""
        if DECLARED.match(name) and _is_codec(name):
            return data.decode(name, "replace")
        if name.lower() in ("utf-8", "utf8") or _broken_utf8(data):
            return data.decode("utf-8", "replace")
    return decode(data, address)


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, known by the zero in every second byte of Latin letters, digits and spaces."""
    sample = data[:SAMPLE]
    if len(data) % 2 or len(data) < 4:
        return None
    even, odd = sample[::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > 0.1 and even < 0.01:
        return _strict(data, "utf-16-le")
    if even > 0.1 and odd < 0.01:
        return _strict(data, "utf-16-be")
    return None


def _unmarked(data: bytes) -> str | None:
    text = _strict(data, "utf-8")
    return text if text is not None else None if _broken_utf8(data) else _one_byte(data)


def _broken_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with damage: at least as many good characters beyond ASCII as bad bytes."""
    good = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", data.decode("utf-8", "ignore")))
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return good >= bad


def _one_byte(data: bytes) -> str | None:
    sample = data[:SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    ascii_letters = len(re.findall(rb"[A-Za-z]", sample))
    if high > SCRIPT_SHARE * (high + ascii_letters):
        return _guess(data, OTHER_SCRIPTS)
    text = _strict(data, "cp1252")
    if text is None or MISPLACED.search(text, 0, SAMPLE):
        text = _guess(data, OTHER_LATIN) or text
    return text


def _guess(data: bytes, encodings: list[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=encodings).best()
    return _strict(data, best.encoding) if best else None
