"""What is shown on the situation page, as a file."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from panj.desk.asking import Named
from panj.desk.pages.asked import Query, query_of
from panj.desk.pages.facts import facts_of
from panj.desk.pages.situation import chips
from panj.desk.state import desk_of
from panj.errors import InputError
from panj.model import Claim, Document, Event, View
from panj.model.vocabulary import KINDS
from panj.outputs.exports import FORMATS, Filters, write
from panj.pipeline.exporting import material

router = APIRouter(include_in_schema=False)


class Shown:
    """A view with some of its events, their claims and the reports of these."""

    def __init__(self, view: View, events: Sequence[Event]) -> None:
        self._view: Any = view
        self._events = events

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        found: dict[str, Claim] = self._view.several([name for event in self._events for name in event.claims])
        return found

    def documents(self) -> Iterable[Document]:
        found: dict[str, Document] = self._view.reports([claim.document_id for claim in self._claims.values()])
        return found.values()

    def document(self, document_id: str) -> Document | None:
        found: Document | None = self._view.document(document_id)
        return found

    def claims(self, document_id: str | None = None) -> Iterable[Claim]:
        return [claim for claim in self._claims.values() if document_id in (None, claim.document_id)]

    def claim(self, claim_id: str) -> Claim | None:
        return self._claims.get(claim_id)

    def events(self) -> Sequence[Event]:
        return self._events

    def event(self, event_id: str) -> Event | None:
        return next((event for event in self._events if event.id == event_id), None)


@router.get("/export/{form}")
def export(request: Request, form: str, asker: Named) -> Response:
    """The events that the address asks for, with their claims and sources, in a format."""
    if form not in FORMATS:
        raise HTTPException(404, f"There is no format {form[:40]}")
    desk, query = desk_of(request), query_of(request)
    facts = facts_of(desk.view(query.moment, asker.audience))
    shown: View = Shown(facts.view, facts.picked(query)) if query.narrowed else facts.view
    title = "What the reports say" + "".join(f", {text}" for text, _ in chips(query))
    try:
        made = desk.work(
            lambda record: material(
                record, form, moment=query.moment, filters=_filters(query), role=asker.audience, title=title, view=shown
            )
        )
        found = write(made, form)
    except InputError as error:
        raise HTTPException(422, f"{error.message} – {error.hint}") from error
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.data, media_type=found.media_type, headers=headers)


def _filters(query: Query) -> Filters:
    """What the file says was left out, as far as its words go; the view is narrowed already."""
    return Filters(
        start=query.start or None,
        end=query.end or None,
        kinds=(query.kind,) if query.kind in KINDS else (),
        statuses=(query.status,) if query.status else (),
    )
