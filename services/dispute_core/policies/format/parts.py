"""What every part of a policy file is made of."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

T = TypeVar("T")
List = Annotated[tuple[T, ...], Field(max_length=50)]
LongList = Annotated[tuple[T, ...], Field(max_length=200)]
"""No longer than the contract lets the answers of the API be."""

Text = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=1000,
        pattern=r"^[^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*$",
    ),
]
Help = Annotated[
    str,
    StringConstraints(
        max_length=20_000,
        pattern=r"^([^\u0000]*[^\u0000-\u0020\u007f-\u00a0][^\u0000]*)?$",
    ),
]
Line = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=200,
        pattern=r"^[^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u0020\u007f-\u00a0]"
        r"[^\u0000-\u001f\u007f-\u009f]*$",
    ),
]
"""A name, a title or a label: short, and on one line."""

Clause = Annotated[Text, Field(description="Document and place, as in 002 stage 2.")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=100)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=100)]
Reference = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*@[1-9][0-9]{0,3}$", max_length=100),
]
StageName = Annotated[
    str,
    StringConstraints(
        pattern=r"^(stage [1-9]|[a-z]+( [a-z]+)*)$", min_length=1, max_length=60
    ),
]
Link = Annotated[
    str,
    StringConstraints(
        pattern=r"^https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$", max_length=2000
    ),
]
TimeSpan = Annotated[
    str,
    StringConstraints(
        pattern=r"^(the same working day"
        r"|1 (working day|calendar day|day|hour|working hour|working week|month)"
        r"|([2-9]|[1-9][0-9]{1,2}) (working days|calendar days|days|hours|working hours"
        r"|working weeks|months))$"
    ),
    Field(description="A number and its unit, as in 2 working days."),
]
HourOfDay = Annotated[
    str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", max_length=5)
]


TakenFrom = Annotated[
    Reference | None,
    Field(
        description="The policy in which this part is written out. In a file it stands "
        "with nothing beside it but the name that the part has there."
    ),
]


class Part(BaseModel):
    """A named part of the file, with nothing in it that the format does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
