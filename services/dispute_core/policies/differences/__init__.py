"""What changed between two policy files: every word of it, as data and in sentences."""

from dispute_core.policies.differences.finding import Difference, differences

__all__ = ["Difference", "differences"]
