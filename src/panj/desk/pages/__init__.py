"""The pages of the desk."""

from fastapi import FastAPI

from panj.desk.pages import (
    adding,
    deciding,
    document,
    errors,
    event,
    exporting,
    feeds,
    greeting,
    log,
    mapping,
    review,
    search,
    situation,
    sources,
    statics,
)

ROOMS = (
    situation, mapping, event, deciding, document, review, sources, search, feeds, adding, log, exporting, greeting,
    statics,
)  # fmt: skip


def install(app: FastAPI) -> None:
    """Adds the pages to the app."""
    for room in ROOMS:
        app.include_router(room.router)
    errors.install(app)
