"""Compiles dataclasses: their fields in order, facts and narrative apart."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from dispute_core.log.scalars import Convert, Shape, Unfit, same


def record_shape(
    cls: type,
    names: tuple[str, ...],
    shapes: tuple[Shape, ...],
    sealed: tuple[bool, ...],
) -> Shape:
    """Put the shapes of a dataclass's fields together."""
    mixed = any(sealed) or any(shape.split for shape in shapes)
    return Shape(
        _dump(cls, names, shapes),
        _load(cls, names, shapes, sealed),
        _split(cls, names, shapes, sealed) if mixed else None,
    )


def _values_of(cls: type, names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Read all fields of a record at once; attrgetter gives a bare value for one."""
    if not names:
        return lambda _: ()
    get = attrgetter(*names)

    def values(value: Any) -> tuple[Any, ...]:
        if type(value) is not cls:
            message = f"expected {cls.__qualname__}, found {type(value).__name__}"
            raise Unfit(message)
        found = get(value)
        return found if len(names) > 1 else (found,)

    return values


def _dump(cls: type, names: tuple[str, ...], shapes: tuple[Shape, ...]) -> Convert:
    values = _values_of(cls, names)
    dumps = tuple(shape.dump for shape in shapes)

    def dump(value: Any) -> dict[str, Any]:
        return {
            name: convert(item)
            for name, convert, item in zip(names, dumps, values(value), strict=True)
        }

    return dump


def _split(
    cls: type,
    names: tuple[str, ...],
    shapes: tuple[Shape, ...],
    sealed: tuple[bool, ...],
) -> Convert:
    values = _values_of(cls, names)
    plan = tuple(
        (name, shape.dump, shape.split, hidden, shape.empty)
        for name, shape, hidden in zip(names, shapes, sealed, strict=True)
    )

    def split(value: Any) -> tuple[dict[str, Any], dict[str, Any] | None]:
        facts: dict[str, Any] = {}
        narrative: dict[str, Any] = {}
        for (name, dump, split_field, hidden, empty), item in zip(
            plan, values(value), strict=True
        ):
            if hidden:
                dumped = dump(item)
                if dumped is not None and item != empty:
                    narrative[name] = dumped
            elif split_field is None:
                facts[name] = dump(item)
            else:
                facts[name], inner = split_field(item)
                if inner is not None:
                    narrative[name] = inner
        return facts, narrative or None

    return split


def _load(
    cls: type,
    names: tuple[str, ...],
    shapes: tuple[Shape, ...],
    sealed: tuple[bool, ...],
) -> Convert:
    known = frozenset(names)
    make = _filled if _has_plain_fields(cls) else _called
    empties = {
        name: shape.empty
        for name, shape, hidden in zip(names, shapes, sealed, strict=True)
        if hidden
    }
    # What reads as it was written needs no call: a rebuild reads millions of these.
    converting = tuple(
        (name, shape.load)
        for name, shape in zip(names, shapes, strict=True)
        if shape.load is not same
    )

    def load(state: Any, **header: Any) -> Any:
        if not known.issuperset(state):
            message = f"{cls.__qualname__} has no field {sorted(state.keys() - known)}"
            raise Unfit(message)
        header.update(state)
        if len(state) != len(known):
            for name in known.difference(state):
                if name not in empties:
                    message = f"{cls.__qualname__}.{name} is missing"
                    raise Unfit(message)
                header[name] = empties[name]
        for name, convert in converting:
            if name in state:
                header[name] = convert(state[name])
        return make(cls, header)

    return load


def _has_plain_fields(cls: type) -> bool:
    return not any(vars(base).get("__slots__") for base in cls.__mro__)


def _filled(cls: type, values: dict[str, Any]) -> Any:
    """What is frozen sets each field the slow way; here the record is still ours."""
    made: Any = object.__new__(cls)
    made.__dict__.update(values)
    return made


def _called(cls: type, values: dict[str, Any]) -> Any:
    return cls(**values)
