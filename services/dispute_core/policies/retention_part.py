"""The part of a directory file that says how long what people wrote is kept."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dispute_core.domain.directory.retention import KEEP, RecordKind, Rule
from dispute_core.domain.vocabulary import SubjectKind
from dispute_core.policies.format.parts import Part, Text

Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=100)
]


class RetentionPart(Part):
    """How long records are kept: what people wrote in disputes, if it says no other.

    An agency's own rule comes before one for all; the longest of the parties counts.
    """

    rule: Slug
    of: Annotated[
        RecordKind,
        Field(description="Which records; left out, what people wrote in disputes."),
    ] = "disputes"
    agency: Annotated[
        Slug | None, Field(description="Whose; left out, all without their own.")
    ] = None
    about: Annotated[
        SubjectKind | None, Field(description="Left out, about any person.")
    ] = None
    keep: Annotated[
        str,
        StringConstraints(pattern=KEEP),
        Field(description="As in 6 years or 18 months, from the day it is over."),
    ]
    because: Annotated[Text, Field(description="The schedule or law that says so.")]

    def rule_of(self) -> Rule:
        return Rule(
            code=self.rule,
            of=self.of,
            agency=self.agency,
            about=self.about,
            keep=self.keep,
            because=self.because,
        )
