"""The policy format as JSON Schema, for editors and for boards that write policies.

`python -m dispute_core.policies.schema contracts/policy.schema.json` writes it.
"""

import sys
from collections.abc import Sequence
from json import dumps
from pathlib import Path
from typing import Any

from dispute_core.policies.format.file import PolicyFile
from dispute_core.policies.layering import NAMED_BY, TAKEN


def policy_schema() -> str:
    """The schema as the text of its file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **PolicyFile.model_json_schema(),
        "title": "Policy file of Concord",
    }
    for name, words in NAMED_BY.items():
        _let_be_taken(schema, name, words)
    return dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _let_be_taken(schema: dict[str, Any], name: str, words: Sequence[str]) -> None:
    """Let a part be named only, where another policy has it written out."""
    entries = schema["properties"][name]
    part = schema["$defs"][entries["items"]["$ref"].rpartition("/")[2]]
    known = {word: part["properties"][word] for word in (*words, TAKEN)}
    entries["items"] = {
        "anyOf": [
            entries["items"],
            {
                "type": "object",
                "description": "A part that is taken over from another policy.",
                "additionalProperties": False,
                "required": [TAKEN],
                "minProperties": 2,
                "properties": known,
            },
        ]
    }


def main(arguments: list[str]) -> None:
    """Write the schema to the file that is named, or to the screen."""
    if arguments:
        Path(arguments[0]).write_text(policy_schema(), encoding="utf-8")
    else:
        sys.stdout.write(policy_schema())


if __name__ == "__main__":
    main(sys.argv[1:])
