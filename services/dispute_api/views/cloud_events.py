"""Events as CloudEvents 1.0: alone, in batches, and as lines of a stream."""

from fastapi.sse import format_sse_event

from dispute_api.views.parts import Json, written
from dispute_core.domain.cloud_events import data_of, envelope, event_type
from dispute_core.readmodel.fed_events import FedEvent


def cloud_event(event: FedEvent, base_url: str) -> Json:
    """An event with its facts as the caller may see them."""
    return envelope(event, data_of(event.facts), base_url)


def event_lines(event: FedEvent, base_url: str) -> bytes:
    """What a stream says of an event, but for the `id`, which each client has anew."""
    said = written(cloud_event(event, base_url)).decode()
    return format_sse_event(event=event_type(event.topic), data_str=said)
