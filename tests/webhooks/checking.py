"""Checks messages as their receivers do: with libraries that are not ours."""

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema_rs import Draft202012Validator
from standardwebhooks import Webhook

from dispute_api.answering.event_schemas import schema_of
from tests.support.api import Json
from tests.worker.notice_desk import BASE_URL


def verified(request: Json, webhook: Json) -> Json:
    """What a message says, after both its signatures have been found good."""
    said: Json = Webhook(webhook["secret"]).verify(request["body"], request["headers"])
    assert said == json.loads(request["body"])
    schema = schema_of(said["dataschema"].rpartition("/")[2], BASE_URL)
    Draft202012Validator(dict(schema or {"not": {}})).validate(said["data"])
    key = base64.b64decode(webhook["public_key"].removeprefix("whpk_"))
    public = Ed25519PublicKey.from_public_bytes(key)
    headers = request["headers"]
    signed = ".".join(
        (headers["webhook-id"], headers["webhook-timestamp"], request["body"])
    )
    of_v1a = [one for one in signatures(request) if one.startswith("v1a,")]
    assert any(_is_good(public, one, signed) for one in of_v1a)
    return said


def signatures(request: Json) -> list[str]:
    found: list[str] = request["headers"]["webhook-signature"].split(" ")
    return found


def _is_good(public: Ed25519PublicKey, signature: str, signed: str) -> bool:
    try:
        public.verify(base64.b64decode(signature[4:]), signed.encode())
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not good
        return False
    return True
