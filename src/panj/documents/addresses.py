"""Addresses on the web: what may be one, and the form of it under which a page is one document.

The rules of the canonical form are those of RFC 3986, section 6.2.2, and the parameters that only follow readers.
"""

import re
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
