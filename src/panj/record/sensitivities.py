"""What people decided on what may be shown: appended, never changed."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from panj.errors import InputError
from panj.model import digest, from_wire, to_wire
from panj.model.sensitivity import Sensitivity
from panj.record import schema as t
from panj.record.clock import now
from panj.record.read import Reading
from panj.record.rows import parsed
from panj.record.writing import Writing, put


def sensitivities_of(reading: Reading) -> tuple[Sensitivity, ...]:
    """All decisions in the order in which they came, also those taken back; those of now, whatever the moment is: what
    is restricted today is restricted in what was known before."""
    query = select(t.sensitivities.c.body).order_by(t.sensitivities.c.id)
    return tuple(from_wire(Sensitivity, parsed(row.body)) for row in reading._rows(query))


class Sensitivities(Writing):
    """A record with what may be shown of it."""

    def sensitivities(self) -> tuple[Sensitivity, ...]:
        """All decisions in the order in which they came, also those taken back."""
        return sensitivities_of(self)

    def decide_sensitivity(self, decision: Sensitivity) -> Sensitivity:
        """Appends a decision and gives it with its id and time. Raises RecordError, and InputError for an undoing of
        what there is not."""
        if decision.undoes and decision.undoes not in {one.id for one in self.sensitivities()}:
            raise InputError(f"{decision.undoes} is no restriction of this record", "see: panj restrictions")
        document_id = decision.document_id or (decision.anchor.document_id if decision.anchor else None)
        with self.transaction(["sensitivities"]) as connection:
            at = now()
            last = connection.execute(
                select(t.sensitivities.c.id).order_by(t.sensitivities.c.id.desc()).limit(1)
            ).scalar()
            whole = replace(decision, id="s_" + digest(at, last, pack_sensitivity(decision))[:12], at=at)
            put(
                connection,
                t.sensitivities,
                sensitivity=whole.id,
                document_id=document_id,
                author=whole.author,
                body=pack_sensitivity(whole),
                recorded_at=at,
            )
        return whole


def pack_sensitivity(decision: Sensitivity) -> str:
    """A decision as canonical JSON."""
    body: dict[str, Any] = to_wire(decision)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
