"""A reading as the record of accesses shows it: codes, ids and instants only."""

from dispute_api.views.parts import Json, utc
from dispute_core.readmodel.accesses import RecordedAccess


def access_view(access: RecordedAccess) -> Json:
    return {
        "id": str(access.id),
        "read_at": utc(access.read_at),
        "partnership": access.partnership,
        "agency": access.agency,
        "office": access.office,
        "role": access.role,
        "client": access.client,
        "subject": access.subject,
        "operation": access.operation,
        "purpose": access.purpose,
        "outcome": "answered" if access.asked is None else "refused",
        "request": access.correlation,
        "asked": None if access.asked is None else str(access.asked),
        "disputes": [str(one) for one in access.disputes],
    }
