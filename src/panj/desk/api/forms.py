"""What can be sent to the API."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from panj.model.access import TokenRole


def _line(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if not value.isprintable():
        raise ValueError("holds control characters")
    return value.strip()


Line = Annotated[str, AfterValidator(_line)]
Ident = Annotated[str, Field(min_length=3, max_length=64, pattern=r"^[a-z]_[0-9a-z]+$")]


def _example(**example: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class NewDocument(BaseModel):
    """A report as plain text."""

    model_config = _example(text="Some 347 people crossed from Afghanistan.", published="2021-07-14", publisher="AFP")
    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]
    published: date | None = None
    publisher: Annotated[Line, Field(max_length=200)] | None = None
    label: Annotated[Line, Field(max_length=200)] = "text"


class NewJudgement(BaseModel):
    """A decision. `accept`, `reject` and `recommend` are about a claim; `recommend` with a `value` also about an event;
    `correct` sets the `field` of a claim, or the date or publisher of a report, to `value`; `merge` joins the event
    `about` with `others`, `split` takes the claims `others` out of it; `undo` takes the judgement `about` back."""

    model_config = _example(verdict="correct", about="c_5f0c", field="value", value="347", why="the ministry's list")
    verdict: Literal["accept", "reject", "recommend", "correct", "merge", "split", "undo"]
    about: Ident
    why: Annotated[Line, Field(max_length=2_000)]
    field: Annotated[str, Field(max_length=32)] | None = None
    value: Annotated[Line, Field(max_length=500)] | None = None
    others: Annotated[list[Ident], Field(max_length=50)] = []


class NewRestriction(BaseModel):
    """What must not leave the house: a report or a claim by its id, or a source under threat by its name."""

    model_config = _example(document="d_77ab0c", until="2021-08-01", why="embargo of the agency")
    why: Annotated[Line, Field(max_length=2_000)]
    document: Ident | None = None
    claim: Ident | None = None
    source: Annotated[Line, Field(max_length=200)] | None = None
    until: date | None = None


class NewToken(BaseModel):
    """A token for somebody."""

    model_config = _example(name="Ada's notebook", role="reader")
    name: Annotated[Line, Field(max_length=80)]
    role: TokenRole = "reader"
