"""Tests of the read models, on a real log."""
