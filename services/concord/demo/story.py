"""The story of a case, as a person would want to read it."""

from collections.abc import Iterator, Sequence

from concord.demo import page, words
from concord.demo.cases import Json
from concord.demo.happenings import happened
from concord.demo.playing import Played
from concord.demo.telling import agency, listed, signed
from dispute_core.domain.training import MARKS

ENDS = {
    "superseded": "Another limit took its place.",
    "stopped": "No longer needed.",
    "late": "Late.",
    "indication": "Gone by; the document gives it as a guide.",
}


def story(played: Played) -> str:
    """Who disagreed about what, what happened, what was due when and why, and now."""
    return "\n".join(
        (
            *_opening(played),
            *_difference(played.dispute),
            *_offices(played.offices),
            *_happenings(played),
            *_due(played),
            *_now(played.dispute),
        )
    )


def _opening(played: Played) -> Iterator[str]:
    dispute = played.dispute
    policy = dispute["policy"]
    yield page.heading(f"{played.case.title} ({dispute['reference']})")
    if dispute["training"]:
        yield page.paragraph(f"{MARKS}.")
    yield page.paragraph(
        f"Under {policy['title']} ({policy['ref']}), published by "
        f"{policy['publisher']}."
    )


def _difference(dispute: Json) -> Iterator[str]:
    said = dispute["difference"]
    raiser = dispute["raised_by"]
    others = listed([signed(party) for party in dispute["responding"]])
    yield page.section("Who disagrees, and about what")
    yield page.paragraph(f"{signed(raiser)} disagrees with {others}.")
    for label, field in (
        ("Disputed", "disputed"),
        ("The raiser's view", "raiser_view"),
        ("Evidence", "evidence"),
        ("Effect", "effect_on_person"),
        ("Wanted", "outcome_wanted"),
    ):
        if said[field]:
            yield page.entry(label, said[field])


def _offices(offices: Sequence[Json]) -> Iterator[str]:
    """Notices name offices and no people; the directory says who holds them."""
    held = [office for office in offices if office["holders"]]
    if not held:
        return
    yield page.section("Who holds the offices that may be told")
    for office in held:
        names = listed([str(one["name"]) for one in office["holders"]])
        since = page.day(office["holders"][0]["from_date"])
        yield page.entry(names, f"{office['name']}, since {since}.")


def _happenings(played: Played) -> Iterator[str]:
    yield page.section("What happened")
    for event in played.events:
        for number, text in enumerate(happened(event, played.dispute)):
            left = page.moment(event["occurred_at"]) if number == 0 else ""
            yield page.entry(left, text)


def _due(played: Played) -> Iterator[str]:
    yield page.section("By when, and why then")
    for deadline in played.deadlines:
        left = page.day(deadline["due_on"]) if deadline["due_on"] else "No date"
        yield page.entry(
            left, f"{_duty(deadline, played.dispute)} {_came_of(deadline)}"
        )
        yield page.beside(f"Why: {deadline['reason']}")


def _duty(deadline: Json, dispute: Json) -> str:
    holder = deadline["holder"]
    owed_by = holder["agency"]
    who = agency(owed_by) if owed_by else words.HOLDERS[holder["side"]]
    what = deadline["label"].rstrip(".")
    for action in dispute["actions"]:
        if deadline["duty"] == action["id"] and action["what"]:
            what = action["what"]
    return f"{who}: {words.inside(what)}."


def _came_of(deadline: Json) -> str:
    settled, breach = deadline["settled"], deadline["breach"]
    if breach and settled and settled["in_time"]:
        done = page.moment(settled["occurred_at"])
        return f"Done in time, {done}, and entered here only after the date."
    if breach:
        done = f"; done {page.moment(settled['occurred_at'])}" if settled else ""
        return f"NOT DONE IN TIME{done}."
    if settled:
        return f"Done, {page.moment(settled['occurred_at'])}."
    return ENDS.get(deadline["status"], "Still to do.")


def _now(dispute: Json) -> Iterator[str]:
    yield page.section("Where it stands")
    ending = dispute["resolution"]
    summary = ending["summary"] if ending else None
    yield page.paragraph(f"{dispute['status'].capitalize()}. {summary or ''}".strip())
    yield page.paragraph(dispute["next_step"])
