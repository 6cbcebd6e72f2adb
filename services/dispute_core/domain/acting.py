"""Who acts at a stage: the document's actors, agency by agency, as said in a directory.

Levels advise and never refuse (003-17). An agency that lacks a level acts by the next
one up, and an officer of another agency acts where the document or the directory says.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from dispute_core.domain.directory.partnership import Agency, Partnership
from dispute_core.domain.policy import Actor, Policy, Stage
from dispute_core.domain.values import Acting
from dispute_core.domain.vocabulary import Band, Side

BANDS: tuple[Band, ...] = get_args(Band)
UP_TO = BANDS.index("director")
"""The highest level that an agency has; above it stands the board."""

SIDES: Mapping[str, tuple[Side, ...]] = {
    "raising": ("raising",),
    "responding": ("responding",),
    "both": ("raising", "responding"),
}


def acting(
    stage: Stage,
    policy: Policy,
    agencies: Mapping[Side, Sequence[str]],
    directory: Partnership | None,
) -> tuple[Acting, ...]:
    """Everyone who acts at a stage, given which agencies stand on which side."""
    found: list[Acting] = []
    for actor in stage.actors:
        if actor.side in SIDES:
            found.extend(_of_sides(actor, policy, agencies, directory))
        else:
            found.append(_beside(actor))
    return tuple(dict.fromkeys(found))


def _of_sides(
    actor: Actor,
    policy: Policy,
    agencies: Mapping[Side, Sequence[str]],
    directory: Partnership | None,
) -> Iterator[Acting]:
    for side in SIDES[actor.side]:
        for code in agencies.get(side, ()):
            agency = directory.agencies.get(code) if directory else None
            band = _present(actor.band, agency, policy)
            yield Acting(
                side=side,
                agency=code,
                band=band,
                instead_of=actor.band if band != actor.band else None,
                title=_title(band, agency, policy),
                through=_through(agency, policy, directory),
                role=actor.role,
                office=None,
                text=actor.text,
                one_way=actor.one_way,
            )


def _beside(actor: Actor) -> Acting:
    """Somebody of neither side: the board, an office, a quality role."""
    return Acting(
        side=actor.side,
        agency=None,
        band=actor.band,
        instead_of=None,
        title=None,
        through=None,
        role=actor.role,
        office=actor.office,
        text=actor.text,
        one_way=actor.one_way,
    )


def _present(band: Band, agency: Agency | None, policy: Policy) -> Band:
    """The level, or the next one up that the agency has; the level, if it has none."""
    if agency is None or band == "board":
        return band
    upwards = BANDS[BANDS.index(band) : UP_TO + 1]
    return next((one for one in upwards if not _lacks(one, agency, policy)), band)


def _lacks(band: Band, agency: Agency, policy: Policy) -> bool:
    said = policy.equivalent(band)
    return band in agency.lacks_levels or bool(said and agency.kind in said.without)


def _title(band: Band, agency: Agency | None, policy: Policy) -> str | None:
    said = policy.equivalent(band)
    return said.titles.get(agency.kind) if said and agency else None


def _through(
    agency: Agency | None, policy: Policy, directory: Partnership | None
) -> str | None:
    """The agency whose officer acts: as the document says, or else the directory."""
    if agency is None or directory is None:
        return None
    by_document = None
    if policy.proxies:
        kinds = {proxy.through for proxy in policy.proxies if proxy.kind == agency.kind}
        others = directory.agencies.values()
        by_document = min(
            (one.code for one in others if one.kind in kinds), default=None
        )
    return by_document or directory.proxies.get(agency.code)
