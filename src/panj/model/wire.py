"""The contract's JSON forms of claims and events, both ways. Empty fields are left out."""

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from panj.model.claim import Claim
from panj.model.event import Event

T = TypeVar("T")
Restorer = Callable[[Any], Any]
RENAMED = {"from_value": "from"}
"""Field names that Python does not allow, and their names in JSON."""
INTERNAL = {"rule", "divisions"}
"""Fields that the contract does not know; they are written only where asked for."""


def to_wire(thing: Any, *, internal: bool = False) -> Any:
    """A dataclass as plain JSON values; None, empty lists and empty objects are left out."""
    if isinstance(thing, tuple | list):
        return [to_wire(item, internal=internal) for item in thing]
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    out: dict[str, Any] = {}
    for name, key in _names(type(thing)):
        value = getattr(thing, name)
        if value is None or value == () or (name in INTERNAL and not internal):
            continue
        out[key] = value if isinstance(value, str | int | float) else to_wire(value, internal=internal)
    return out


@cache
def _names(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass and their names in JSON."""
    return tuple((field.name, RENAMED.get(field.name, field.name)) for field in dataclasses.fields(kind))


@cache
def _left_out(kind: Any) -> dict[str, Any]:
    """What the fields without a default hold where the JSON form leaves them out because they are empty."""
    hints = typing.get_type_hints(kind)
    return {
        field.name: () if typing.get_origin(hints[field.name]) is tuple else None
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


@cache
def _restorers(kind: Any) -> tuple[tuple[str, str, Restorer | None], ...]:
    """For each field its name in JSON, its own name, and what makes its value of the JSON one (None: nothing)."""
    hints = typing.get_type_hints(kind)
    return tuple((key, name, _restorer(hints[name])) for name, key in _names(kind))


def _restorer(hint: Any) -> Restorer | None:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        found = [_restorer(option) for option in typing.get_args(hint) if option is not type(None)]
        return next(filter(None, found), None)
    if origin is tuple:
        inner = _restorer(typing.get_args(hint)[0])
        return (lambda items: tuple(map(inner, items))) if inner else tuple
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return partial(from_wire, hint)
    return None


def from_wire(kind: type[T], value: dict[str, Any]) -> T:
    """The dataclass that `to_wire` wrote; unknown keys are ignored, so that a newer form can be read."""
    shape = typing.cast("Any", kind)
    given = dict(_left_out(shape))
    for key, name, restore in _restorers(shape):
        if key in value:
            found = value[key]
            given[name] = found if restore is None or found is None else restore(found)
    return kind(**given)


def claim_to_wire(claim: Claim) -> dict[str, Any]:
    return typing.cast("dict[str, Any]", to_wire(claim))


def event_to_wire(event: Event) -> dict[str, Any]:
    return typing.cast("dict[str, Any]", to_wire(event))
