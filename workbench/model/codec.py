"""Events to plain JSON values and back, with every word of a person set apart in parts.

A record becomes an object of its fields; a field that equals its default is left out. A list of
records without words or inner records becomes a list of rows: their values in order. Where a
`Words` field stands, the object holds the number of the part that has the words; inside the part
they stand under the field's path (``name``, ``card.definition``, ``speakers.0.label``). Words of
one record share one part, except that each record in a list has its own, and so has a field
marked `OWN_PART`: a part is what can be erased alone.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from workbench.errors import ContentErasedError, TrailError
from workbench.model.events import Event
from workbench.model.ids import OWN_PART, Words
from workbench.model.upcast import event_type

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Part = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    shape: _Shape
    default: object
    own_part: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: Literal["plain", "words", "list", "rows", "record"]
    record: Any = None
    row: Callable[[Any], tuple[Any, ...]] | None = None
    inner: _Shape | None = None
    fields: tuple[_Field, ...] = ()


@dataclass(slots=True)
class _Parts:
    bodies: list[Part] = field(default_factory=list)

    def open(self) -> _Group:
        return _Group(self)


@dataclass(slots=True)
class _Group:
    parts: _Parts
    number: int | None = None

    def put(self, path: str, words: str) -> int:
        if self.number is None:
            self.number = len(self.parts.bodies)
            self.parts.bodies.append({})
        self.parts.bodies[self.number][path] = str(words)
        return self.number


def encode(event: Event) -> tuple[dict[str, Json], list[Part]]:
    """Return the event's body (no words) and its parts, numbered as the body refers to them."""
    parts = _Parts()
    body = _encode_record(_shape_of(cast(Any, type(event))), event, "", parts.open())
    return body, parts.bodies


def decode(name: str, version: int, body: dict[str, Json], parts: list[Part | None]) -> Event:
    """Return the event that `encode` was given.

    Args:
        name: The event's class name, as the entry's header has it.
        version: The event's version.
        body: The header's body.
        parts: Bodies of the entry's parts by number; None where erased.

    Raises:
        TrailError: The body is not one of this event.
        ContentErasedError: The event's words were erased.
    """
    shape = _shape_of(cast(Any, event_type(name, version)))
    try:
        return cast(Event, _decode_record(shape, body, "", parts))
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise TrailError(f"The body of a {name} entry is not as that event has it.") from error


@cache
def _shape_of(hint: Any) -> _Shape:
    if hint is Words:
        return _Shape("words")
    if is_dataclass(hint):
        return _Shape("record", record=hint, fields=_fields_of(hint))
    origin = get_origin(hint)
    if origin is tuple:
        return _list_of(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        kinds = [arg for arg in get_args(hint) if arg is not type(None)]
        return _shape_of(kinds[0])
    return _Shape("plain")


def _list_of(hint: Any) -> _Shape:
    if hasattr(hint, "_fields"):  # a named tuple is a row already
        return _Shape("rows", record=hint, row=tuple)
    inner = _shape_of(hint)
    if inner.kind == "record" and all(f.shape.kind == "plain" for f in inner.fields):
        row = attrgetter(*(f.name for f in inner.fields))
        return _Shape("rows", record=inner.record, row=row)
    return _Shape("list", inner=inner)


def _fields_of(record: Any) -> tuple[_Field, ...]:
    hints = get_type_hints(record)
    return tuple(
        _Field(
            f.name, _shape_of(hints[f.name]), _default_of(f, hints[f.name]), f.metadata == OWN_PART
        )
        for f in fields(record)
    )


def _default_of(f: Any, hint: Any) -> object:
    if f.default is not MISSING:
        return f.default
    if f.default_factory is not MISSING:
        return f.default_factory()
    return None if type(None) in get_args(hint) else MISSING


def _encode_record(shape: _Shape, value: object, path: str, group: _Group) -> dict[str, Json]:
    body: dict[str, Json] = {}
    for f in shape.fields:
        item = getattr(value, f.name)
        if f.default is not MISSING and item == f.default:
            continue
        place = group.parts.open() if f.own_part else group
        body[f.name] = _encode(f.shape, item, path + f.name, place)
    return body


def _encode(shape: _Shape, value: Any, path: str, group: _Group) -> Json:
    if value is None:
        return None
    if shape.kind == "words":
        return group.put(path, value)
    if shape.kind == "record":
        return _encode_record(shape, value, path + ".", group)
    if shape.row is not None:
        return cast(Json, list(map(shape.row, value)))
    if shape.kind == "list":
        inner = cast(_Shape, shape.inner)
        return [
            _encode(inner, item, f"{path}.{i}", group.parts.open()) for i, item in enumerate(value)
        ]
    return cast(Json, value)


def _decode_record(shape: _Shape, body: Any, path: str, parts: list[Part | None]) -> object:
    values: dict[str, object] = {}
    for f in shape.fields:
        if f.name in body:
            values[f.name] = _decode(f.shape, body[f.name], path + f.name, parts)
        elif f.default is not MISSING:
            values[f.name] = f.default
        else:
            raise KeyError(f.name)
    return shape.record(**values)


def _decode(shape: _Shape, body: Any, path: str, parts: list[Part | None]) -> object:
    if body is None:
        return None
    if shape.kind == "words":
        part = parts[body]
        if part is None:
            raise ContentErasedError("These words were erased.")
        return Words(part[path])
    if shape.kind == "record":
        return _decode_record(shape, body, path + ".", parts)
    if shape.kind == "rows":
        return tuple(shape.record(*row) for row in body)
    if shape.kind == "list":
        inner = cast(_Shape, shape.inner)
        return tuple(_decode(inner, item, f"{path}.{i}", parts) for i, item in enumerate(body))
    return body
