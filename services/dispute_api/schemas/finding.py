"""The body of findDisputes."""

from dispute_api.schemas.words import Body, LocalReference, Slug


class PersonSoughtInput(Body):
    """A person by a number, and whose number it is."""

    reference: LocalReference
    held_by: Slug | None = None


class FindDisputesRequest(Body):
    """Whose disputes are looked for, and where."""

    partnership: Slug
    subject: PersonSoughtInput
