"""Compare the contract with the one of the last release, and write down a new release.

`python contracts/lint/released.py` ends with 0 only if nothing breaks a client of the
last release and `info.version` says how much has changed; with `--release` it then
makes the contract the last release. Two other documents can be compared by name.
"""

import re
import sys
from pathlib import Path
from typing import Any, Final

import yaml
from run import CONTRACT, install, parsed, run_redocly

CONTRACTS: Final = CONTRACT.parent
RELEASED: Final = CONTRACTS / "released" / "openapi.yaml"
CHANGES: Final = CONTRACTS / "CHANGELOG.md"
NOTHING_YET: Final = (
    "contracts/released: nothing has been released yet, so there is nothing to break"
)
VERSION: Final = re.compile(r"^  version: (\S+)$", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Compare, say what was found, and release if that is wanted and may be."""
    releasing = arguments == ["--release"]
    base, revision = (RELEASED, CONTRACT)
    if arguments and not releasing:
        base, revision = (Path(name).resolve() for name in arguments)
    findings = breaks(base, revision) if base.is_file() else []
    if releasing:
        findings += untold()
    said = findings or ([] if base.is_file() else [NOTHING_YET])
    said.append(
        f"{revision.name}: {len(findings) or 'no'} findings against the last release"
    )
    if releasing and not findings:
        RELEASED.write_bytes(CONTRACT.read_bytes())
        said.append(f"version {version()} is the last release now")
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if findings else 0


def breaks(base: Path, revision: Path) -> list[str]:
    """What would break a client of the base, and a version that does not say enough."""
    install()
    report = parsed(
        run_redocly(
            "diff",
            str(base),
            str(revision),
            "--config=diff.yaml",
            "--format=json",
            "--fail-on=none",
            "--lint-config=off",
        ),
        "{",
    )
    found = [
        f"breaks {change['path']}: {verdict['message']}"
        for change in report["changes"]
        for verdict in change["verdicts"]
        if verdict["impact"] == "major"
    ]
    return [*found, *changed_problems(base, revision), *too_low(report)]


def changed_problems(base: Path, revision: Path) -> list[str]:
    """Problems that clients know and that are gone, or mean another status."""
    known, kept = (
        {
            problem["code"]: problem["status"]
            for problem in yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader).get(
                "x-problem-types", ()
            )
        }
        for file in (base, revision)
    )
    return [
        f"breaks x-problem-types: `{code}` was {status} and is {kept.get(code, 'gone')}"
        for code, status in known.items()
        if kept.get(code) != status
    ]


def too_low(report: dict[str, Any]) -> list[str]:
    """A version that stays, or grows less than the change does (semver.org)."""
    said = report["infoVersions"]
    was, now = (
        [int(part) for part in said[side].split(".")] for side in ("base", "revision")
    )
    wanted = {"major": 1, "minor": 2, "patch": 3}.get(report["bump"], 0)
    if not wanted or now[:wanted] > was[:wanted]:
        return []
    return [f"info.version must be a new {report['bump']} one after {said['base']}"]


def untold() -> list[str]:
    """A release of which the changelog does not tell."""
    heading = f"## {version()} - "
    if any(
        line.startswith(heading) for line in CHANGES.read_text("utf-8").splitlines()
    ):
        return []
    return [
        f"contracts/CHANGELOG.md needs the part '{heading}<the day of the release>'"
    ]


def version() -> str:
    found = VERSION.search(CONTRACT.read_text("utf-8"))
    if found is None:
        sys.exit("The contract has no info.version.")
    return found.group(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
