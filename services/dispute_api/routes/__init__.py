"""The addresses of the service, one module for each thing that it answers about."""

from dispute_api.routes import (
    calendars,
    commands,
    disputes,
    duties,
    events,
    feed,
    listing,
    policies,
    policy_lifecycle,
    service,
    status,
)

ROUTERS = (
    disputes.router,
    commands.router,
    duties.router,
    listing.router,
    events.router,
    feed.router,
    policies.router,
    policy_lifecycle.router,
    calendars.router,
    status.router,
    service.router,
)
"""In the order in which addresses are tried: what is asked most comes first."""
