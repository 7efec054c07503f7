"""What leaves the house over the API: the formats of `panj export`."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Response

from panj.desk.api.callers import Fresh, Reader, TheDesk
from panj.desk.api.paging import AsOf, AsRecorded, moment_of
from panj.desk.api.problems import Route, described
from panj.desk.api.reading import Country, Day, Kind, iso
from panj.outputs.exports import FORMATS, Filters, Material, write
from panj.pipeline.exporting import material
from panj.record import Record

router = APIRouter(route_class=Route, tags=["exports"], responses=described(401, 404, 409, 422, 429))


@router.get("/exports")
def exports(who: Reader) -> dict[str, Any]:
    """The formats that there are."""
    items = [
        {
            "name": one.name,
            "title": one.title,
            "media_type": one.media_type,
            "tables": list(one.tables),
            "href": f"/api/v1/exports/{one.name}",
        }
        for one in FORMATS.values()
    ]
    return {"items": items}


@router.get(
    "/exports/{form}",
    dependencies=[Fresh],
    response_class=Response,
    responses={200: {"description": "The file", "content": {"application/octet-stream": {}}}},
)
def export(
    form: Annotated[str, Path(max_length=32, pattern=r"^[a-z-]+$", examples=["geojson"])],
    who: Reader,
    desk: TheDesk,
    answer: Response,
    table: Annotated[str, Query(max_length=16, pattern=r"^[a-z]*$", examples=["events"])] = "",
    kind: Kind = None,
    country: Country = None,
    start: Day = None,
    end: Day = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
) -> Response:
    """The record in a format, as the caller may see it."""
    known = FORMATS.get(form)
    if known is None:
        raise HTTPException(404, f"{form} is no format; see /api/v1/exports")
    if table and table not in known.tables:
        raise HTTPException(422, f"{form} has no table {table}")
    moment = moment_of(as_of, as_recorded)
    filters = Filters(iso(start), iso(end), (country,) if country else (), (kind,) if kind else ())

    def task(record: Record) -> Material:
        view = desk.view(moment, who.audience)
        found = material(record, form, moment=moment, filters=filters, role=who.audience, view=view)
        if who.token and record.may_write():
            record.audit(who.who, f"export {form} ({who.audience})")
        return found

    made = write(replace(desk.work(task), table=table or next(iter(known.tables), "events")), form)
    headers = {
        **{name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary")},
        "Content-Disposition": f'attachment; filename="{made.name}"',
    }
    return Response(made.data, media_type=made.media_type, headers=headers)
