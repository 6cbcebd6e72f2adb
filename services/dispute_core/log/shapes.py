"""Compiles the types of an event's fields into checked conversions to and from JSON.

The list of types is closed on purpose. What is not on it (floats, sets of anything,
unions of classes) is refused when a codec is made, not when a dispute is read in
twenty years; and a value that does not fit its type is refused before it is written,
since nothing that is written can ever be mended.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from dispute_core.domain.vocabulary import SEALED
from dispute_core.log.records import record_shape
from dispute_core.log.scalars import (
    SCALARS,
    Convert,
    Shape,
    Unfit,
    choice,
    same,
    text,
)


def shape_of(annotation: Any) -> Shape:
    """Compile a type; raises `Unfit` for one that is not on the list."""
    if annotation in SCALARS:
        return SCALARS[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0])
    if origin is Literal:
        return choice(arguments)
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin in _CONTAINERS:
        return _CONTAINERS[origin](arguments)
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return record(annotation)
    message = f"the codec does not know the type {annotation!r}"
    raise Unfit(message)


def is_sealed(annotation: Any) -> bool:
    """Whether a field is marked `Sealed`, also as one side of an optional."""
    if get_origin(annotation) is Annotated:
        return SEALED in get_args(annotation)[1:]
    if get_origin(annotation) in (Union, UnionType):
        return any(is_sealed(part) for part in get_args(annotation))
    return False


@cache
def record(cls: type, without: frozenset[str] = frozenset()) -> Shape:
    """Compile a dataclass, less the fields named."""
    hints = get_type_hints(cls, include_extras=True)
    names = tuple(f.name for f in dataclasses.fields(cls) if f.name not in without)
    shapes = tuple(_field(cls, name, hints[name]) for name in names)
    sealed = tuple(is_sealed(hints[name]) for name in names)
    return record_shape(cls, names, shapes, sealed)


def _field(cls: type, name: str, annotation: Any) -> Shape:
    try:
        return shape_of(annotation)
    except Unfit as error:
        message = f"{cls.__qualname__}.{name}: {error}"
        raise Unfit(message) from None


def _optional(arguments: tuple[Any, ...]) -> Shape:
    inner = [argument for argument in arguments if argument is not NoneType]
    if len(inner) != 1 or len(arguments) == 1:
        message = f"the codec knows unions with None only, not {arguments!r}"
        raise Unfit(message)
    shape = shape_of(inner[0])
    dump, load, split = shape.dump, shape.load, shape.split

    return Shape(
        lambda value: None if value is None else dump(value),
        same if load is same else lambda value: None if value is None else load(value),
        split and (lambda value: (None, None) if value is None else split(value)),
        inside=shape,
    )


def _sequence(arguments: tuple[Any, ...]) -> Shape:
    if arguments[1:] != (Ellipsis,):
        message = "the codec knows tuples of any length of one type only"
        raise Unfit(message)
    _refuse_sealed(arguments[0])
    shape = shape_of(arguments[0])
    dump, load, split_item = shape.dump, shape.load, shape.split

    def dump_all(values: Any) -> list[Any]:
        if type(values) is not tuple:
            message = f"expected a tuple, found {type(values).__name__}"
            raise Unfit(message)
        return [*map(dump, values)]

    return Shape(
        dump_all,
        tuple if load is same else lambda values: (*map(load, values),),
        split_item and _split_sequence(split_item),
        empty=(),
    )


def _split_sequence(split_item: Convert) -> Convert:
    def split(values: Any) -> tuple[list[Any], list[Any] | None]:
        pairs = [split_item(value) for value in values]
        narrative = [pair[1] for pair in pairs]
        found = any(item is not None for item in narrative)
        return [pair[0] for pair in pairs], narrative if found else None

    return split


def _set(arguments: tuple[Any, ...]) -> Shape:
    _refuse_sealed(arguments[0])
    shape = shape_of(arguments[0])
    dump, load = shape.dump, shape.load
    if shape.split:
        message = "the codec knows no sets of things with sealed fields"
        raise Unfit(message)
    return Shape(
        lambda values: sorted(dump(value) for value in values),
        lambda values: frozenset(load(value) for value in values),
        empty=frozenset(),
    )


def _mapping(arguments: tuple[Any, ...]) -> Shape:
    if arguments[0] is not str:
        message = "the codec knows mappings from text only"
        raise Unfit(message)
    _refuse_sealed(arguments[1])
    shape = shape_of(arguments[1])
    dump, load, split_item = shape.dump, shape.load, shape.split

    return Shape(
        lambda values: {text(key): dump(value) for key, value in values.items()},
        lambda values: {key: load(value) for key, value in values.items()},
        split_item and _split_mapping(split_item),
        empty={},
    )


def _split_mapping(split_item: Convert) -> Convert:
    def split(values: Any) -> tuple[dict[str, Any], dict[str, Any] | None]:
        pairs = {text(key): split_item(value) for key, value in values.items()}
        narrative = {key: pair[1] for key, pair in pairs.items() if pair[1] is not None}
        return {key: pair[0] for key, pair in pairs.items()}, narrative or None

    return split


def _refuse_sealed(annotation: Any) -> None:
    if is_sealed(annotation):
        message = "mark the whole collection as sealed, not what it holds"
        raise Unfit(message)


_CONTAINERS: dict[Any, Callable[[tuple[Any, ...]], Shape]] = {
    tuple: _sequence,
    frozenset: _set,
    Mapping: _mapping,
    dict: _mapping,
}
