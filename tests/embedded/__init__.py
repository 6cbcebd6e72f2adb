"""Tests of the embedded PostgreSQL: real servers, real processes, real signals."""
