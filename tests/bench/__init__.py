"""Measurements against baselines taken in the same run; `make bench` prints ratios."""
