"""The papers of a dispute: the Record, the submission pack, texts, and the sending."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer, recorded
from dispute_api.answering.papers import paper
from dispute_api.layers.reads import note_read
from dispute_api.requests.dependencies import (
    AskedOf,
    CallerDep,
    CoreDep,
    DisputeId,
    ServicesDep,
    asks_of,
)
from dispute_api.requests.direct import DirectRoute
from dispute_api.requests.headers import etag
from dispute_api.requests.parameters import Moment, moment_of
from dispute_api.schemas import documents as bodies
from dispute_api.views.documents import document_view, monitoring_view, record_view
from dispute_core.application import documenting
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.application.reading import Seen, read_dispute
from dispute_core.documents import (
    Matter,
    concern_of,
    file_text_of,
    pack_of,
    record_of,
    sent_digest,
)
from dispute_core.documents.monitoring import monitoring_copy, pseudonym_of
from dispute_core.domain.refusals.directories import NotForTraining

router = APIRouter(prefix="/v1/disputes/{dispute_id}", route_class=DirectRoute)

MomentDep = Annotated[Moment, Depends(moment_of)]
StatementAnswer = Annotated[
    AskedOf[bodies.AnswerStatementRequest],
    Depends(asks_of(bodies.AnswerStatementRequest)),
]
Submission = Annotated[
    AskedOf[bodies.SubmitRecordRequest], Depends(asks_of(bodies.SubmitRecordRequest))
]


@router.get("/record", operation_id="getRecord")
async def get_record(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """The Record; an office to which it was sent reads it as it was sent."""
    seen = await documenting.read_record(
        core, caller, dispute_id, version=moment.version, as_at=moment.as_at
    )

    note_read(request, caller, [dispute_id])
    matter = await _matter(core, seen)
    document = record_of(matter)
    return await paper(request, document, lambda: record_view(document, matter))


@router.get("/submission-pack", operation_id="getSubmissionPack")
async def get_submission_pack(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """Reasons for the differences, and what has happened so far."""
    matter = await _matter_of(core, caller, dispute_id, moment)

    note_read(request, caller, [dispute_id])
    document = pack_of(matter)
    return await paper(request, document, lambda: document_view(document))


@router.get("/file-text", operation_id="getFileText")
async def get_file_text(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """The entry for the person's file, ready for an agency's own system."""
    matter = await _matter_of(core, caller, dispute_id, moment)

    note_read(request, caller, [dispute_id])
    return _text(file_text_of(matter), matter)


@router.get("/written-concern", operation_id="getWrittenConcern")
async def get_written_concern(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """A draft of the concern in writing, made from what was entered."""
    matter = await _matter_of(core, caller, dispute_id, moment)

    note_read(request, caller, [dispute_id])
    return _text(concern_of(matter), matter)


@router.get("/monitoring-copy", operation_id="getMonitoringCopy")
async def get_monitoring_copy(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    services: ServicesDep,
) -> Response:
    """Facts without names, for the board office too."""
    dispute = (await read_dispute(services.core, caller, dispute_id)).dispute
    if dispute.raised.training:
        raise NotForTraining

    note_read(request, caller, [dispute_id])
    pseudonym = pseudonym_of(dispute.id, services.secrets.pseudonym_key)
    return json_answer(monitoring_view(monitoring_copy(dispute, pseudonym)))


@router.post("/answers", operation_id="answerStatement", status_code=201)
async def answer_statement(asked: StatementAnswer) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.answered_at)

    changed = await documenting.answer_statement(
        target,
        asked.core,
        event_id=body.event_id,
        field=body.field,
        answer=body.answer,
        note=body.note,
    )

    return await recorded(changed)


@router.post("/record/submissions", operation_id="submitRecord", status_code=201)
async def submit_record(asked: Submission) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.sent_at)

    changed = await documenting.submit_record(
        target, asked.body.submission(), asked.core, digest=sent_digest
    )

    return await recorded(changed)


async def _matter_of(
    core: Core, caller: Caller, dispute_id: UUID, moment: Moment
) -> Matter:
    seen = await read_dispute(
        core, caller, dispute_id, version=moment.version, as_at=moment.as_at
    )
    return await _matter(core, seen)


async def _matter(core: Core, seen: Seen) -> Matter:
    return Matter(
        loaded=seen.loaded,
        policy=seen.policy,
        standing=seen.standing,
        partnership=await core.partnership(seen.dispute.raised.partnership),
        generated_at=core.clock(),
    )


def _text(text: str, matter: Matter) -> Response:
    version = matter.loaded.events[-1].version
    return Response(text, headers={"ETag": etag(version)}, media_type="text/plain")
