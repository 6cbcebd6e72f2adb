"""What every part of a policy file is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Clause = Annotated[Text, Field(description="Document and place, as in 002 stage 2.")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
Reference = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*@[1-9]\d{0,3}$")
]
StageName = Annotated[str, StringConstraints(pattern=r"^stage [1-9]$")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
TimeSpan = Annotated[
    str,
    StringConstraints(
        pattern=r"^(1 (working day|calendar day|hour)"
        r"|([2-9]|[1-9]\d{1,2}) (working days|calendar days|hours))$"
    ),
    Field(description="A number and its unit, as in 2 working days."),
]


class Part(BaseModel):
    """A named part of the file, with nothing in it that the format does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
