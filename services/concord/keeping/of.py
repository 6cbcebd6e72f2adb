"""Which records `concord erase` is asked about."""

from enum import StrEnum


class Of(StrEnum):
    """As a rule of the schedule names them."""

    DISPUTES = "disputes"
    CONCERNS = "concerns"
    HOLDERS = "holders"
    ACCESSES = "accesses"
