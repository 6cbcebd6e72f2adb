"""Whatever a token may claim, a developer can have in one."""

import json
from base64 import urlsafe_b64decode
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concord.clients import Clients, register
from concord.errors import CannotGoOn
from concord.place import Place
from concord.tokens import Asked, mandated, mint
from dispute_api.tokens.claims import bound_to, caller_from
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.application.caller import Mandate
from tests.support.certificates import self_signed

REVIEW = Mandate(
    from_date=date(2026, 4, 1), to_date=date(2026, 6, 30), purpose="case-review"
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place.at(tmp_path)
    DevelopmentIssuer.open(place.issuer)
    return place


def claims(place: Place, **asked: Any) -> dict[str, Any]:
    token = mint(place, Asked(partnership="training", **asked))
    said: dict[str, Any] = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    return said


class TestAToken:
    def test_of_an_auditor_names_the_mandate_and_its_end(self, place: Place) -> None:
        said = claims(place, role="auditor", agency="police", mandate=REVIEW)

        caller = caller_from(said)

        assert (caller.role, caller.agency) == ("auditor", "police")
        assert caller.mandate == REVIEW

    def test_of_an_office_alone_is_the_boards(self, place: Place) -> None:
        caller = caller_from(claims(place, office="emergency-duty"))

        assert (caller.role, caller.office) == ("board", "emergency-duty")

    def test_says_by_which_system_who_asks(self, place: Place) -> None:
        caller = caller_from(
            claims(place, agency="school", client="school-mis", subject="T. Example")
        )

        assert (caller.client, caller.subject) == ("school-mis", "T. Example")

    def test_may_belong_to_a_certificate(self, place: Place, tmp_path: Path) -> None:
        file = self_signed("systems.example.org", tmp_path).file

        bound = bound_to(claims(place, agency="school", certificate=file))

        assert bound is not None
        assert bound_to(claims(place, agency="school")) is None

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({}, "Say either --agency, or --role"),
            ({"agency": "school", "role": "board"}, "Say either --agency, or --role"),
            ({"role": "board", "mandate": REVIEW}, "Auditors have mandates"),
            ({"role": "auditor", "office": "chair"}, "The board and agencies have"),
            ({"agency": "school", "client": "a b"}, "A client goes by letters"),
            ({"agency": "school", "subject": ""}, "A client goes by letters"),
        ],
    )
    def test_that_nobody_could_use_is_not_made(
        self, place: Place, asked: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(CannotGoOn, match=said):
            claims(place, **asked)

    def test_belongs_to_no_file_that_is_no_certificate(
        self, place: Place, tmp_path: Path
    ) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("Nothing of the kind.", encoding="utf-8")

        with pytest.raises(CannotGoOn, match="There is no certificate"):
            claims(place, agency="school", certificate=file)


class TestAMandate:
    def test_is_whole_or_the_usual(self) -> None:
        assert mandated(None, None, None) is None
        with pytest.raises(CannotGoOn, match="three parts"):
            mandated(date(2026, 4, 1), None, "case-review")

    def test_of_a_system_is_kept_with_its_key(
        self, place: Place, tmp_path: Path
    ) -> None:
        asked = Asked(partnership="training", role="auditor", mandate=REVIEW)

        register(place, "audit-system", tmp_path / "key.json", asked)

        known = Clients(place.issuer).find("audit-system")
        assert known is not None
        assert (known.role, known.mandate) == ("auditor", REVIEW)
