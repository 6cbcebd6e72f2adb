"""Who may do what, and see which part of it: one table and what reads it."""
