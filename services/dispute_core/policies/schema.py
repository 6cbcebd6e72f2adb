"""The policy format as JSON Schema, for editors and for boards that write policies.

`python -m dispute_core.policies.schema contracts/policy.schema.json` writes it.
"""

import sys
from json import dumps
from pathlib import Path

from dispute_core.policies.format.file import PolicyFile


def policy_schema() -> str:
    """The schema as the text of its file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **PolicyFile.model_json_schema(),
        "title": "Policy file of Concord",
    }
    return dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    """Write the schema to the file that is named, or to the screen."""
    if arguments:
        Path(arguments[0]).write_text(policy_schema(), encoding="utf-8")
    else:
        sys.stdout.write(policy_schema())


if __name__ == "__main__":
    main(sys.argv[1:])
