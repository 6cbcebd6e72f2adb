"""The bodies of the commands on a concern."""

from uuid import UUID

from pydantic import Field

from dispute_api.schemas.beside import Themes
from dispute_api.schemas.parts import Contact
from dispute_api.schemas.words import Body, DisputeId, Instant, ShortText, Slug, Text
from dispute_core.application.target import UNSIGNED, Signature
from dispute_core.domain.concerns import ConcernDecision, NewConcern


class SignedBody(Body):
    """What somebody says of a concern, how they sign, and when it was."""

    by: Contact | None = None
    at: Instant | None = None

    def signature(self) -> Signature:
        by = self.by
        if by is None:
            return UNSIGNED
        return Signature(name=by.name, role=by.role, band=by.band)


class RaiseConcernRequest(SignedBody):
    """How another agency works, told to one's own designated lead."""

    about: Slug
    put_to: Slug
    concern: Text
    evidence: Text | None = None
    agency: Slug | None = None
    themes: Themes = Field(default_factory=list)

    def new(self) -> NewConcern:
        return NewConcern(
            about=self.about,
            put_to=self.put_to,
            concern=self.concern,
            evidence=self.evidence,
            agency=self.agency,
            themes=tuple(dict.fromkeys(self.themes)),
        )


class LinkDisputeRequest(SignedBody):
    """A dispute from which the concern has grown."""

    dispute_id: DisputeId
    note: Text | None = None

    def dispute(self) -> UUID:
        return UUID(self.dispute_id)


class DecideConcernRequest(SignedBody):
    """How the lead deals with it, and why."""

    decision: ConcernDecision
    reason: Text
    reference: ShortText | None = None


class ShareConcernRequest(SignedBody):
    """Why the agency may read what is said about it."""

    reason: Text | None = None
