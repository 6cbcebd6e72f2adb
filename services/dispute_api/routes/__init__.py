"""The addresses of the service, one module for each thing that it answers about."""

from dispute_api.routes import (
    calendar_feed,
    calendars,
    commands,
    directory,
    directory_changes,
    disputes,
    documents,
    duties,
    events,
    feed,
    listing,
    notices,
    policies,
    policy_lifecycle,
    service,
    statistics,
    status,
    uses,
)

ROUTERS = (
    disputes.router,
    commands.router,
    duties.router,
    documents.router,
    notices.router,
    listing.router,
    events.router,
    feed.router,
    policies.router,
    policy_lifecycle.router,
    calendars.router,
    directory.router,
    directory_changes.router,
    statistics.router,
    calendar_feed.router,
    uses.router,
    status.router,
    service.router,
)
"""In the order in which addresses are tried: what is asked most comes first."""
