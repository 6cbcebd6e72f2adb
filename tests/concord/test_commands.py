"""The questions an operator or auditor asks, and the answers in plain words."""

from pathlib import Path

import httpx
import pytest

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.concord.commands import Up, concord

A_TOKEN = ("token", "--partnership", "bexley", "--agency", "school")
UNKNOWN = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def dispute(running: Up) -> dict[str, str]:
    """A dispute that a school has raised."""
    token = DevelopmentIssuer.open(running.place.issuer).mint(
        "wales-region", agency="school"
    )
    answer = httpx.post(
        f"{running.url()}/v1/disputes",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "a-test"},
        json={
            "partnership": "wales-region",
            "subject": {"kind": "child", "reference": "MIS-2041"},
            "raised_by": {"agency": "school", "role": "Lead"},
            "responding": [{"agency": "social-care", "role": "Manager"}],
            "category": "other",
            "category_text": "Whether to assess",
            "difference": {
                "disputed": "The referral was closed.",
                "effect_on_person": "The child goes home each night.",
                "outcome_wanted": "An assessment.",
            },
            "immediate_risk": {"present": False},
            "raised_at": "2026-03-02T10:00:00Z",
        },
        trust_env=False,
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text
    raised: dict[str, str] = answer.json()
    return raised


DAYS_OFF = """calendars:
  - calendar: lewisham
    reason: The offices move.
    days_off:
      - day: 2027-07-01
        name: Offices closed
"""


class TestAskingARunningConcord:
    def test_verify_finds_every_event_as_it_was_recorded(self, running: Up) -> None:
        result = concord("verify", "--data-dir", running.place.root)

        assert result.returncode == 0
        assert "none is missing" in result.stdout

    def test_verify_confirms_the_hash_that_a_document_prints(
        self, running: Up, dispute: dict[str, str]
    ) -> None:
        token = DevelopmentIssuer.open(running.place.issuer).mint(
            "wales-region", agency="school"
        )
        record = httpx.get(
            f"{running.url()}/v1/disputes/{dispute['id']}/record",
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            trust_env=False,
        ).json()
        proof = record["proof"]
        of_it = ("--dispute", dispute["id"], "--version", proof["version"])

        right, wrong, half = (
            concord("verify", *said, "--data-dir", running.place.root)
            for said in (
                (*of_it, "--hash", proof["hash"].upper()),
                (*of_it, "--hash", "0" * 64),
                of_it,
            )
        )

        assert right.returncode == 0
        assert "The hash is that of version" in right.stdout
        assert wrong.returncode == half.returncode == 1
        assert "The hash is not that of the log" in wrong.stderr
        assert "Give --dispute, --version and --hash together" in half.stderr

    def test_policies_lists_the_five_documents(self, running: Up) -> None:
        result = concord("policies", "--data-dir", running.place.root)

        assert len(result.stdout.splitlines()) == 5
        assert "wales-regional@1 " in result.stdout

    def test_calendars_takes_a_file_of_days_off_in_once(
        self, running: Up, tmp_path: Path
    ) -> None:
        file = tmp_path / "days-off.yaml"
        file.write_text(DAYS_OFF)

        first, again = (
            concord("calendars", file, "--data-dir", running.place.root)
            for _ in range(2)
        )

        assert first.stdout == "1 calendar published anew.\n"
        assert again.stdout == "The calendars say all of it already.\n"

    def test_calendars_refuses_a_file_with_its_line(
        self, running: Up, tmp_path: Path
    ) -> None:
        file = tmp_path / "days-off.yaml"
        file.write_text(DAYS_OFF.replace("2027-07-01", "2027-07-32"))

        result = concord("calendars", file, "--data-dir", running.place.root)

        assert result.returncode == 1
        assert result.stderr.startswith("line 5, calendars[0].days_off[0].day: ")

    def test_rebuild_says_how_much_it_built(
        self, running: Up, dispute: dict[str, str]
    ) -> None:
        result = concord("rebuild", "--data-dir", running.place.root)

        assert dispute["id"]
        assert result.stdout.startswith("Built 1 summaries again from ")

    def test_migrate_may_be_repeated(self, running: Up) -> None:
        result = concord("migrate", "--data-dir", running.place.root)

        assert result.stdout == "The database has the tables of this release.\n"

    def test_token_is_good_for_the_service(self, running: Up) -> None:
        asked = ("--partnership", "wales-region", "--agency", "school")
        token = concord("token", *asked, "--data-dir", running.place.root).stdout

        answer = httpx.get(
            f"{running.url()}/v1/disputes",
            headers={"Authorization": f"Bearer {token.strip()}"},
            trust_env=False,
        )

        assert answer.status_code == httpx.codes.OK


def _last_reader(running: Up, dispute: dict[str, str]) -> tuple[str, ...]:
    """Who read a dispute last, as an auditor is told."""
    token = DevelopmentIssuer.open(running.place.issuer).mint(
        dispute["partnership"], role="auditor"
    )
    answer = httpx.get(
        f"{running.url()}/v1/accesses?dispute={dispute['id']}",
        headers={"Authorization": f"Bearer {token}"},
        trust_env=False,
    )
    return tuple(answer.json()["items"][0][name] for name in ("role", "operation"))


class TestReplaying:
    def test_tells_who_what_by_when_and_why(
        self, running: Up, dispute: dict[str, str]
    ) -> None:
        story = concord(
            "replay", dispute["id"], "--data-dir", running.place.root
        ).stdout

        assert dispute["reference"] in story
        assert "School (Lead) disagrees with Social care (Manager)." in story
        assert "The child goes home each night." in story
        assert "Why:" in story

    def test_tells_it_as_it_stood(self, running: Up, dispute: dict[str, str]) -> None:
        where = ("--data-dir", running.place.root)

        first = concord("replay", dispute["id"], "--version", "1", *where)
        before = concord("replay", dispute["id"], "--as-at", "2020-01-01", *where)

        assert "NOT DONE IN TIME" not in first.stdout
        assert _last_reader(running, dispute) == ("operator", "replay")
        assert before.returncode == 1
        assert before.stderr.startswith("The dispute has versions 1 to ")

    def test_says_so_where_there_is_no_such_dispute(self, running: Up) -> None:
        result = concord("replay", UNKNOWN, "--data-dir", running.place.root)

        assert result.stderr == "The log has no dispute with this id.\n"


class TestAMistake:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("verify",), "No database runs in the data folder"),
            (("replay", UNKNOWN), "No database runs in the data folder"),
            (("replay", "not-an-id"), "A dispute goes by an id such as"),
            (("dance",), "No such command 'dance'. See 'concord --help'."),
            (("up", "--port", "99999"), "Port 99999 of 127.0.0.1 cannot be used"),
            (("token", "--partnership", "bexley"), "Say either --agency, or --role"),
            (
                ("token", "--partnership", "bexley", "--role", "king"),
                "The role is one of board, auditor, monitor, admin.",
            ),
            (
                ("token", "--partnership", "Bexley!", "--agency", "school"),
                "go by names such as",
            ),
            (
                (*A_TOKEN, "--hours", "inf"),
                "A token may be good for 8784 hours at most.",
            ),
            (
                A_TOKEN,
                "has no issuer of tokens yet",
            ),
        ],
    )
    def test_is_answered_with_one_sentence(
        self,
        arguments: tuple[str, ...],
        said: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)

        result = concord(*arguments)

        assert result.returncode in {1, 2}
        assert result.stdout == ""
        assert said in result.stderr
        assert result.stderr.count("\n") == 1

    def test_of_a_password_names_no_password(self) -> None:
        url = "postgresql://concord_reader:wrong-secret@127.0.0.1:9/concord"

        result = concord("verify", CONCORD_READER_URL=url)

        assert result.returncode == 1
        assert "wrong-secret" not in result.stderr
        assert "Traceback" not in result.stderr

    @pytest.mark.parametrize("service", ["serve", "work"])
    def test_of_the_variables_names_those_that_are_missing(self, service: str) -> None:
        result = concord(service)

        assert result.returncode != 0
        assert "CONCORD_SECRETS_FILE" in result.stderr
        assert "Traceback" not in result.stderr
