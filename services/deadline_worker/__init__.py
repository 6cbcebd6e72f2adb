"""Watches every deadline, and records in the log that one has passed."""
