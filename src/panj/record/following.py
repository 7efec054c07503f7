"""The state of feeds and pages that are followed, so that following goes on where it stopped, and what came from each.

A row of `followed` is the one that changes: it is a state of ours and says nothing of the world. Links are kept as
digests: what a feed names is not the record's to keep, and nothing of it outlives a redaction.
"""

from collections.abc import Iterator

from sqlalchemy import func, insert, select

from panj.model import Document, Followed, digest
from panj.record import schema as t
from panj.record.clock import now
from panj.record.store import Documents

FIELDS = ("url", "kind", "title", "etag", "modified", "checked_at", "wait_until", "failures", "problem")


class Following(Documents):
    """What a record knows of feeds and pages."""

    def followed(self) -> list[Followed]:
        """All that is or was followed, by address."""
        query = (
            select(*(t.followed.c[name] for name in FIELDS), func.count(t.arrivals.c.document_id.distinct()))
            .join_from(t.followed, t.arrivals, isouter=True)
            .group_by(*(t.followed.c[name] for name in FIELDS))
            .order_by(t.followed.c.url)
        )
        return [Followed(*row) for row in self._rows(query)]

    def followed_at(self, url: str) -> Followed | None:
        """The state of one; None where it was never followed."""
        row = self._first(select(*(t.followed.c[name] for name in FIELDS)).where(t.followed.c.url == url))
        return Followed(*row) if row else None

    def keep_followed(self, state: Followed) -> None:
        """Keeps the state in place of the one before it. Raises RecordError."""
        values = {name: getattr(state, name) for name in FIELDS}
        with self.transaction(["following"]) as connection:
            known = connection.execute(select(t.followed.c.url).where(t.followed.c.url == state.url)).first()
            if known:
                query = t.followed.update().where(t.followed.c.url == state.url)
                connection.execute(query.values(**values, recorded_at=now()))
            else:
                connection.execute(insert(t.followed).values(**values, recorded_at=now()))

    def arrived(self, url: str, link: str, document_ids: list[str], *, failed: bool) -> None:
        """Notes what a link of something followed led to: documents, and whether it failed. Raises RecordError."""
        rows = [
            {"url": url, "link": digest(link), "document_id": ident, "failed": int(failed), "recorded_at": now()}
            for ident in (*document_ids, *(() if document_ids else (None,)))
        ]
        with self.transaction(["following"]) as connection:
            connection.execute(insert(t.arrivals), rows)

    def failures_of(self, url: str) -> dict[str, int]:
        """How often each link, as its digest, that came from something followed failed; 0 for one that did not."""
        query = (
            select(t.arrivals.c.link, func.min(t.arrivals.c.failed), func.sum(t.arrivals.c.failed))
            .where(t.arrivals.c.url == url)
            .group_by(t.arrivals.c.link)
        )
        return {link: int(failed) if always else 0 for link, always, failed in self._rows(query)}

    def came_from(self, url: str) -> Iterator[Document]:
        """The documents that came from something followed, the latest first."""
        query = (
            select(t.arrivals.c.document_id, func.max(t.arrivals.c.id).label("last"))
            .where(t.arrivals.c.url == url, t.arrivals.c.document_id.is_not(None))
            .group_by(t.arrivals.c.document_id)
            .order_by(func.max(t.arrivals.c.id).desc())
        )
        for row in list(self._rows(query)):
            if (document := self.document(row.document_id)) is not None:
                yield document
