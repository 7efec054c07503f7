"""Tokens and the log of what was done, for admins."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request

from panj.desk.api import wire
from panj.desk.api.callers import Admin, TheDesk
from panj.desk.api.forms import NewToken
from panj.desk.api.paging import Cursor, Limit, packed, page, unpacked
from panj.desk.api.problems import Route, described
from panj.model.access import Token
from panj.record import Record

router = APIRouter(route_class=Route, tags=["access"], responses=described(401, 403, 409, 422, 429))


@router.get("/tokens")
def tokens(who: Admin, desk: TheDesk) -> dict[str, Any]:
    """All tokens, without their secrets."""
    return {"items": [wire.entry_to_wire(token) for token in desk.record.tokens()]}


@router.post("/tokens", status_code=201)
def create_token(form: NewToken, who: Admin, desk: TheDesk) -> dict[str, Any]:
    """Makes a token; `secret` is shown this once."""

    def task(record: Record) -> tuple[Token, str]:
        made = record.create_token(form.name, form.role, who.name)
        record.audit(who.who, f"token created for {form.role}", made[0].id)
        return made

    token, secret = desk.work(task)
    return {**wire.entry_to_wire(token), "secret": secret}


@router.delete("/tokens/{token_id}", responses=described(404))
def revoke_token(
    token_id: Annotated[str, Path(max_length=64, pattern=r"^t_[0-9a-f]+$")], who: Admin, desk: TheDesk
) -> dict[str, Any]:
    """Takes a token back for good."""

    def task(record: Record) -> None:
        record.revoke_token(token_id, who.name)
        record.audit(who.who, "token revoked", token_id)

    if desk.record.token(token_id) is None:
        raise HTTPException(404, "There is no such token, or it was taken back")
    desk.work(task)
    return {"id": token_id, "revoked": True}


@router.get("/audits")
def audits(request: Request, who: Admin, desk: TheDesk, cursor: Cursor = None, limit: Limit = 50) -> dict[str, Any]:
    """What was done with this record over the desk, the latest first."""
    told = unpacked(cursor)
    if told and not (told.isdecimal() and len(told) < 16):
        raise HTTPException(422, "This cursor is not one of ours")
    found = desk.record.audits(int(told) if told else None, limit + 1)
    following = packed(str(found[limit - 1].number)) if len(found) > limit else None
    return page(request, [wire.entry_to_wire(one) for one in found[:limit]], following)
