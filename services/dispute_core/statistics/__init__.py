"""Statistics for the board: counts of facts, and what of them others may be told.

Pure computation: the facts of each dispute come in, figures go out (003-21, 004-20,
001-10).
"""
