"""The contract's JSON forms of claims and events, both ways. Empty fields are left out."""

import dataclasses
import types
import typing
from functools import cache
from typing import Any, TypeVar

from panj.model.claim import Claim
from panj.model.event import Event

T = TypeVar("T")
RENAMED = {"from_value": "from"}
"""Field names that Python does not allow, and their names in JSON."""
INTERNAL = {"rule"}
"""Fields that the contract does not know; they are written only where asked for."""


def to_wire(thing: Any, *, internal: bool = False) -> Any:
    """A dataclass as plain JSON values; None, empty lists and empty objects are left out."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        out: dict[str, Any] = {}
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if value is None or value == () or (field.name in INTERNAL and not internal):
                continue
            out[RENAMED.get(field.name, field.name)] = to_wire(value, internal=internal)
        return out
    if isinstance(thing, tuple | list):
        return [to_wire(item, internal=internal) for item in thing]
    return thing


@cache
def _left_out(kind: Any) -> dict[str, Any]:
    """What the fields without a default hold where the JSON form leaves them out because they are empty."""
    return {
        field.name: () if typing.get_origin(_fields(kind)[field.name]) is tuple else None
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _restore(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        shaped = [o for o in options if dataclasses.is_dataclass(o) or typing.get_origin(o) is tuple]
        return _restore(shaped[0], value) if shaped else value
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_restore(inner, item) for item in value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_wire(hint, value)
    return value


def from_wire(kind: type[T], value: dict[str, Any]) -> T:
    """The dataclass that `to_wire` wrote; unknown keys are ignored, so that a newer form can be read."""
    given = dict(_left_out(typing.cast("Any", kind)))
    for name, hint in _fields(typing.cast("Any", kind)).items():
        key = RENAMED.get(name, name)
        if key in value:
            given[name] = _restore(hint, value[key])
    return kind(**given)


def claim_to_wire(claim: Claim) -> dict[str, Any]:
    return typing.cast("dict[str, Any]", to_wire(claim))


def event_to_wire(event: Event) -> dict[str, Any]:
    return typing.cast("dict[str, Any]", to_wire(event))
