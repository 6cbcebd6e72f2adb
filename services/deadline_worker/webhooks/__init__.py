"""Sends messages to other systems: signed, at least once, each endpoint for itself."""
