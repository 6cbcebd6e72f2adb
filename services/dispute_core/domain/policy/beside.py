"""What a document asks for beside the stages; none of it ever stops a clock."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PreventionStep:
    """Something to do so that no dispute is needed; recording it is optional."""

    id: str
    text: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class OutsideRoute:
    """A way outside the procedure that may be taken at any time beside it."""

    id: str
    text: str
    clause: str
