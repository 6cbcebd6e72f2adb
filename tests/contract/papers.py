"""Makes plausible what people say of the record itself."""

from tests.contract.desk import pick
from tests.contract.reading import Json

STATEMENTS = ("disputed", "raiser_view", "evidence", "effect_on_person")
OFFICES = ("board-manager",)


def answering(said: Json, dispute: Json) -> None:
    """About a statement with which the raising side began."""
    said["event_id"] = f"{dispute['id']}.1"
    said["field"] = pick(STATEMENTS, said["field"])


def submitting(said: Json, dispute: Json) -> None:
    """A printed pack, which may lack something if the reason is given."""
    lacks = _lacks(dispute)
    said["to_office"] = pick(OFFICES, said["to_office"])
    if lacks:
        said["how"] = "by_hand"
        said["incomplete_because"] = "The office asked for it at once."
    else:
        said.pop("incomplete_because", None)


def _lacks(dispute: Json) -> bool:
    """Whether something is missing that a Record must have before it is sent."""
    talks, risk = dispute["discussions"], dispute["immediate_risk"]
    went_up = dispute["stage"]["entered"] not in (None, "automatic")
    return not (
        dispute["difference"]["raiser_view"]
        and any(talk["summary"] or talk["reasons"] for talk in talks)
        and (
            dispute["responses"]
            or any(talk["outcome"] == "no_response" for talk in talks)
        )
        and (dispute["stage"]["reason"] or not went_up)
        and (risk["action_taken"] or not risk["present"])
    )
