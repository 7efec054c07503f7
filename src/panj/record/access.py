"""Tokens, who did what, and when people were at the desk. A token itself is never stored, only its hash."""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Select, insert, select, update

from panj.errors import InputError
from panj.model import digest
from panj.model.access import ROLES, Audit, Token, TokenRole
from panj.record.clock import now
from panj.record.schema_desk import audits, desk_keys, revocations, tokens, visits
from panj.record.writing import Writing, put

BEGINNING: Final = "panj_"
"""How a token begins, so that a person or a scanner knows one where it should not be."""
AWAY: Final = timedelta(minutes=30)
"""Who was away for so long begins another visit."""


class Access(Writing):
    """A record with who may ask for it."""

    def create_token(self, name: str, role: TokenRole, author: str) -> tuple[Token, str]:
        """A new token, with the secret that is shown once. Raises InputError and RecordError."""
        if role not in ROLES:
            raise InputError(f"{role} is no role", f"one of: {', '.join(ROLES)}")
        if not name.strip():
            raise InputError("A token needs a name", "say whom it is for")
        secret = BEGINNING + secrets.token_urlsafe(32)
        token = Token("t_" + digest(secret)[:12], name.strip(), role, author, now())
        with self.transaction(["tokens"]) as connection:
            connection.execute(
                insert(tokens).values(
                    id=token.id, name=token.name, role=role, hash=_hash(secret), author=author, recorded_at=token.at
                )
            )
        return token, secret

    def tokens(self) -> list[Token]:
        """All tokens, also those that were taken back, the oldest first."""
        return [Token(*row) for row in self._rows(_tokens().order_by(tokens.c.recorded_at, tokens.c.id))]

    def token_of(self, secret: str) -> Token | None:
        """The token with this secret, where it counts."""
        row = self._first(_tokens().where(tokens.c.hash == _hash(secret), revocations.c.token.is_(None)))
        return Token(*row) if row else None

    def token(self, ident: str) -> Token | None:
        """The token of that id, where it counts."""
        row = self._first(_tokens().where(tokens.c.id == ident, revocations.c.token.is_(None)))
        return Token(*row) if row else None

    def revoke_token(self, ident: str, author: str) -> Token:
        """Takes a token back for good. Raises InputError where there is none that counts."""
        token = self.token(ident)
        if token is None:
            raise InputError(f"{ident} is no token that counts", "see: panj token list")
        with self.transaction(["tokens"]) as connection:
            connection.execute(insert(revocations).values(token=ident, author=author, recorded_at=now()))
        return token

    def audit(self, who: str, did: str, about: str = "") -> None:
        """Notes what somebody did. `about`: ids, no words of a report."""
        with self.transaction(["audits"]) as connection:
            put(connection, audits, who=who, did=did, about=about, recorded_at=now())

    def audits(self, before: int | None = None, limit: int = 100) -> list[Audit]:
        """What was done, the latest first; before the one with this number."""
        query = select(audits.c.id, audits.c.who, audits.c.did, audits.c.about, audits.c.recorded_at)
        if before is not None:
            query = query.where(audits.c.id < before)
        return [Audit(*row) for row in self._rows(query.order_by(audits.c.id.desc()).limit(limit))]

    def visit(self, name: str) -> str | None:
        """When this person was at the desk before this visit; notes, at most once a minute, that they are now."""
        row = self._first(select(visits.c.seen, visits.c.before).where(visits.c.name == name))
        at = datetime.now(UTC)
        if row:
            away = at - datetime.fromisoformat(row.seen)
            before: str | None = row.seen if away > AWAY else row.before
            if away < timedelta(minutes=1):
                return before
        else:
            before = None
        with self.transaction(["visits"]) as connection:
            if row:
                connection.execute(update(visits).where(visits.c.name == name).values(seen=now(), before=before))
            elif not connection.execute(select(visits.c.name).where(visits.c.name == name)).first():
                connection.execute(insert(visits).values(name=name, seen=now(), before=None))
        return before

    def desk_key(self) -> str:
        """What the desk signs cookies with: the same for all who open this record."""
        query = select(desk_keys.c.value).where(desk_keys.c.name == "cookies")
        if row := self._first(query):
            return str(row.value)
        with self.transaction(["desk_keys"]) as connection:
            known = connection.execute(query).scalar()
            if known is None:
                known = secrets.token_urlsafe(32)
                connection.execute(insert(desk_keys).values(name="cookies", value=known))
        return str(known)


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf8", "surrogatepass")).hexdigest()


def _tokens() -> Select[Any]:
    return select(
        tokens.c.id,
        tokens.c.name,
        tokens.c.role,
        tokens.c.author,
        tokens.c.recorded_at,
        revocations.c.recorded_at.label("revoked_at"),
        revocations.c.author.label("revoked_by"),
    ).outerjoin(revocations, revocations.c.token == tokens.c.id)
