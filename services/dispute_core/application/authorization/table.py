"""The whole table of rights: shown in docs/authorization.md, tried cell by cell.

A step that is allowed here may still not be that side's to take at that stage: what a
policy gives to whom is the domain's, and answered with 409 and what is open instead.
"""

from dispute_core.application.authorization.rows_of_disputes import OF_DISPUTES
from dispute_core.application.authorization.rows_of_partnerships import OF_PARTNERSHIPS
from dispute_core.application.authorization.rows_of_the_service import OF_THE_SERVICE
from dispute_core.application.authorization.rules import Rule

RULES: tuple[Rule, ...] = (*OF_DISPUTES, *OF_PARTNERSHIPS, *OF_THE_SERVICE)
