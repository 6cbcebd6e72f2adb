"""Cumulative concerns: raised, changed, read and guarded (002-34)."""
