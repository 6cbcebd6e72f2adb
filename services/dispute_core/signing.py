"""Signs messages as Standard Webhooks asks: with a shared secret, and by Ed25519.

Receivers may check either signature. The second one leaves them without a secret of
ours to lose; the first one is known to every library.
"""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime
from hmac import digest

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dispute_core.domain.webhooks.subscription import SigningKeys

SECRET_PREFIX = "whsec_"  # noqa: S105 - how a secret begins, and none itself
PRIVATE_PREFIX = "whsk_"
PUBLIC_PREFIX = "whpk_"
_BYTES = 32


def new_keys() -> SigningKeys:
    """New ones, each from the system's own source of randomness."""
    private = Ed25519PrivateKey.generate()
    return SigningKeys(
        secret=SECRET_PREFIX + _encoded(secrets.token_bytes(_BYTES)),
        private=PRIVATE_PREFIX + _encoded(private.private_bytes_raw()),
        public=PUBLIC_PREFIX + _encoded(private.public_key().public_bytes_raw()),
    )


def signature(
    keys: Iterable[SigningKeys], message_id: str, at: datetime, body: bytes
) -> str:
    """The header's value: both forms for each of the keys, the newest first."""
    signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
    return " ".join(
        f"v1,{_encoded(digest(_decoded(one.secret), signed, 'sha256'))}"
        f" v1a,{_encoded(_private(one.private).sign(signed))}"
        for one in keys
    )


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_decoded(text))


def _decoded(text: str) -> bytes:
    return base64.b64decode(text.partition("_")[2])


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()
