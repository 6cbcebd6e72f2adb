"""The contract as tests read it: operations, references, vocabulary."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTRACT = Path(__file__).parents[2] / "contracts" / "openapi.yaml"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Json = dict[str, Any]


@cache
def contract() -> Json:
    """The contract as a tree; nobody may change it."""
    loaded: Json = yaml.load(CONTRACT.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@cache
def vocabulary() -> str:
    """What the service says of itself: its contract, its policies, its own source.

    To find one of their words in an answer gives nothing away. Hypothesis likes to send
    the constants that it finds in the source.
    """
    services = CONTRACT.parents[1] / "services"
    own = [file for kind in ("*.py", "*.yaml") for file in services.rglob(kind)]
    return "\n".join(file.read_text("utf-8") for file in (CONTRACT, *own)).lower()


def resolved(node: Any) -> Any:
    """What a reference within the contract names; anything else as it is."""
    while isinstance(node, dict) and "$ref" in node:
        found: Any = contract()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of the contract, with the parameters of its path."""

    name: str
    method: str
    path: str
    parameters: tuple[Json, ...]
    spec: Json

    @property
    def body(self) -> str | None:
        """The name of the component that a request follows."""
        content = self.spec.get("requestBody", {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref")
        return str(reference).rpartition("/")[2] if reference else None

    @property
    def secured(self) -> bool:
        return bool(self.spec.get("security", contract()["security"]))

    def of_place(self, place: str) -> dict[str, Json]:
        """Its parameters in the path, the query or the headers, by name."""
        return {p["name"]: p for p in self.parameters if p["in"] == place}

    def address(self, **known: str) -> str:
        """Its path with what is known, and else with the contract's own examples."""
        shown = {name: _example(p) for name, p in self.of_place("path").items()}
        return self.path.format(**{**shown, **known})


def _example(parameter: Json) -> str:
    schema = resolved(parameter["schema"])
    return str(parameter.get("example") or next(iter(schema.get("examples", ["any"]))))


def operations() -> Iterator[Operation]:
    for path, item in contract()["paths"].items():
        for method, spec in item.items():
            if method in METHODS:
                shared = (*item.get("parameters", ()), *spec.get("parameters", ()))
                yield Operation(
                    name=spec["operationId"],
                    method=method.upper(),
                    path=path,
                    parameters=tuple(resolved(parameter) for parameter in shared),
                    spec=spec,
                )
