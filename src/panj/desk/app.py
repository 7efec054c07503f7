"""The desk as an ASGI application."""

import secrets
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from fastapi import FastAPI

from panj import __version__
from panj.desk import api, asking, pages, safety
from panj.desk.state import Desk


def create(record: str, *, hosts: Collection[str] = safety.LOOPBACK, secret: str | None = None) -> FastAPI:
    """The desk over the record at this place, which is made where it is missing. `hosts` are the names under which it
    answers; `secret` signs cookies (one of its own where none is given). Raises RecordError."""
    from panj.record import open_record

    desk = Desk(open_record(record))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Panj",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.state.secret = secret or secrets.token_urlsafe(32)
    app.include_router(api.router)
    app.include_router(asking.router)
    pages.install(app)
    app.add_middleware(safety.Guard, hosts=hosts)
    return app
