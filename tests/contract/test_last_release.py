"""Shows that a contract which would break clients of the last release is found out."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.contract.reading import CONTRACT

LINT = CONTRACT.parent / "lint"
WITHIN = 200
"""Seconds: what compares contracts is installed first where nobody has linted yet."""

Json = dict[str, Any]

PROBLEMS = (
    {"code": "no-such-talk", "status": 404},
    {"code": "talk-over", "status": 409},
)


def small() -> Json:
    """A contract with one thing that is read, and one that is sent."""
    text = {"type": "string", "maxLength": 20}
    word = {"type": "string", "enum": ["phone", "letter"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1.0.0"},
        "paths": {
            "/talks": {
                "get": {
                    "operationId": "listTalks",
                    "parameters": [{"in": "query", "name": "by", "schema": word}],
                    "responses": {"200": _body("Talk")},
                },
                "post": {
                    "operationId": "recordTalk",
                    "requestBody": _body("NewTalk"),
                    "responses": {"201": _body("Talk")},
                },
            },
            "/rooms": {"get": {"operationId": "listRooms", "responses": {"200": {}}}},
        },
        "x-problem-types": [dict(problem) for problem in PROBLEMS],
        "components": {
            "schemas": {
                "Talk": {
                    "type": "object",
                    "required": ["by"],
                    "properties": {"by": text, "summary": text},
                },
                "NewTalk": {
                    "type": "object",
                    "required": ["by"],
                    "properties": {"by": word, "summary": text},
                },
            }
        },
    }


def _body(name: str) -> Json:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"content": {"application/json": {"schema": schema}}}


def breaking(contract: Json) -> None:
    """Take away, narrow and demand."""
    schemas = contract["components"]["schemas"]
    del contract["paths"]["/rooms"]
    contract["paths"]["/talks"]["get"]["operationId"] = "findTalks"
    contract["paths"]["/talks"]["get"]["parameters"][0]["required"] = True
    del schemas["Talk"]["properties"]["summary"]
    schemas["NewTalk"]["properties"]["by"]["enum"] = ["phone"]
    schemas["NewTalk"]["required"].append("summary")
    schemas["NewTalk"]["properties"]["summary"]["maxLength"] = 10
    contract["x-problem-types"] = [{"code": "talk-over", "status": 422}]


def adding(contract: Json) -> None:
    """Promise more, and say so in the version."""
    schemas = contract["components"]["schemas"]
    for name in ("Talk", "NewTalk"):
        schemas[name]["properties"]["room"] = {"type": "string"}
    schemas["NewTalk"]["properties"]["by"]["enum"].append("e_mail")
    contract["paths"]["/rooms"]["post"] = {"operationId": "addRoom", "responses": {}}
    contract["x-problem-types"].append({"code": "room-taken", "status": 409})
    contract["info"]["version"] = "1.1.0"


def compared(
    folder: Path, change: Callable[[Json], None]
) -> subprocess.CompletedProcess[str]:
    """What the comparison says of the small contract before and after a change."""
    names = [folder / name for name in ("released.yaml", "changed.yaml")]
    before, after = small(), small()
    change(after)
    for name, contract in zip(names, (before, after), strict=True):
        name.write_text(json.dumps(contract))
    return subprocess.run(
        [sys.executable, str(LINT / "released.py"), *map(str, names)],
        check=False,
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )


def test_what_is_taken_away_narrowed_or_demanded_is_named(tmp_path: Path) -> None:
    done = compared(tmp_path, breaking)

    assert done.returncode == 1, done.stderr
    for broken in (
        "Path `/rooms` was removed",
        "changed from 'listTalks' to 'findTalks'",
        "`by` query parameter became required",
        "Property `summary` of `Talk` was removed",
        "Enum of `by` lost values: 'letter'",
        "Properties of `NewTalk` became required: `summary`",
        "`maxLength` of `summary` changed from '20' to '10'",
        "`no-such-talk` was 404 and is gone",
        "`talk-over` was 409 and is 422",
        "info.version must be a new major one after 1.0.0",
    ):
        assert broken in done.stdout


def test_what_is_added_breaks_nothing(tmp_path: Path) -> None:
    done = compared(tmp_path, adding)

    assert (done.returncode, done.stderr) == (0, "")
    assert "changed.yaml: no findings against the last release" in done.stdout
