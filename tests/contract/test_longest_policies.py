"""A policy whose every text is as long as its format allows still fits the contract."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from pydantic import ValidationError

from dispute_api.answering.answers import json_answer
from dispute_api.views.policies import policy_view
from dispute_core.policies.format.file import PolicyFile, policy_from
from tests.contract.reading import Json, contract
from tests.support.made import MADE, made_policy

LENGTHS = (1000, 200, 100)
MANY = 20
FILES = sorted(set(MADE.glob("*.yaml")) - {MADE / "directory.yaml"})
RELEASE = contract()["components"]["examples"]["Policy"]["value"]["release"]
FITS = OAS31Validator(
    {"$ref": "#/components/schemas/Policy", "components": contract()["components"]},
    format_checker=oas31_format_checker,
)


def texts(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every text of a file, as the part that holds it and its place there."""
    places = part.items() if isinstance(part, dict) else enumerate(part)
    for place, value in places:
        if isinstance(value, str):
            yield part, place
        elif isinstance(value, dict | list):
            yield from texts(value)


def lengthen(content: Json) -> int:
    """Draw every text out as far as the format lets it; how many that were."""
    drawn = 0
    for part, place in list(texts(content)):
        kept = part[place]
        for length in LENGTHS:
            part[place] = f"{kept} ".ljust(length, "x")[:length]
            if fits(content):
                drawn += 1
                break
            part[place] = kept
    return drawn


def fits(content: Json) -> bool:
    try:
        PolicyFile.model_validate_json(json.dumps(content))
    except ValidationError:
        return False
    return True


def lists(part: Any, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every list that has something in it, under its path without the numbers."""
    places = part.items() if isinstance(part, dict) else (("", one) for one in part)
    for name, value in places:
        if isinstance(value, list) and value:
            yield f"{path}/{name}", value
        if isinstance(value, dict | list):
            yield from lists(value, f"{path}/{name}")


def fill(content: Json, one: list[Any]) -> None:
    """Make a list as long as the format lets it be, with more of its last part."""
    while fits(content):
        one.append(one[-1])
    one.pop()


def content_of(file: Path) -> Json:
    content: Json = json.loads(json.dumps(made_policy(file.stem).content))
    return content


def flaws_of_the_answer(content: Json) -> list[str]:
    shown = json_answer(policy_view(policy_from(content, "0" * 64), {})).body
    found = FITS.iter_errors({**json.loads(bytes(shown)), "release": RELEASE})
    return [f"{flaw.json_path}: {flaw.message[:200]}" for flaw in found]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_answer_with_the_longest_texts_fits_the_contract(file: Path) -> None:
    content = content_of(file)
    assert lengthen(content) > MANY

    assert flaws_of_the_answer(content) == []


def test_an_answer_with_the_longest_lists_fits_the_contract() -> None:
    filled = set()
    for file in FILES:
        content = content_of(file)
        for path, one in lists(content):
            if path not in filled:
                kept = list(one)
                fill(content, one)
                assert (path, flaws_of_the_answer(content)) == (path, [])
                one[:] = kept
                filled.add(path)

    assert len(filled) > MANY
