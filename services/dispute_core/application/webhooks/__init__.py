"""Subscriptions of other systems: asking for messages, and what they may hear."""
