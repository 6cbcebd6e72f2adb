"""The headings of the documents, and the Welsh ones for partnerships in Wales."""

from dispute_core.documents.model import Block, Section

RECORD = "Resolving Professional Differences Record"
PACK = "Submission to the board"

TITLES: dict[str, tuple[str, str]] = {
    "record": (RECORD, "Cofnod Datrys Gwahaniaethau Proffesiynol"),
    "pack": (PACK, "Cyflwyniad i'r bwrdd"),
    "glance": ("At a glance", "Cipolwg"),
    "person": ("The person", "Y person"),
    "parties": ("Who disagrees", "Pwy sy'n anghytuno"),
    "difference": ("The difference", "Y gwahaniaeth"),
    "statement": ("Joint statement of facts", "Datganiad ffeithiau ar y cyd"),
    "reasons": ("Reasons for the differences", "Rhesymau dros y gwahaniaethau"),
    "risk": ("Risk and safety now", "Risg a diogelwch nawr"),
    "views": ("The person's own views", "Barn y person"),
    "stages": ("Stage by stage", "Fesul cam"),
    "policy": ("The policy's own words", "Geiriau'r polisi ei hun"),
    "limits": ("Time limits", "Terfynau amser"),
    "happened": ("What has happened so far", "Beth sydd wedi digwydd hyd yn hyn"),
    "steps": ("Steps already taken", "Camau a gymerwyd eisoes"),
    "agreement": ("What was agreed or decided", "Yr hyn a gytunwyd neu a benderfynwyd"),
    "duties": ("Duties and check-backs", "Dyletswyddau a gwiriadau"),
    "papers": ("Correspondence and records", "Gohebiaeth a chofnodion"),
    "corrections": ("Corrections", "Cywiriadau"),
    "sent": ("Where this record has been sent", "I ble yr anfonwyd y cofnod hwn"),
    "own": ("Kept by an agency for itself", "Cedwir gan asiantaeth iddi ei hun"),
    "missing": ("What is missing", "Yr hyn sydd ar goll"),
    "signatures": ("Signatures", "Llofnodion"),
    "meeting": ("The meeting", "Y cyfarfod"),
    "invitees": ("Who is invited", "Pwy sy'n cael gwahoddiad"),
    "agenda": ("Agenda", "Agenda"),
    "decision": ("Decision sheet", "Taflen benderfynu"),
    "acceptance": ("Acceptance", "Derbyn"),
    "proof": ("Proof", "Prawf"),
    "first": ("First", "Yn gyntaf"),
}


def section(
    name: str, *blocks: Block, welsh: bool, title: str | None = None
) -> Section:
    """A section under its heading, with the Welsh one where that is wanted."""
    english, cymraeg = TITLES[name]
    return Section(
        id=name,
        title=title or english,
        blocks=blocks,
        welsh=cymraeg if welsh else None,
    )
