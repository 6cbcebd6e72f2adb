"""Tokens that belong to a certificate (RFC 8705), and issuers that speak for some."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from structlog.testing import capture_logs

from dispute_api.refusals.problems import Rejected
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.verifier import Verifier
from tests.api.doors import CERTIFICATE_HEADER, a_door, knock, trusted
from tests.api.forging import good, signed

START = datetime(2026, 1, 1, tzinfo=UTC)


def a_certificate() -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "school")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )


CERTIFICATE = a_certificate()
DER = CERTIFICATE.public_bytes(serialization.Encoding.DER)
PEM = CERTIFICATE.public_bytes(serialization.Encoding.PEM).decode()
THUMBPRINT = urlsafe_b64encode(sha256(DER).digest()).rstrip(b"=").decode()
BOUND = good(cnf={"x5t#S256": THUMBPRINT})


@pytest.fixture
def door(issuer: DevelopmentIssuer) -> Verifier:
    return a_door(trusted(issuer.jwks_file))


class TestABoundToken:
    @pytest.mark.parametrize(
        "shown",
        [THUMBPRINT, f"{THUMBPRINT}=", sha256(DER).hexdigest(), quote(PEM)],
        ids=["base64url", "padded", "hexadecimal", "escaped PEM"],
    )
    async def test_is_good_with_its_certificate_however_the_proxy_says_it(
        self, door: Verifier, issuer: DevelopmentIssuer, shown: str
    ) -> None:
        token = signed(issuer, BOUND)

        assert await knock(door, token, {CERTIFICATE_HEADER: shown})

    @pytest.mark.parametrize(
        "shown",
        ["", "A" * 43, "0" * 64, "-----BEGIN", THUMBPRINT[:-1], f"{THUMBPRINT}, x"],
        ids=["none", "another", "hexadecimal", "no PEM", "too short", "two"],
    )
    async def test_is_refused_with_another_also_when_it_was_good_a_moment_ago(
        self, door: Verifier, issuer: DevelopmentIssuer, shown: str
    ) -> None:
        token = signed(issuer, BOUND)
        assert await knock(door, token, {CERTIFICATE_HEADER: THUMBPRINT})

        for headers in ({CERTIFICATE_HEADER: shown}, {"X-Other": THUMBPRINT}):
            with capture_logs() as lines, pytest.raises(Rejected):
                await knock(door, token, headers)
            assert [line["reason"] for line in lines] == ["certificate"]


class TestAnIssuerOfBoundTokens:
    async def test_gives_out_no_other(self, issuer: DevelopmentIssuer) -> None:
        door = a_door(trusted(issuer.jwks_file, certificate_bound=True))
        shown = {CERTIFICATE_HEADER: THUMBPRINT}

        assert await knock(door, signed(issuer, BOUND), shown)
        with pytest.raises(Rejected):
            await knock(door, signed(issuer, good()), shown)


class TestAnIssuerOfSomePartnerships:
    @pytest.mark.parametrize(
        "changes",
        [
            {"partnership": "bexley"},
            {"role": "admin"},
            {"role": "monitor"},
            {"role": "admin", "partnership": ...},
        ],
    )
    async def test_speaks_for_no_other_and_not_for_all(
        self, issuer: DevelopmentIssuer, changes: dict[str, object]
    ) -> None:
        door = a_door(trusted(issuer.jwks_file, partnerships=["worcestershire"]))

        assert await knock(door, signed(issuer, good()))
        with capture_logs() as lines, pytest.raises(Rejected):
            await knock(door, signed(issuer, good(**changes)))
        assert [line["reason"] for line in lines] == ["partnership"]


class TestOneOfSeveralIssuers:
    async def test_is_believed_with_its_own_keys_alone(
        self, issuer: DevelopmentIssuer, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        other = DevelopmentIssuer.open(tmp_path_factory.mktemp("other"))
        door = a_door(
            trusted(issuer.jwks_file),
            trusted(other.jwks_file, issuer="urn:other", audience="ours"),
        )
        theirs = good(iss="urn:other", aud="ours")

        assert await knock(door, signed(issuer, good()))
        assert await knock(door, signed(other, theirs))
        for token in (
            signed(other, good()),
            signed(issuer, theirs),
            signed(other, good(iss="urn:other")),
        ):
            with pytest.raises(Rejected):
                await knock(door, token)
