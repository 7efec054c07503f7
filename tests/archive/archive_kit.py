"""Reports of a few lines as rows, pages and crawls, and the tables of an archive."""

import gzip
import io
import json
from pathlib import Path

TOWNS = ("Goma", "Sake", "Kobani", "Stepanakert", "Aleppo", "Mosul", "Khartoum", "Nyala")


def text_of(n: int) -> str:
    town = TOWNS[n % len(TOWNS)]
    return (
        f"{town} empties\n\nSome {300 + n} people fled {town} on Monday after shelling, officials said. "
        "The market was closed and nobody knew when it would open. "
        f"About {100 + n} of them are sheltered in two schools."
    )


def row_of(n: int) -> dict[str, str]:
    return {"id": f"r{n}", "text": text_of(n), "published": f"2021-{1 + n % 3:02}-14", "publisher": "Kivu Post"}


def rows(path: Path, numbers) -> Path:
    path.write_text("".join(json.dumps(row_of(n)) + "\n" for n in numbers), encoding="utf8")
    return path


def page_of(n: int) -> bytes:
    title, *rest = text_of(n).split("\n\n")
    body = "".join(f"<p>{p}</p>" for p in rest)
    return (
        f'<html><head><title>{title}</title><meta property="article:published_time" content="2021-0{1 + n % 3}-14">'
        f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def record_of(n: int) -> list[bytes]:
    """A request and its response."""
    url = f"https://kivu.example/{n}"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page_of(n)
    return [_record("request", url, b"GET / HTTP/1.1\r\n\r\n"), _record("response", url, body)]


def _record(kind: str, url: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n"
    return f"{head}Content-Type: application/http\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(path: Path, numbers, *, members: bool = True) -> Path:
    """A WARC file; packed record by record where its name ends so, or at once without `members`."""
    records = [data for n in numbers for data in record_of(n)]
    out = io.BytesIO()
    if path.suffix == ".gz":
        for data in records if members else [b"".join(records)]:
            out.write(gzip.compress(data))
    else:
        out.write(b"".join(records))
    path.write_bytes(out.getvalue())
    return path


def table(out: Path, name: str) -> list[dict]:
    """The rows of a table of an archive, in the order of their ids."""
    from pyarrow import dataset

    found = dataset.dataset(out / name, partitioning="hive").to_table().to_pylist()
    return sorted(found, key=lambda row: tuple(str(row.get(key)) for key in ("id", "address", "version")))


def tables(out: Path) -> dict[str, list[dict]]:
    return {name: table(out, name) for name in ("documents", "claims", "skipped")}
