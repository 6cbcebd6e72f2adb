"""A token issuer for development: one key pair in a folder, and tokens signed with it.

Production has an issuer of its own; the service only ever needs its public keys.
"""

import json
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import ECKey

from dispute_core.application.caller import Mandate
from dispute_core.private_files import write_private

ISSUER = "urn:concord:development"
AUDIENCE = "concord"
ALGORITHM = "ES256"
KEY_FILE = "issuer-key.json"
JWKS_FILE = "issuer-jwks.json"
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class DevelopmentIssuer:
    """Signs tokens for anyone who can read its folder."""

    key: ECKey
    jwks_file: Path
    issuer: str = ISSUER
    audience: str = AUDIENCE

    @classmethod
    def open(cls, folder: Path) -> "DevelopmentIssuer":
        """The issuer of a folder; its key is made on first use."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key_file, jwks_file = folder / KEY_FILE, folder / JWKS_FILE
        if not key_file.exists():
            key = ECKey.generate_key("P-256", auto_kid=True)
            write_private(key_file, json.dumps(key.as_dict(private=True)))
        key = ECKey.import_key(json.loads(key_file.read_bytes()))
        if not jwks_file.exists():
            use = {"use": "sig", "alg": ALGORITHM}
            public = {**key.as_dict(private=False), "kid": key.kid, **use}
            write_private(jwks_file, json.dumps({"keys": [public]}))
        return cls(key=key, jwks_file=jwks_file)

    def mint(
        self,
        partnership: str,
        *,
        agency: str | None = None,
        role: str = "practitioner",
        office: str | None = None,
        client: str | None = None,
        subject: str | None = None,
        lifetime: timedelta = LIFETIME,
        mandate: Mandate | None = None,
        certificate: str | None = None,
    ) -> str:
        """A token for an agency's practitioner, or for another role.

        An auditor of whom nothing else is said is appointed for a year either way.
        With a certificate's hash it is worth nothing without that certificate.
        """
        now = int(time.time())
        if role == "auditor":
            mandate = mandate or _usual_mandate(now)
        speaker = agency or office or role
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": subject or f"{partnership}:{speaker}",
            "client_id": client or f"{partnership}.{speaker}",
            "iat": now,
            "exp": now + int(lifetime.total_seconds()),
            "jti": secrets.token_urlsafe(12),
            "partnership": partnership,
            "role": role,
            "agency": agency,
            "office": office,
            "cnf": certificate and {"x5t#S256": certificate},
            **(_said_of(mandate) if mandate else {}),
        }
        said = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self.key.kid}
        return jwt.encode(header, said, self.key)


def _usual_mandate(now: int) -> Mandate:
    today, year = datetime.fromtimestamp(now, UTC).date(), timedelta(days=366)
    return Mandate(from_date=today - year, to_date=today + year, purpose="audit")


def _said_of(mandate: Mandate) -> dict[str, str]:
    return {
        "mandate_from": mandate.from_date.isoformat(),
        "mandate_to": mandate.to_date.isoformat(),
        "mandate_purpose": mandate.purpose,
    }
