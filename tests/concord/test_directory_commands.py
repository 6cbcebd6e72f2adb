"""`concord directory`: what boards do over the API, for whoever runs the service."""

from pathlib import Path

from tests.concord.commands import Up, concord


class TestTheDirectoryOfAPartnership:
    def test_is_exported_mended_and_imported_again(
        self, running: Up, tmp_path: Path
    ) -> None:
        where = ("--data-dir", running.place.root)
        shipped = concord("directory", "export", "lewisham", *where).stdout
        file = tmp_path / "lewisham.yaml"
        office = "    name: Board Manager\n"
        held = "    holders: [{name: A. Made-Up, since: 2026-01-01}]\n"
        file.write_text(shipped.replace(office, office + held))

        done = concord("directory", "import", file, "--reason", "Elected.", *where)
        bare, full = (
            concord("directory", "export", "lewisham", *names, *where).stdout
            for names in ((), ("--names",))
        )
        gaps = concord("directory", "gaps", "lewisham", *where).stdout.splitlines()

        assert (done.stdout, done.stderr) == ("Imported: lewisham.\n", "")
        assert ("A. Made-Up" in bare, "A. Made-Up" in full) == (False, True)
        assert "No panel or multi-agency meeting is registered." in gaps
        assert "Nobody is known to hold the office “Board Manager”." not in gaps

    def test_is_refused_with_its_line_and_nothing_of_what_it_says(
        self, running: Up, tmp_path: Path
    ) -> None:
        where = ("--data-dir", running.place.root)
        file = tmp_path / "bad.yaml"
        file.write_text("partnerships:\n  - partnership: Canary Yellowhammer\n")

        bad = concord("directory", "import", file, "--reason", "Why.", *where)
        nobody = concord("directory", "gaps", "nowhere", *where)

        assert bad.returncode == nobody.returncode == 1
        assert bad.stderr.startswith("line 2, partnerships[0].partnership: ")
        assert "Canary" not in bad.stderr
        assert nobody.stderr == "There is no partnership nowhere.\n"
