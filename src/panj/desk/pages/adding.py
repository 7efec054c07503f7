"""Reports pasted or handed over as files: read at once, and what they say shown."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from panj import pipeline
from panj.desk.asking import Checked, Named
from panj.desk.pages.facts import facts_of
from panj.desk.pages.rendering import page
from panj.desk.state import Desk, desk_of
from panj.errors import InputError
from panj.model import Document, Problem
from panj.record import Added, Record

router = APIRouter(include_in_schema=False)
FILES: Final = 40
"""Files that are taken in at once."""
LISTED: Final = 40
TEXT: Final = 2_000_000
"""Characters of a pasted text."""
FIELDS: Final = ("text", "title", "publisher", "published")
NAMES: Final = {
    "document": "new report",
    "version": "new version of a known report",
    "revision": "new date, publisher or title",
    "reread": "read again by a newer reader",
    "unchanged": "known already, nothing new",
}


@router.get("/add")
def add_page(request: Request, asker: Named) -> HTMLResponse:
    """The form that takes files and pasted text."""
    return page(request, asker, "add.html.j2", **_empty())


def _empty() -> dict[str, Any]:
    return {"added": [], "problems": [], "events": [], "typed": dict.fromkeys(FIELDS, ""), "names": NAMES}


@router.post("/add", response_model=None)
async def add(
    request: Request,
    asker: Checked,
    text: Annotated[str, Form(max_length=TEXT)] = "",
    title: Annotated[str, Form(max_length=400)] = "",
    publisher: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=20)] = "",
    files: Annotated[list[UploadFile] | None, Form()] = None,
) -> Response:
    """Adds what was pasted and the files, and shows what is new."""
    from starlette.concurrency import run_in_threadpool

    given = [(one.filename or "report.txt", await one.read()) for one in (files or [])[:FILES] if one.filename]
    desk = desk_of(request)
    known = {"text": text, "title": title, "publisher": publisher, "published": published}

    def take() -> tuple[list[Added], list[Problem]]:
        return taken(desk, given, known)

    added, problems = await run_in_threadpool(take)
    facts = await run_in_threadpool(lambda: facts_of(desk.view(None, asker.audience)))
    documents = {one.document.id for one in added}
    told = [claim for ident in sorted(documents)[:LISTED] for claim in facts.view.claims(ident)]
    events = {event.id: event for claim in told for event in facts.by_claim.get(claim.id, ())}
    if not added and not problems:
        problems = [Problem("", "There is nothing to add", "paste a text, or choose files")]
    values = {
        **_empty(),
        "added": added[:LISTED],
        "problems": problems,
        "events": list(events.values())[:LISTED],
        "typed": known if problems else dict.fromkeys(FIELDS, ""),
    }
    return page(request, asker, "add.html.j2", status=422 if problems and not added else 200, **values)


def taken(desk: Desk, files: Sequence[tuple[str, bytes]], known: dict[str, str]) -> tuple[list[Added], list[Problem]]:
    """What is new in the record after a pasted text and files; one that cannot be read does not stop the others."""
    published, publisher = known["published"].strip() or None, known["publisher"].strip() or None

    def work(record: Record) -> list[Added | Problem]:
        found: list[Document | Problem] = []
        if known["text"].strip():
            found.append(_pasted(known, published, publisher))
        with tempfile.TemporaryDirectory(prefix="panj-") as folder:
            for name, raw in files:
                found += _uploaded(Path(folder), name, raw, published, publisher)
        done = list(pipeline.add_documents(record, found, publisher_given=publisher is not None))
        pipeline.bring_up_events(record)
        return done

    try:
        told = desk.work(work)
    except InputError as error:
        return [], [Problem("", error.message, error.hint)]
    return (
        [one for one in told if isinstance(one, Added)],
        [one for one in told if isinstance(one, Problem)],
    )


def _pasted(known: dict[str, str], published: str | None, publisher: str | None) -> Document | Problem:
    text = known["text"].replace("\r\n", "\n")
    title = " ".join(known["title"].split())
    whole = f"{title}\n\n{text}" if title and not text.lstrip().startswith(title) else text
    try:
        found = pipeline.document_of(whole, published=published, publisher=publisher)
    except InputError as error:
        return Problem("the pasted text", error.message, error.hint)
    label = title or " ".join(text.split())[:60]
    return replace(found, label=label, title=title or found.title)


def _uploaded(
    folder: Path, name: str, raw: bytes, published: str | None, publisher: str | None
) -> Iterable[Document | Problem]:
    """The reports of a file; they are known by its name and bytes, and not by where it was put to be read."""
    plain = PurePosixPath(name.replace("\\", "/")).name[:120].lstrip(".") or "report.txt"
    mark = sha256(raw).hexdigest()[:12]
    path = folder / mark / plain
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    for found in pipeline.load_documents([str(path)], published=published, publisher=publisher):
        if isinstance(found, Problem):
            yield Problem(found.address.replace(str(path), plain), found.message, found.hint)
        else:
            yield replace(found, address=found.address.replace(str(path.resolve()), f"upload:{mark}/{plain}"))
