"""The API of the desk, `/api/v1`."""

from fastapi import APIRouter

from panj.desk.api import exporting, giving, reading, stream, writing

router = APIRouter(prefix="/api/v1")
for part in (reading, writing, exporting, stream, giving):
    router.include_router(part.router)
