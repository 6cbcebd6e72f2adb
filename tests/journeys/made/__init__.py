"""Procedures of boards that we made up, lived through API and worker."""
