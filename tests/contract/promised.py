"""What the contract may never rename, because others build on it."""

DISPUTE = "/v1/disputes/{dispute_id}"
MEETING = f"{DISPUTE}/meetings/{{meeting_id}}"
DUTY = f"{DISPUTE}/duties/{{duty_id}}"
CONCERN = "/v1/concerns/{concern_id}"
WEBHOOK = "/v1/webhooks/{webhook_id}"
PARTNERSHIP = "/v1/partnerships/{partnership}"

OPERATIONS = {
    "raiseDispute": ("post", "/v1/disputes"),
    "listDisputes": ("get", "/v1/disputes"),
    "findDisputes": ("post", "/v1/disputes/searches"),
    "getDispute": ("get", DISPUTE),
    "recordDiscussion": ("post", f"{DISPUTE}/discussions"),
    "recordResponse": ("post", f"{DISPUTE}/responses"),
    "setLimit": ("post", f"{DISPUTE}/limits"),
    "escalateDispute": ("post", f"{DISPUTE}/escalations"),
    "resolveDispute": ("post", f"{DISPUTE}/resolutions"),
    "recordCheckBack": ("post", f"{DISPUTE}/check-backs"),
    "withdrawDispute": ("post", f"{DISPUTE}/withdrawals"),
    "reopenDispute": ("post", f"{DISPUTE}/reopenings"),
    "changeParties": ("post", f"{DISPUTE}/parties"),
    "addRecord": ("post", f"{DISPUTE}/records"),
    "callMeeting": ("post", f"{DISPUTE}/meetings"),
    "conveneMeeting": ("post", f"{DISPUTE}/meetings/convenings"),
    "moveMeeting": ("post", f"{MEETING}/dates"),
    "cancelMeeting": ("post", f"{MEETING}/cancellations"),
    "recordMeeting": ("post", f"{MEETING}/minutes"),
    "acceptOutcome": ("post", f"{MEETING}/acceptances"),
    "getMeetingKit": ("get", f"{MEETING}/kit"),
    "nameLeadAgency": ("post", f"{DISPUTE}/lead-agencies"),
    "correctDispute": ("post", f"{DISPUTE}/corrections"),
    "fulfilDuty": ("post", f"{DUTY}/fulfilments"),
    "declineDuty": ("post", f"{DUTY}/refusals"),
    "waiveDuty": ("post", f"{DUTY}/waivers"),
    "delegateDuty": ("post", f"{DUTY}/delegations"),
    "answerStatement": ("post", f"{DISPUTE}/answers"),
    "answerSafeguard": ("post", f"{DISPUTE}/safeguards/{{record_id}}/answers"),
    "breakGlass": ("post", f"{DISPUTE}/emergency-access"),
    "putLegalHold": ("post", f"{DISPUTE}/legal-holds"),
    "releaseLegalHold": ("post", f"{DISPUTE}/legal-holds/{{hold_id}}/releases"),
    "nameFacilitator": ("post", f"{DISPUTE}/facilitators"),
    "recordSideOutcome": ("post", f"{DISPUTE}/side-outcomes"),
    "completeSideOutcome": (
        "post",
        f"{DISPUTE}/side-outcomes/{{side_outcome_id}}/completions",
    ),
    "raiseConcern": ("post", "/v1/concerns"),
    "listConcerns": ("get", "/v1/concerns"),
    "getConcern": ("get", CONCERN),
    "linkDispute": ("post", f"{CONCERN}/disputes"),
    "decideConcern": ("post", f"{CONCERN}/decisions"),
    "shareConcern": ("post", f"{CONCERN}/shares"),
    "getRecord": ("get", f"{DISPUTE}/record"),
    "submitRecord": ("post", f"{DISPUTE}/record/submissions"),
    "getSubmissionPack": ("get", f"{DISPUTE}/submission-pack"),
    "getFileText": ("get", f"{DISPUTE}/file-text"),
    "getWrittenConcern": ("get", f"{DISPUTE}/written-concern"),
    "getMonitoringCopy": ("get", f"{DISPUTE}/monitoring-copy"),
    "exportAgencyLog": ("get", "/v1/agencies/{agency}/log"),
    "listMonitoringCopies": ("get", "/v1/monitoring-copies"),
    "listNotices": ("get", f"{DISPUTE}/notices"),
    "acknowledgeNotice": (
        "post",
        f"{DISPUTE}/notices/{{notice_id}}/acknowledgements",
    ),
    "reportBounce": ("post", "/v1/notices/bounces"),
    "listDisputeEvents": ("get", f"{DISPUTE}/events"),
    "listDeadlines": ("get", f"{DISPUTE}/deadlines"),
    "listBreaches": ("get", "/v1/breaches"),
    "listAccesses": ("get", "/v1/accesses"),
    "readEventFeed": ("get", "/v1/events"),
    "streamEventFeed": ("get", "/v1/events/stream"),
    "getEvent": ("get", "/v1/events/{event_id}"),
    "listPolicies": ("get", "/v1/policies"),
    "getPolicy": ("get", "/v1/policies/{ref}"),
    "getBlankForm": ("get", "/v1/policies/{ref}/blank-form"),
    "getPolicyChart": ("get", "/v1/policies/{ref}/chart"),
    "previewPolicy": ("post", "/v1/policies/{ref}/previews"),
    "releasePolicy": ("post", "/v1/policies"),
    "comparePolicies": ("get", "/v1/policies/{ref}/diff"),
    "putPolicyInForce": ("post", "/v1/policies/{ref}/adoptions"),
    "retirePolicy": ("post", "/v1/policies/{ref}/retirements"),
    "listPoliciesInForce": ("get", "/v1/policies-in-force"),
    "rehearsePolicy": ("post", "/v1/policies/{ref}/rehearsals"),
    "getDirectory": ("get", f"{PARTNERSHIP}/directory"),
    "exportDirectory": ("get", f"{PARTNERSHIP}/directory/file"),
    "getDirectoryGaps": ("get", f"{PARTNERSHIP}/directory/gaps"),
    "publishDirectory": ("post", f"{PARTNERSHIP}/directory/publications"),
    "changeAgency": ("post", f"{PARTNERSHIP}/agencies"),
    "changeOffice": ("post", f"{PARTNERSHIP}/offices"),
    "registerPanel": ("post", f"{PARTNERSHIP}/panels"),
    "appointHolder": ("post", f"{PARTNERSHIP}/offices/{{office}}/holders"),
    "endHolder": (
        "post",
        f"{PARTNERSHIP}/offices/{{office}}/holders/{{holder}}/endings",
    ),
    "getCalendar": ("get", "/v1/calendars/{calendar}"),
    "publishCalendar": ("post", "/v1/calendars/{calendar}/publications"),
    "getStatistics": ("get", f"{PARTNERSHIP}/statistics"),
    "publishStatistics": ("post", f"{PARTNERSHIP}/statistics/editions"),
    "planReview": ("post", f"{PARTNERSHIP}/review-plans"),
    "drawAuditSample": ("get", f"{PARTNERSHIP}/audit-sample"),
    "listCalendarFeeds": ("get", "/v1/calendar-feeds"),
    "createCalendarFeed": ("post", "/v1/calendar-feeds"),
    "revokeCalendarFeed": ("post", "/v1/calendar-feeds/{feed_id}/revocations"),
    "readCalendarFeed": ("get", "/v1/calendar-feeds/{address}.ics"),
    "listWebhooks": ("get", "/v1/webhooks"),
    "createWebhook": ("post", "/v1/webhooks"),
    "getWebhook": ("get", WEBHOOK),
    "changeWebhook": ("post", f"{WEBHOOK}/changes"),
    "rotateWebhookSecret": ("post", f"{WEBHOOK}/secret-rotations"),
    "endWebhook": ("post", f"{WEBHOOK}/endings"),
    "sendTestEvent": ("post", f"{WEBHOOK}/test-events"),
    "listWebhookDeliveries": ("get", f"{WEBHOOK}/deliveries"),
    "redeliverWebhook": (
        "post",
        f"{WEBHOOK}/deliveries/{{delivery_id}}/redeliveries",
    ),
    "getStatus": ("get", "/v1/status"),
}
"""The operations that others build on: none may be renamed or moved."""

FIELDS = {
    "RaiseDisputeRequest": "partnership policy subject also_affects raised_by"
    " responding category category_text difference immediate_risk seriousness scope"
    " risk_set_limit start_stage arose_at decision_received_at raised_at"
    " client_reference continues lead_agency",
    "SubjectInput": "kind reference held_by",
    "RaisedByInput": "agency role name band",
    "PartyInput": "agency role name band",
    "DifferenceInput": "disputed raiser_view evidence effect_on_person outcome_wanted",
    "ImmediateRiskInput": "present action_taken",
    "RiskSetLimitInput": "due_at reason",
    "StartStageInput": "stage ground reason",
    "RecordDiscussionRequest": "held_at method participants summary effect_on_person"
    " information_reviewed advice_from outcome reasons",
    "RecordResponseRequest": "view evidence proposal by responded_at",
    "SetLimitRequest": "kind duty due_at reason by accepted_by set_at",
    "EscalateDisputeRequest": "to_stage trigger reason by actors immediate_risk"
    " risk_set_limit escalated_at",
    "ActorInput": "side agency role name band",
    "ResolveDisputeRequest": "outcome summary actions declared_by accepted_by"
    " resolved_at review_on",
    "ActionInput": "what owner_agency owner due_on",
    "AcceptanceInput": "agency name accepts at",
    "RecordCheckBackRequest": "kind by action_id result evidence note checked_at",
    "WithdrawDisputeRequest": "ground reason by",
    "ReopenDisputeRequest": "ground stage reason by",
    "ChangePartiesRequest": "change side agency contact ground reason by",
    "AddRecordRequest": "kind at by text source visible_to",
    "SourceInput": "from to dated held_at sha256",
    "CorrectDisputeRequest": "event_id field value reason by",
    "FulfilDutyRequest": "answer held_by review_on acknowledged_by reference note by"
    " fulfilled_at",
    "DeclineDutyRequest": "reason by declined_at",
    "WaiveDutyRequest": "reason by waived_at",
    "DelegateDutyRequest": "to office until reason by delegated_at",
    "Duty": "id kind label holder clause force status due_at asks fulfilments excused"
    " delegations",
    "Dispute": "id reference partnership policy status stage category subject raised_by"
    " responding difference deadlines actions check_backs duties next_step allowed"
    " version raised_at recorded_at",
    "Stage": "id label number started_at",
    "Deadline": "id duty holder due_at due_on urgency force generation status settled"
    " reason",
    "Policy": "categories stages silences readings chart",
    "FeedPage": "items next",
}

ENUMS = {
    "SubjectKind": "child adult unborn",
    "Band": "practitioner first_line_manager senior_manager director board",
    "DiscussionMethod": "face_to_face phone video meeting e_mail letter",
    "DiscussionOutcome": "agreed partly_agreed not_agreed no_response",
    "LimitKind": "agreed risk_set extension",
    "EscalationTrigger": "not_agreed time_passed no_response unsatisfactory_response"
    " policy_issue immediate_risk",
    "ResolutionOutcome": "agreed partly_agreed decided recommended overtaken"
    " ended_unresolved",
    "CheckBackKind": "understanding completion outcome_for_person review",
    "CheckBackResult": "confirmed partly not_confirmed",
    "WithdrawalGround": "no_longer_held raised_in_error duplicate moved",
    "ReopeningGround": "action_not_done disagreement_returned new_information"
    " policy_issue",
    "PartyChange": "add remove replace_contact",
    "RecordKind": "correspondence advice preparation persons_views interim_arrangement"
    " requested_safeguard support barrier note prevention notice_of_intention"
    " outside_route written_record effect_on_person",
    "Visibility": "parties own_agency",
    "DisputeStatus": "open resolved ended closed withdrawn",
    "Side": "raising responding",
}
