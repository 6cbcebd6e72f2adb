"""What nobody waits for takes a tenth of the time."""

_LONGEST_SECONDS = 2.0
_TIMES_AS_LONG = 9


def rest_after(seconds: float) -> float:
    """How long to leave the machine to others after so much work.

    A flood of events is then told and counted a little later, and no deadline waits:
    breaches are reported, and requests answered, with the other nine tenths.
    """
    return min(_TIMES_AS_LONG * seconds, _LONGEST_SECONDS)
