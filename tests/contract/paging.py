"""The lists that come in pages, and turning these as a client does."""

from tests.contract.desk import DISPUTE, Desk, Sent

PAGES = {
    "/v1/disputes",
    "/v1/breaches",
    "/v1/accesses",
    "/v1/policies",
    "/v1/policies-in-force",
    f"{DISPUTE}/events",
    f"{DISPUTE}/deadlines",
    f"{DISPUTE}/notices",
    "/v1/agencies/{agency}/log",
    "/v1/monitoring-copies",
    "/v1/concerns",
    "/v1/webhooks",
    "/v1/webhooks/{webhook_id}/deliveries",
}


def turn_the_page(case: Sent, desk: Desk) -> None:
    """A cursor that the service gave out for just this question."""
    query = {**case.query, "limit": 1}
    del query["cursor"], case.query["cursor"]
    page = desk.ask(case.path, "GET", path=case.path_parameters, **query)
    if page["next"] is not None:
        case.query["cursor"] = page["next"]
