"""Which certificate a client showed, as the proxy that ended its TLS says it."""

import re
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9_-]{43}=?\Z")
_HEX = re.compile(r"[0-9A-Fa-f]{64}\Z")


def thumbprint(sent: Sequence[str]) -> str | None:
    """The certificate's SHA-256 in base64url; None where the proxy names none.

    Proxies send the hash in base64url or hexadecimal (Envoy), or the certificate
    itself in an escaped PEM (nginx: $ssl_client_escaped_cert).
    """
    if len(sent) != 1:
        return None
    said = sent[0].strip()
    if _BASE64.match(said):
        return said.rstrip("=")
    if _HEX.match(said):
        return _base64(bytes.fromhex(said))
    try:
        return _base64(sha256(ssl.PEM_cert_to_DER_cert(unquote(said))).digest())
    except ValueError:
        return None


def _base64(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
