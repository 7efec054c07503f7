"""The desk as an ASGI application."""

import secrets
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI

from panj import __version__
from panj.desk import api, asking, pages, safety
from panj.desk.rates import Rates
from panj.desk.state import Desk

GUESSES: Final = 20
"""Wrong tokens that one address may try in a minute."""
QUESTIONS: Final = 1200
"""Questions to the API that one caller may ask in a minute."""


def create(record: str, *, hosts: Collection[str] = safety.LOOPBACK, loopback: bool = True) -> FastAPI:
    """The desk over the record at this place, which is made where it is missing. `hosts` are the names under which it
    answers; `loopback` is false where others than this machine can reach it, and all need a token. Raises RecordError.
    """
    from panj.record import open_record

    opened = open_record(record)
    desk = Desk(opened)

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
    app.state.secret = opened.desk_key() if opened.may_write() else secrets.token_urlsafe(32)
    app.state.loopback = loopback
    app.state.guesses = Rates(GUESSES)
    app.state.rates = Rates(QUESTIONS)
    app.state.listeners = 0
    app.include_router(api.router)
    app.include_router(asking.router)
    pages.install(app)
    app.add_middleware(safety.Guard, hosts=hosts)
    return app
