"""Finding the two releases that are to be compared."""

from dispute_core.application.deciding import Library
from dispute_core.domain.errors import PolicyNotFound
from dispute_core.domain.releases import PolicyReleased


async def compared(
    ref: str, against: str | None, library: Library
) -> tuple[PolicyReleased | None, PolicyReleased]:
    """The older release and the newer; of a first version there is no older one."""
    new = await _released(ref, library)
    if against is not None:
        return await _released(against, library), new
    return await library.before(ref), new


async def _released(ref: str, library: Library) -> PolicyReleased:
    found = await library.release(ref)
    if found is None:
        raise PolicyNotFound("No policy with this reference has been released.")
    return found
