// A dispute from its raising to its closing, with the types that openapi-typescript made.
//
// `make clients` compiles it strictly and runs it against a service of its own; CONCORD_URL,
// SCHOOL_TOKEN and SOCIAL_CARE_TOKEN say which service, and who calls.

import { strict as assert } from "node:assert";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "concord-contract";

type Schemas = components["schemas"];
type Dispute = Schemas["Dispute"];
type Concord = Client<paths>;

const school = someone("SCHOOL_TOKEN");
const care = someone("SOCIAL_CARE_TOKEN");
const agencies: Record<string, Concord> = { school, "social-care": care };

function setting(name: string): string {
  const found = process.env[name];
  assert(found, `${name} is not set`);
  return found;
}

function someone(token: string): Concord {
  return createClient<paths>({
    baseUrl: setting("CONCORD_URL"),
    headers: { Authorization: `Bearer ${setting(token)}` },
  });
}

/** The body of an answer that is to succeed; else what the problem says. */
function wanted<Body>(answer: { data?: Body; error?: Schemas["Problem"] }): Body {
  assert(answer.data !== undefined, `${answer.error?.code}: ${answer.error?.detail}`);
  return answer.data;
}

/** What every command on a dispute carries: a new key, and the version it is decided on. */
function decidedOn(dispute: Dispute) {
  return {
    path: { dispute_id: dispute.id },
    header: { "Idempotency-Key": crypto.randomUUID(), "If-Match": `"${dispute.version}"` },
  };
}

async function raised(): Promise<Dispute> {
  const body: Schemas["RaiseDisputeRequest"] = {
    partnership: "worcestershire",
    subject: { kind: "child", reference: "SCH-48213" },
    raised_by: { agency: "school", role: "Designated safeguarding lead" },
    responding: [{ agency: "social-care", role: "Duty social worker" }],
    category: "referral",
    difference: {
      disputed: "The referral was closed with advice only.",
      effect_on_person: "Nobody outside school has spoken with the child.",
      outcome_wanted: "A social worker sees the child this week.",
    },
    immediate_risk: { present: false },
  };
  const params = { header: { "Idempotency-Key": crypto.randomUUID() } };
  const first = wanted(await school.POST("/v1/disputes", { params, body }));
  const again = wanted(await school.POST("/v1/disputes", { params, body }));
  assert.equal(first.id, again.id, "a repeated command was carried out twice");
  return first;
}

async function checkedBack(
  who: Concord,
  dispute: Dispute,
  kind: Schemas["CheckBackKind"],
): Promise<Dispute> {
  return wanted(
    await who.POST("/v1/disputes/{dispute_id}/check-backs", {
      params: decidedOn(dispute),
      body: { kind, result: "confirmed" },
    }),
  );
}

/** Each agency does what it owes still, one thing after another. */
async function fulfilled(dispute: Dispute): Promise<Dispute> {
  let now = dispute;
  for (const duty of dispute.duties) {
    const who = duty.holder.agency === null ? undefined : agencies[duty.holder.agency];
    if (who === undefined || !["due", "overdue"].includes(duty.status)) continue;
    const decided = decidedOn(now);
    now = wanted(
      await who.POST("/v1/disputes/{dispute_id}/duties/{duty_id}/fulfilments", {
        params: { ...decided, path: { ...decided.path, duty_id: duty.id } },
        body: {},
      }),
    );
  }
  return now;
}

let dispute = await raised();
dispute = wanted(
  await care.POST("/v1/disputes/{dispute_id}/discussions", {
    params: decidedOn(dispute),
    body: { method: "phone", outcome: "agreed", summary: "Went through the chronology." },
  }),
);

const early = await school.POST("/v1/disputes/{dispute_id}/check-backs", {
  params: decidedOn(dispute),
  body: { kind: "understanding", result: "confirmed" },
});
assert.equal(early.error?.status, 409, "a problem is an answer with a type of its own");

dispute = wanted(
  await school.POST("/v1/disputes/{dispute_id}/resolutions", {
    params: decidedOn(dispute),
    body: {
      outcome: "agreed",
      summary: "The referral is reopened.",
      actions: [{ what: "See the child at school", owner_agency: "social-care" }],
    },
  }),
);
dispute = await checkedBack(school, dispute, "understanding");
dispute = await checkedBack(care, dispute, "understanding");
dispute = await checkedBack(care, dispute, "completion");
dispute = await fulfilled(dispute);
assert.equal(dispute.status, "closed", dispute.next_step);

const path = { dispute_id: dispute.id };
const read = wanted(await school.GET("/v1/disputes/{dispute_id}", { params: { path } }));
assert.equal(read.version, dispute.version);
const feed = wanted(await school.GET("/v1/events"));
assert("items" in feed, "asked for as JSON it is a page, and no batch");
assert(feed.items.some((event) => event.subject === dispute.id));
const paper = await school.GET("/v1/disputes/{dispute_id}/record", {
  params: { path },
  headers: { Accept: "application/pdf" },
  parseAs: "arrayBuffer",
});
assert.equal(new TextDecoder().decode(wanted(paper)).slice(0, 5), "%PDF-");

console.log(`${dispute.reference}: ${dispute.status} at version ${dispute.version}`);
