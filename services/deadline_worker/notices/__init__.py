"""Tells people what happened in a dispute: by e-mail or webhook, at least once."""
