"""The addresses of the service, one module for each thing that it answers about."""

from dispute_api.routes import (
    commands,
    disputes,
    events,
    feed,
    listing,
    policies,
    service,
    status,
)

ROUTERS = (
    disputes.router,
    commands.router,
    listing.router,
    events.router,
    feed.router,
    policies.router,
    status.router,
    service.router,
)
"""In the order in which addresses are tried: what is asked most comes first."""
