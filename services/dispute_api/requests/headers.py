"""The headers that commands and conditional reads carry."""

import re

from starlette.datastructures import Headers

from dispute_api.refusals.problems import (
    IF_MATCH_MISSING,
    INVALID_HEADER,
    KEY_MISSING,
    Flaw,
    Rejected,
)

_VERSION = r"[1-9][0-9]{0,8}"
_TAG = re.compile(rf'(?:"({_VERSION})"|({_VERSION}))\Z')
_NUMBER = rf"0|{_VERSION}"
_COUNT_TAG = re.compile(rf'(?:"({_NUMBER})"|({_NUMBER}))\Z')
_ONE_OF = r'(?:W/)?"[!#-~]*"'
_TAGS = re.compile(rf"(?:[*]|{_VERSION}|{_ONE_OF}(?: *, *{_ONE_OF})*)\Z")
_INSIDE = re.compile(r'"([!#-~]*)"')
LONGEST_LIST = 200
_KEY = re.compile(r"[!-~]{1,255}\Z")
_QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])*)"\Z')

KEY_WANTED = (
    "Send an Idempotency-Key header, and the same one if you repeat the command."
)
ONE_KEY = "Send one Idempotency-Key of 1 to 255 printable characters, without spaces."
IF_MATCH_WANTED = "Read what you change and send its ETag as If-Match."
TAGS = 'Send the versions that you have as their ETags gave them, such as "3".'
ONE_TAG = 'Send one version as its ETag gives it, such as "3".'


def idempotency_key(headers: Headers) -> str:
    """The client's own name for a command, bare or as a structured string."""
    sent = headers.getlist("idempotency-key")
    if not sent:
        flaw = _flaw("missing", "The header is required.", "Idempotency-Key")
        raise Rejected(KEY_MISSING, KEY_WANTED, flaws=[flaw])
    key = sent[0].strip()
    quoted = _QUOTED.match(key)
    inner = re.sub(r"\\(.)", r"\1", quoted.group(1)) if quoted else ""
    if _KEY.match(inner):
        key = inner
    if len(sent) > 1 or not _KEY.match(key):
        flaw = _flaw("wrong_form", ONE_KEY, "Idempotency-Key")
        raise Rejected(INVALID_HEADER, ONE_KEY, flaws=[flaw])
    return key


def if_match(headers: Headers) -> int:
    """The version on which a command was decided."""
    sent = headers.getlist("if-match")
    if not sent:
        raise _missing()
    return _version(sent, _TAG)


def if_match_or_new(headers: Headers) -> int:
    """The version on which a command was decided; 0 for what does not exist yet."""
    sent = headers.getlist("if-match")
    if not sent:
        raise _missing()
    return _version(sent, _COUNT_TAG)


def if_match_at_all(headers: Headers) -> int | None:
    """Up to how many decisions the caller has read; None where they do not say."""
    sent = headers.getlist("if-match")
    return _version(sent, _COUNT_TAG) if sent else None


def is_known(headers: Headers, version: int) -> bool:
    """Whether the client says that it has this version already (RFC 9110, weakly)."""
    return known_tag(headers, str(version))


def known_tag(headers: Headers, tag: str) -> bool:
    """Whether the client says that it has what bears this tag."""
    values = headers.getlist("if-none-match")
    if not values:
        return False
    sent = ",".join(values).strip()
    if len(sent) > LONGEST_LIST or not _TAGS.match(sent):
        flaw = _flaw("wrong_form", TAGS, "If-None-Match")
        raise Rejected(INVALID_HEADER, TAGS, flaws=[flaw])
    return sent in ("*", tag) or tag in _INSIDE.findall(sent)


def etag(version: int) -> str:
    return f'"{version}"'


def _missing() -> Rejected:
    flaw = _flaw("missing", "The header is required.", "If-Match")
    return Rejected(IF_MATCH_MISSING, IF_MATCH_WANTED, flaws=[flaw])


def _version(sent: list[str], form: re.Pattern[str]) -> int:
    found = form.match(sent[0].strip()) if len(sent) == 1 else None
    if found is None:
        flaw = _flaw("wrong_form", ONE_TAG, "If-Match")
        raise Rejected(INVALID_HEADER, ONE_TAG, flaws=[flaw])
    return int(found.group(1) or found.group(2))


def _flaw(code: str, detail: str, header: str) -> Flaw:
    return Flaw(code=code, detail=detail, header=header)
