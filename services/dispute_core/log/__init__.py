"""The append-only log: the only truth, and everything that guards it."""
