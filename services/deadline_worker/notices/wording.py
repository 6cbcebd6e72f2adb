"""What mails say: fixed sentences in English and Welsh around a few facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from textwrap import fill
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

from deadline_worker.notices.addressing import Reached
from deadline_worker.notices.enclosing import record_in
from deadline_worker.notices.mail import Attached, Mail, Said
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.notices.of_concerns import CONCERN_RAISED
from dispute_core.domain.working_time import end_of, local_date, london
from dispute_core.readmodel.notices import NoticeRow

LANGUAGES = ("en", "cy")
_WIDTH = 72
_BETWEEN = "\n" + "-" * _WIDTH + "\n\n"


def words_of(language: str) -> Mapping[str, Any]:
    """Every sentence in a language, as it ships."""
    file = files("deadline_worker.notices") / "templates" / f"{language}.yaml"
    words: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return words


def _laid_out(paragraphs: Sequence[str]) -> str:
    """Plain text as people write it: short lines, and air between paragraphs."""
    laid = (
        "\n".join(
            fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
            for line in paragraph.splitlines()
        )
        for paragraph in paragraphs
        if paragraph.strip()
    )
    return "\n\n".join(laid) + "\n"


def _plain_text() -> Environment:
    return Environment(  # noqa: S701 - mails are plain text, in which nothing is markup
        undefined=StrictUndefined
    )


@lru_cache(maxsize=1024)
def _compiled(jinja: Environment, template: str) -> Template:
    """A sentence ready to be said: to compile one takes longer than all the rest."""
    return jinja.from_string(template)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Writes the mails of one installation; `base_url` is where people read on."""

    base_url: str
    words: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: {one: words_of(one) for one in LANGUAGES}
    )
    jinja: Environment = field(default_factory=_plain_text)

    def mail(
        self,
        rows: Sequence[NoticeRow],
        reached: Reached,
        partnership: Partnership,
        attached: Sequence[Attached] = (),
    ) -> Mail:
        """One notice, or several as a digest, in each language of the recipient."""
        spoken = [
            self._said(one, rows, reached, partnership, attached)
            for one in sorted(reached.languages)
        ]
        disputes = {row.dispute_id for row in rows}
        return Mail(
            id=rows[0].mail_id,
            partnership=partnership.code,
            to=reached.mailboxes,
            subject=" / ".join(dict.fromkeys(subject for subject, _ in spoken)),
            text=_BETWEEN.join(text for _, text in spoken),
            said=tuple(self._facts(row) for row in rows),
            thread=disputes.pop() if len(disputes) == 1 else None,
            training=partnership.training,
            attached=tuple(attached),
        )

    def link(self, row: NoticeRow) -> str:
        """Where to read on: the dispute, the Record as it was sent, or the concern."""
        if row.kind == CONCERN_RAISED:
            return f"{self.base_url}/v1/concerns/{row.dispute_id}"
        dispute = f"{self.base_url}/v1/disputes/{row.dispute_id}"
        sent = record_in(row.about)
        return f"{dispute}/record?version={sent.version}" if sent else dispute

    def by_when(self, at: datetime, language: str) -> str:
        """A date in words; the instant that ends a day is said as its end."""
        words, day = self.words[language], local_date(at)
        before = day.fromordinal(day.toordinal() - 1)
        ends = end_of(before) == at
        on = before if ends else day
        return self._render(
            words["end_of_day" if ends else "at_time"],
            day=words["days"][on.weekday()],
            number=on.day,
            month=words["months"][on.month - 1],
            year=on.year,
            clock=at.astimezone(london()).strftime("%H:%M"),
        )

    def _said(
        self,
        language: str,
        rows: Sequence[NoticeRow],
        reached: Reached,
        partnership: Partnership,
        attached: Sequence[Attached],
    ) -> tuple[str, str]:
        words = self.words[language]
        welsh = language == "cy"
        facts = {
            "name": reached.welsh_name if welsh else reached.name,
            "partnership": (welsh and partnership.welsh_name) or partnership.name,
            "meant": "; ".join(reached.meant),
            "attached": bool(attached),
            "attached_note": words["attached_note"],
            "count": len(rows),
            "daily": rows[0].digest_at is not None,
        }
        items = [self._item(row, language) for row in rows]
        if len(rows) == 1:
            facts |= items[0]
            subject, parts = words["subject"], list(words["paragraphs"])
        else:
            subject, parts = words["digest_subject"], list(words["digest"])
        if partnership.training:
            subject = words["training_subject"] + subject
            parts = [words["training"], *parts]
        told = [self._render(part, **facts) for part in parts]
        if len(rows) > 1:
            told += [
                self._render(words["digest_item"], number=number, **item)
                for number, item in enumerate(items, start=1)
            ]
        return self._render(subject, **facts), _laid_out([*told, *words["closing"]])

    def _item(self, row: NoticeRow, language: str) -> dict[str, Any]:
        kind = self.words[language]["kinds"][row.kind]
        return {
            "reference": row.reference,
            "stage": row.stage,
            "copy": row.copy,
            "title": kind["title"],
            "happened": kind["happened"],
            "asked": kind["asked"],
            "words": row.words,
            "clause": row.clause,
            "by_when": row.due_at and self.by_when(row.due_at, language),
            "link": self.link(row),
        }

    def _facts(self, row: NoticeRow) -> Said:
        return Said(
            notice_id=row.id,
            kind=row.kind,
            reference=row.reference,
            stage=row.stage,
            due_at=row.due_at.isoformat() if row.due_at else None,
            link=self.link(row),
        )

    def _render(self, template: str, **facts: Any) -> str:
        return _compiled(self.jinja, template).render(**facts)
