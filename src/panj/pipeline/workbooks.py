"""Decisions that came back in a workbook: checked against the record as it is now, then taken all together or not at
all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from panj import pipeline
from panj.errors import InputError, PanjError
from panj.model import Claim, Judgement
from panj.model.judgement import standing
from panj.outputs.exports.workbook import VERDICTS, state_of
from panj.outputs.exports.workbook_read import Decided, read
from panj.pipeline.decisions import judgement_on, said
from panj.pipeline.guarding import Role, guarded

if TYPE_CHECKING:
    from panj.record import Record

MAX_TOLD: Final = 50
"""Rows that are named when something is wrong; the others are counted."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A judgement that a row asks for, and the row's number in the sheet of claims."""

    row: int
    claim: str
    judgement: Judgement

    @property
    def told(self) -> str:
        one = self.judgement
        return f"row {self.row}, {self.claim[:12]}: {said(one)} ({one.author}{': ' if one.reason else ''}{one.reason})"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a workbook asks for. `planned` would be judged; `already` stands in the record, word for word; `problems`
    say for a row why it cannot be: with one of them nothing is."""

    planned: tuple[Planned, ...]
    already: tuple[Planned, ...]
    problems: tuple[str, ...]


def plan(record: "Record", data: bytes, by: str) -> Plan:
    """What the decisions of a workbook come to; `by` takes those that name no author. Raises InputError where the file
    is no workbook of Panj."""
    book = read(data)
    role: Role = "restricted" if book.role == "restricted" else "open"
    view = guarded(pipeline.view_of(record), role, datetime.now(UTC).date()) if book.decided else None
    told = record.judgements()
    stands = {_mark(one) for one in standing(told)}
    undone = {_mark(one) for one in told if one.verb != "undo"} - stands
    claims = {claim.id: claim for claim in view.claims()} if view else {}
    planned: list[Planned] = []
    already: list[Planned] = []
    problems: list[str] = []
    for row in _once(book.decided, problems):
        try:
            found = [Planned(row.row, row.claim, one) for one in _judgements(record, row, by)]
            fresh = [one for one in found if _mark(one.judgement) not in stands]
            already += [one for one in found if one not in fresh]
            if fresh:
                _unchanged(row, claims.get(row.claim), [one for one in fresh if _mark(one.judgement) in undone])
                planned += fresh
        except PanjError as error:
            problems.append(f"row {row.row}, {row.claim[:12] or 'no id'}: {error}")
    return Plan(tuple(planned), tuple(already), tuple(problems))


def apply(record: "Record", planned: Plan) -> list[Judgement]:
    """Takes the decisions in one transaction. Raises InputError where a row is wrong: then nothing is decided."""
    if planned.problems:
        shown = "; ".join(planned.problems[:MAX_TOLD])
        more = len(planned.problems) - MAX_TOLD
        raise InputError(
            f"Nothing was decided, because of {shown}{f'; and {more} more' if more > 0 else ''}",
            "mend these rows, or clear their verdict, and run it again",
        )
    return record.judge_all([one.judgement for one in planned.planned]) if planned.planned else []


def _once(rows: Sequence[Decided], problems: list[str]) -> list[Decided]:
    """The rows, without those of a claim that has one already: sorting and pasting doubles rows."""
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        if row.claim and row.claim in seen:
            problems.append(f"row {row.row}, {row.claim[:12]}: row {seen[row.claim]} judges the same claim")
        else:
            seen[row.claim] = row.row
            kept.append(row)
    return kept


def _judgements(record: "Record", row: Decided, by: str) -> list[Judgement]:
    """The judgements that a row asks for. Raises InputError."""
    if not row.claim.startswith("c_"):
        raise InputError("The row has lost the id of its claim", "copy it from a fresh workbook")
    if row.verdict not in VERDICTS:
        told = f"{row.verdict} is no verdict" if row.verdict else "Something is written, but no verdict"
        raise InputError(told, f"choose one of: {', '.join(VERDICTS)}")
    author = row.author or by
    if row.verdict != "correct":
        if row.new:
            raise InputError(f"There is a new {row.new[0][0]}, but the verdict is {row.verdict}", "choose correct")
        return [judgement_on(record, row.claim, row.verdict, None, None, row.reason, author)]
    if not row.new:
        raise InputError(
            "The verdict is correct, but no column says what it should be", "fill in one that starts with new"
        )
    return [judgement_on(record, row.claim, "correct", name, value, row.reason, author) for name, value in row.new]


def _unchanged(row: Decided, claim: Claim | None, undone: Sequence[Planned]) -> None:
    """Raises InputError where the claim is gone or says something else than when the workbook was made."""
    if undone:
        raise InputError(
            "It was judged so before, and that was taken back", "judge it with panj judge if it is to stand"
        )
    if claim is None:
        raise InputError("The claim is not in the record any more, or was rejected", "make the workbook anew")
    if state_of(claim) != row.state:
        raise InputError("The claim has changed since the workbook was made", "make the workbook anew and look at it")


def _mark(one: Judgement) -> str:
    """What makes two judgements the same decision: all but their ids and times."""
    return str(replace(one, id="", at=""))
