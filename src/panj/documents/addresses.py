"""Addresses on the web: what may be one, and the form of it under which a page is one document.

The rules of the canonical form are those of RFC 3986, section 6.2.2, and the parameters that only follow readers.
"""

import re
from datetime import date
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

URL = re.compile(r"https?://[^\s/?#]{1,255}(?:[/?#]\S{0,2000})?\Z", re.IGNORECASE)
SITE = re.compile(r"https?://[^/]+/?\Z", re.IGNORECASE)
"""The address of a site and of no page in it: as a page's own address it would make one document of all its pages."""
FOLLOWING = re.compile(
    r"(?:utm_\w{1,40}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|_ga|_gl|at_medium|at_campaign"
    r"|ocid|cmpid|smid|ftag|ref_src|spm)\Z",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, and never which page it is."""
DAY = re.compile(
    r"/(?P<y>19[89]\d|20\d\d)(?:(?P<sep>[/-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?=[/_-]|\Z)|(?P<m2>\d\d)(?P<d2>\d\d)(?=/))"
)
"""The day in an address, as the systems of news sites write it: `/2021/07/14/`, `/2021-07-14-`, `/20210714/`."""
PORTS = {"http": 80, "https": 443}


def is_page(value: str) -> bool:
    """Whether it is an address on the web that a document may have."""
    return URL.match(value) is not None and _split(value) is not None


def canonical(url: str) -> str:
    """The address without what does not say which page it is: case of the host, port, fragment, following."""
    parts = _split(url)
    if parts is None:
        return url
    scheme = parts.scheme.lower()
    query = "&".join(pair for pair in parts.query.split("&") if not FOLLOWING.match(pair.partition("=")[0]))
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != PORTS.get(scheme):
        host += f":{parts.port}"
    return urlunsplit((scheme, host, parts.path or "/", query, "")) if host else url


def day_in(url: str) -> str | None:
    """The ISO date that the path of an address gives, which is the day of publication; None where it gives none."""
    parts = _split(url)
    found = DAY.search(parts.path) if parts else None
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"])).isoformat()
    except ValueError:
        return None


def canonical_of(url: str, own: str | None) -> str:
    """The canonical address of a page at `url` that names `own` as its own: believed on the same host alone, so that
    no page can pass for one of another outlet."""
    absolute = _joined(url, own) if own else ""
    if absolute and is_page(absolute) and not SITE.match(absolute) and host_of(absolute) == host_of(url):
        return canonical(absolute)
    return canonical(url)


def host_of(url: str) -> str:
    """The host without `www.`, in lower case; empty where there is none."""
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.").rstrip(".") if parts else ""


def absolute(base: str, link: str) -> str | None:
    """The page that a link on another leads to; None where it leads to none."""
    found = _joined(base, link.strip())
    return found if found and is_page(found) else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and parts.username is None else None
