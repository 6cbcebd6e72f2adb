"""Compiles dataclasses: their fields in order, facts and narrative apart.

Events are written on every request and read by the million in a rebuild. So each class
gets functions of its own, written out field by field as `dataclasses` does it itself;
a loop over the fields that calls a check for each takes three times as long.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

from dispute_core.log.scalars import Convert, Shape, Unfit, same


class _Field(NamedTuple):
    """A field of a record, and the number under which its source knows its shape."""

    number: int
    name: str
    shape: Shape
    hidden: bool

    @property
    def inner(self) -> Shape:
        """The shape of what stands in the field if it is not nothing."""
        return self.shape.inside or self.shape

    def names(self) -> dict[str, Any]:
        """What its source calls, by the names that it uses."""
        n, its = self.number, self.inner
        return {
            f"dump{n}": its.dump,
            f"load{n}": its.load,
            f"split{n}": its.split,
            f"kind{n}": its.kind,
            f"known{n}": its.known,
            f"empty{n}": self.shape.empty,
        }

    def fits(self, found: str) -> str | None:
        """Whether what was found is written as it stands, and read so."""
        n, its = self.number, self.inner
        if its.kind is None:
            return None
        belongs = f" and x in known{n}" if its.known is not None else ""
        return f"type({found}) is kind{n}{belongs}"

    def dumped(self) -> str:
        """The field of `value` as JSON; checked in place where its type allows."""
        found, whole = f"(x := value.{self.name})", []
        if self.shape.inside is not None:
            whole.append(f"{found} is None")
            found = "x"
        if (fits := self.fits(found)) is not None:
            whole.append(fits)
        if not whole:
            return f"dump{self.number}(value.{self.name})"
        return f"(x if {' or '.join(whole)} else dump{self.number}(x))"

    def parted(self) -> list[str]:
        """Facts and narrative of a field that holds both."""
        n, found = self.number, f"split{self.number}(value.{self.name})"
        if self.shape.inside is not None:
            found = f"(None, None) if (x := value.{self.name}) is None else split{n}(x)"
        return [
            f"    fact{n}, said = {found}",
            f"    if said is not None: narrative[{self.name!r}] = said",
        ]

    def loaded(self) -> list[str]:
        """Reads the field; what reads as it was written needs no line."""
        n, its = self.number, self.inner
        if its.load is same:
            return []
        asks = []
        if self.shape.inside is not None or self.hidden:
            asks.append("x is not None")
        if (fits := self.fits("x")) is not None:
            asks.append(f"not ({fits})")
        if self.shape.empty == () and not asks:
            return [  # many lists are empty
                f"    x = made[{self.name!r}]",
                f"    made[{self.name!r}] = load{n}(x) if x else ()",
            ]
        if not asks:
            return [f"    made[{self.name!r}] = load{n}(made[{self.name!r}])"]
        return [
            f"    x = made[{self.name!r}]",
            f"    if {' and '.join(asks)}: made[{self.name!r}] = load{n}(x)",
        ]


def record_shape(
    cls: type,
    names: tuple[str, ...],
    shapes: tuple[Shape, ...],
    sealed: tuple[bool, ...],
) -> Shape:
    """Put the shapes of a dataclass's fields together."""
    numbered = enumerate(zip(names, shapes, sealed, strict=True))
    fields = [_Field(number, *its) for number, its in numbered]
    mixed = any(sealed) or any(shape.split for shape in shapes)
    known = {name: meant for one in fields for name, meant in one.names().items()}
    known |= {"cls": cls, "refuse": _refusal(cls)}
    return Shape(
        _function("dump", _dump(fields), known),
        _load(cls, fields),
        _function("split", _split(fields), known) if mixed else None,
    )


def _function(name: str, lines: list[str], known: Mapping[str, Any]) -> Convert:
    """The function of this source; nothing but names of fields goes into a source."""
    found: dict[str, Any] = dict(known)
    exec("\n".join(lines), found)  # noqa: S102 - our own text, from our own classes
    function: Convert = found[name]
    return function


def _refusal(cls: type) -> Callable[[Any], NoReturn]:
    def refuse(value: Any) -> NoReturn:
        message = f"expected {cls.__qualname__}, found {type(value).__name__}"
        raise Unfit(message)

    return refuse


def _dump(fields: list[_Field]) -> list[str]:
    entries = [f"        {one.name!r}: {one.dumped()}," for one in fields]
    return [
        "def dump(value):",
        "    if type(value) is not cls: refuse(value)",
        *("    return {", *entries, "    }"),
    ]


def _split(fields: list[_Field]) -> list[str]:
    lines = [
        "def split(value):",
        "    if type(value) is not cls: refuse(value)",
        "    narrative = {}",
    ]
    entries = []
    for one in fields:
        n, name = one.number, one.name
        if one.hidden:
            lines += [
                f"    said = {one.dumped()}",
                f"    if said is not None and value.{name} != empty{n}:",
                f"        narrative[{name!r}] = said",
            ]
        elif one.shape.split is None:
            entries.append(f"        {name!r}: {one.dumped()},")
        else:
            lines += one.parted()
            entries.append(f"        {name!r}: fact{n},")
    return [*lines, "    return {", *entries, "    }, narrative or None"]


def _load(cls: type, fields: list[_Field]) -> Convert:
    known = frozenset(one.name for one in fields)
    empties = {one.name: one.shape.empty for one in fields if one.hidden}

    def whole(state: Mapping[str, Any]) -> dict[str, Any]:
        """The state with what was erased; whatever is missing beside is refused."""
        if not known.issuperset(state):
            message = f"{cls.__qualname__} has no field {sorted(state.keys() - known)}"
            raise Unfit(message)
        for name in known.difference(state):
            if name not in empties:
                message = f"{cls.__qualname__}.{name} is missing"
                raise Unfit(message)
        return {**empties, **state}

    names = {name: meant for one in fields for name, meant in one.names().items()}
    names |= {"cls": cls, "known": known, "whole": whole, "empties": empties}
    names |= {"plain": known.difference(empties), "new": object.__new__}
    names |= {"fill": object.__setattr__}
    return _function("load", _load_source(cls, fields), names)


def _load_source(cls: type, fields: list[_Field]) -> list[str]:
    """What is loaded by the million comes without the fields that are sealed.

    A copy of one dictionary, before anything else is added, is the quickest to make;
    only an event, and no record inside of one, has a header besides.
    """
    plain = sum(not one.hidden for one in fields)
    return [
        "def load(state, header=None):",
        f"    if len(state) == {len(fields)} and known.issuperset(state):",
        "        made = {**state}",
        f"    elif len(state) == {plain} and plain.issuperset(state):",
        "        made = {**state, **empties}",
        "    else:",
        "        made = whole(state)",
        "    if header is not None: made.update(header)",
        *(line for one in fields for line in one.loaded()),
        *(_FILLED if _has_plain_fields(cls) else ["    return cls(**made)"]),
    ]


# What is frozen sets each field the slow way; here the record is still ours.
_FILLED = [
    "    record = new(cls)",
    "    fill(record, '__dict__', made)",
    "    return record",
]


def _has_plain_fields(cls: type) -> bool:
    return not any(vars(base).get("__slots__") for base in cls.__mro__)
