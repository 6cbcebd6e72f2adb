"""Fitting the values of a file to a typed model, and saying where they do not fit."""

from difflib import get_close_matches
from json import dumps
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispute_core.policies.yaml_file import DataFileError, Path, Problem, Tree

M = TypeVar("M", bound=BaseModel)


def fit(model: type[M], tree: Tree) -> M:
    """Read a tree into a model; raises `DataFileError`."""
    try:
        # Through JSON, because there a date in quotes is a date and a list a tuple.
        return model.model_validate_json(dumps(tree.value))
    except ValidationError as error:
        known = _names(model.model_json_schema())
        problems = [_problem(found, tree, known) for found in error.errors()]
        raise DataFileError(problems) from error


def _problem(found: ErrorDetails, tree: Tree, known: set[str]) -> Problem:
    path: Path = found["loc"]
    name = str(path[-1]) if path else "the file"
    match found["type"]:
        case "missing":
            return tree.problem(path, f"`{name}` is missing.", "Add it.")
        case "extra_forbidden":
            close = get_close_matches(name, sorted(known), n=1)
            hint = f"Did you mean `{close[0]}`?" if close else "Remove it."
            return tree.problem(path, f"`{name}` is not a word of this format.", hint)
        case "literal_error":
            expected = found.get("ctx", {}).get("expected", "")
            return tree.problem(path, f"`{name}` does not fit.", f"Use {expected}.")
        case "string_pattern_mismatch":
            what = f"`{name}` is not written as expected."
            return tree.problem(path, what, _example(name))
        case _:
            what = f"`{name}` does not fit:"
            return tree.problem(path, what, f"{found['msg']}.")


EXAMPLES = {
    "within": "2 working days",
    "no_later_than": "2 working days",
    "to": "stage 2",
    "policy": "worcestershire@1",
    "code": "information_sharing",
    "duty": "discuss",
}


def _example(name: str) -> str:
    example = EXAMPLES.get(name)
    return f"Write it like `{example}`." if example else "Write it in words."


def _names(schema: dict[str, Any]) -> set[str]:
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}
