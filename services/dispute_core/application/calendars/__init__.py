"""Calendars of bank holidays, and feeds of deadlines for people's own calendars."""
