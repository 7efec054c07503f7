"""One key for all spellings of a name that differ in case, accents, hyphens, apostrophes and full stops alone."""

import re
import unicodedata
from math import asin, cos, radians, sin, sqrt

_SPECIAL = str.maketrans(
    {
        "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th",
        "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ə": "e", "Ə": "e", "ħ": "h", "Ħ": "h",
        "ŋ": "ng", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", "–": " ", "‐": " ",
        "‑": " ", "ˌ": "", "ʹ": "", "ʺ": "",
    }
)  # fmt: skip
_JOINTS = str.maketrans({"-": " ", "'": None, ".": None, ",": " ", "(": " ", ")": " ", "/": " ", "_": " "})
_SAINT = re.compile(r"\bsaint(?=e?\b)")


def key(name: str) -> str:
    """The form under which a name is stored and looked up: "Côte-d'Ivoire" and "cote divoire" are one."""
    if not name.isascii():
        split = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
        name = "".join(char for char in split if not unicodedata.combining(char))
    folded = " ".join(name.casefold().translate(_JOINTS).split())
    if folded.startswith("the "):
        folded = folded[4:]
    return _SAINT.sub("st", folded) if "saint" in folded else folded


def distance_km(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Great-circle distance in kilometres on a sphere of the Earth's mean radius (6371.0088 km, IUGG)."""
    a, b = radians(latitude_1), radians(latitude_2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(longitude_2 - longitude_1) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))
