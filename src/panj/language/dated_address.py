"""The month or year of publication that a report's address gives where the report gives no day: `/2024/10/…`,
`…-12-october-2024-…`. It anchors days that the text names without a year; it never becomes a day of publication."""

import re
from functools import cache
from typing import Final

from panj.lexicon import table

MAX_ADDRESS: Final = 2_000
"""Characters of an address that are looked at."""
YEAR: Final = r"(?:19[89]\d|20\d\d)"
FOLDER: Final = re.compile(rf"/(?P<year>{YEAR})[/-](?P<month>0?[1-9]|1[0-2])(?=[/-])")


@cache
def _named(language: str) -> re.Pattern[str]:
    """A month's name and a year in the words of an address: "12-october-2024"."""
    names = sorted(table(language, "dates")["month"], key=len, reverse=True)
    return re.compile(rf"[-_/](?:{'|'.join(map(re.escape, names))})[-_](?P<year>{YEAR})(?![^-_/.?#])", re.IGNORECASE)


def near(address: str | None, language: str) -> str | None:
    """The ISO month that the folders of an address name, else the year that stands beside a month in its words (the
    last, as a period is named by its end); None where it tells neither."""
    if not address:
        return None
    address = address[:MAX_ADDRESS]
    if found := FOLDER.search(address):
        return f"{found['year']}-{int(found['month']):02}"
    named = [match["year"] for match in _named(language).finditer(address)]
    return named[-1] if named else None
