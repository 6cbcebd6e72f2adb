"""`python -m dispute_api`: serves until it is told to stop."""

import sys

from pydantic import ValidationError

from dispute_api.serve import serve
from dispute_api.settings import Settings


def main() -> int:
    try:
        settings = Settings.model_validate({})
    except ValidationError as error:
        missing = sorted(
            {f"CONCORD_{flaw['loc'][0]}".upper() for flaw in error.errors()}
        )
        sys.stderr.write(f"Set these variables correctly: {', '.join(missing)}\n")
        return 2
    serve(settings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
