"""The five shipped policies, by name and by reference."""

import pytest

from dispute_core.policies import policy_from, shipped

RELEASED = {released.ref: released for released in shipped()}
POLICIES = {
    ref: policy_from(released.content, released.sha256)
    for ref, released in RELEASED.items()
}
SANDHURST, BEXLEY, WORCESTERSHIRE, BRIGHTON, WALES = POLICIES.values()
DOCUMENTS = {
    "sandhurst-lewisham@1": "000",
    "bexley-shield@1": "001",
    "worcestershire@1": "002",
    "brighton-hove@1": "003",
    "wales-regional@1": "004",
}
each_policy = pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda p: p.ref)
