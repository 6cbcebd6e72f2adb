"""Somebody in every office of the demonstration, so that its notices find them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from concord.demo.cases import Json
from concord.demo.service import ATTEMPTS, STALE, Service, refusal
from concord.errors import CannotGoOn

REASON = "For the demonstration; nobody by this name is meant."


@dataclass(frozen=True, kw_only=True)
class Holders:
    """Who is to hold the offices of a partnership, and from which day."""

    partnership: str
    from_date: str
    names: Mapping[str, str]

    @property
    def speaks(self) -> str:
        """The office of the board that appoints the others, and itself."""
        return next(iter(self.names))


def read_holders() -> Iterator[Holders]:
    """The people of the file beside this one."""
    file = Path(__file__).parent / "holders.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for partnership, names in content["holders"].items():
        yield Holders(
            partnership=partnership,
            from_date=content["from"].isoformat(),
            names=names,
        )


def appoint_all(service: Service) -> None:
    """Fill every office that nobody holds; a second run finds none."""
    for holders in read_holders():
        directory = _directory(service, holders)
        for office in directory["offices"]:
            name = holders.names.get(office["office"])
            if name is not None and not office["holders"]:
                _appoint(service, holders, office["office"], name)


def holding(service: Service, partnership: str, agencies: set[str]) -> list[Json]:
    """The offices of a partnership that a case may meet, with those who hold them."""
    token = service.token(partnership, agency=min(agencies))
    path = f"/v1/partnerships/{partnership}/directory"
    offices: list[Json] = service.read(path, token=token)["offices"]
    return [one for one in offices if one["agency"] in (None, *agencies)]


def _appoint(service: Service, holders: Holders, office: str, name: str) -> None:
    """Whoever else changes the directory meanwhile has it read again."""
    path = f"/v1/partnerships/{holders.partnership}/offices/{office}/holders"
    body = {"name": name, "from_date": holders.from_date, "reason": REASON}
    for _ in range(ATTEMPTS):
        answer = service.command(
            path,
            body,
            key=f"demo-holder-{holders.partnership}-{office}",
            token=_token(service, holders),
            version=_directory(service, holders)["version"],
        )
        if answer.status_code != STALE:
            break
    if answer.is_error:
        raise CannotGoOn(refusal(f"Appointing somebody as {office}", answer))


def _directory(service: Service, holders: Holders) -> Json:
    path = f"/v1/partnerships/{holders.partnership}/directory"
    return service.read(path, token=_token(service, holders))


def _token(service: Service, holders: Holders) -> str:
    return service.token(holders.partnership, office=holders.speaks)
