"""`python -m dispute_api`: serves until it is told to stop."""

import sys

from pydantic import ValidationError

from dispute_api.serve import serve
from dispute_api.settings import Settings


def main() -> int:
    try:
        settings = Settings.model_validate({})
    except ValidationError as error:
        sys.stderr.writelines(f"{line}\n" for line in _lines(error))
        return 2
    serve(settings)
    return 0


def _lines(error: ValidationError) -> list[str]:
    """Which variables to mend, and what is wrong with all of them together."""
    flaws = error.errors(include_input=False, include_url=False)
    named = sorted({f"CONCORD_{one['loc'][0]}".upper() for one in flaws if one["loc"]})
    lines = [f"Set these variables correctly: {', '.join(named)}"] if named else []
    whole = [one["msg"] for one in flaws if not one["loc"]]
    return lines + [message.removeprefix("Value error, ") for message in whole]


if __name__ == "__main__":
    raise SystemExit(main())
