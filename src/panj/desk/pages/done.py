"""What a decision changed: told on the page that follows it, with the way back."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request

from panj.desk.asking import Asker
from panj.desk.pages.changed import Told, told
from panj.desk.state import Desk
from panj.model import Judgement
from panj.pipeline.changes import changes
from panj.pipeline.decisions import said

LISTED: Final = 4
_NAME: Final = re.compile(r"j_[0-9a-f]{4,40}")


@dataclass(frozen=True, slots=True)
class Done:
    """A decision, in words, and the figures that are others since."""

    judgement: Judgement
    words: str
    changes: tuple[Told, ...]
    more: int


def of(request: Request, desk: Desk, asker: Asker) -> Done | None:
    """The decision that the address names (`done=j_…`), with what it changed; None where it names none."""
    from panj.record import changed_since

    name = request.query_params.get("done", "")
    if not _NAME.fullmatch(name) or asker.audience != "restricted":
        return None
    view = desk.view(None, asker.audience)
    one = next((j for j in reversed(getattr(view, "judgements", ())) if j.id == name), None)
    if one is None:
        return None
    before = datetime.fromisoformat(one.at) - timedelta(milliseconds=1)
    at = before.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    found = changes(*desk.work(lambda record: changed_since(record, at)))
    seen = [told(change, event) for change in found if (event := change.after or change.before)]
    return Done(one, said(one), tuple(seen[:LISTED]), max(0, len(seen) - LISTED))
