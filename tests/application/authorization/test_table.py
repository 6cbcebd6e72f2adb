"""The table of rights: whole, without contradictions, and as its page shows it."""

from collections import Counter
from typing import get_args

import pytest

from dispute_core.application.authorization.decision import RULE_OF, decide, enter
from dispute_core.application.authorization.fields import CALLED
from dispute_core.application.authorization.relations import REACH, Kind, Relation
from dispute_core.application.authorization.rules import Deny
from dispute_core.application.authorization.table import RULES
from dispute_core.application.caller import Caller
from dispute_core.domain.errors import DisputeNotFound, NotAllowed
from tests.contract.reading import operations
from tests.support.rights import DOCUMENT, RELATIONS, document

OF_DISPUTES = [name for name, rule in RULE_OF.items() if rule.on == "dispute"]
KNOW_OF_IT = {"getMonitoringCopy", "getRecord", "breakGlass"}
"""Given to some of those who may not read it: they know that there is one."""


class TestTheTable:
    def test_has_a_row_for_every_operation_of_the_contract_and_no_other(self) -> None:
        named = Counter(one for rule in RULES for one in rule.operations)

        assert set(named) == {operation.name for operation in operations()}
        assert set(named.values()) == {1}

    def test_gives_nothing_to_who_cannot_stand_so(self) -> None:
        for rule in RULES:
            assert {*rule.allow, *rule.but} <= {*rule.relations()} | {*rule.allow}
            assert set(rule.allow) <= set(rule.relations()), rule.operations

    def test_calls_every_set_of_fields_and_every_relation_by_a_name(self) -> None:
        given = {fields for rule in RULES for fields in rule.allow.values()}

        assert given == set(CALLED)
        assert set(RELATIONS) == set(get_args(Relation))

    def test_is_shown_as_it_is(self) -> None:
        """After a change of the table, `make schemas` writes its page anew."""
        assert DOCUMENT.read_text(encoding="utf-8") == document()

    @pytest.mark.parametrize("operation", [n for n in OF_DISPUTES if n != "getDispute"])
    def test_tells_nobody_of_a_dispute_that_they_may_not_read(
        self, operation: str
    ) -> None:
        """A 403 says that there is one, so who cannot read it always gets a 404."""
        for relation in RULE_OF[operation].relations():
            hidden = decide("getDispute", (relation,)).deny is Deny.HIDDEN
            denied = decide(operation, (relation,)).deny
            if hidden and operation not in KNOW_OF_IT:
                assert denied is Deny.HIDDEN, relation
            assert not (hidden and denied is Deny.FORBIDDEN), relation

    def test_shows_what_an_agency_keeps_to_its_own_and_to_auditors(self) -> None:
        shown = {
            relation: decide("getDispute", (relation,)).fields
            for relation in RULE_OF["getDispute"].relations()
        }

        assert [one for one, of in shown.items() if "kept" in of] == ["auditor"]
        assert "own" not in shown["emergency"]
        assert shown["removed"] == shown["stranger"] == frozenset()

    def test_lets_nobody_change_a_dispute_who_only_reads_it(self) -> None:
        reading: tuple[Relation, ...] = ("auditor", "auditor_of_it", "emergency")
        for operation in RULE_OF["addRecord"].operations:
            for relation in reading:
                assert decide(operation, (relation,)).deny is Deny.FORBIDDEN


class TestADecision:
    def test_is_the_best_of_all_ways_in_which_one_stands(self) -> None:
        told = decide("addRecord", ("emergency", "board_told"))
        untold = decide("addRecord", ("board_untold", "emergency"))

        assert told.deny is None
        assert untold.deny is Deny.FORBIDDEN

    def test_of_an_operation_without_a_row_is_a_mistake(self) -> None:
        with pytest.raises(LookupError):
            decide("forgottenOperation", ("raising",))

    def test_allows_nothing_to_who_stands_in_no_way(self) -> None:
        with pytest.raises(LookupError):
            decide("getDispute", ())


class TestTheDoor:
    @pytest.mark.parametrize("kind", get_args(Kind))
    def test_refuses_only_what_every_relation_refuses(self, kind: Kind) -> None:
        for operation, rule in RULE_OF.items():
            found = {decide(operation, (one,)) for one in REACH[rule.on][kind]}
            deny = {one.deny for one in found}
            refused = _refused(kind, operation)

            assert refused == (len(deny) == 1 and None not in deny), operation

    def test_is_shut_to_who_asks_for_nothing(self) -> None:
        with pytest.raises(LookupError):
            enter(Caller(client="c", subject="s", partnership="p", role="admin"))


def _refused(kind: Kind, operation: str) -> bool:
    role = {"agency": "practitioner"}.get(kind, kind.partition("_")[0])
    caller = Caller(
        client="c",
        subject="s",
        partnership="p",
        role=role,  # type: ignore[arg-type]
        agency="a" if kind in ("agency", "auditor_of_agency") else None,
        in_mandate=kind != "auditor_lapsed",
        operation=operation,
    )
    try:
        enter(caller)
    except (NotAllowed, DisputeNotFound):
        return True
    except Exception as error:  # noqa: BLE001 - other things are hidden, too
        return error.__class__.__name__.endswith("NotFound")
    return False
