"""Where the keys of an issuer may be, and what they may sign with."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dispute_api.tokens.issuers import TrustedIssuer


class TestAnAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "http://issuer.example/keys",
            "http://127.0.0.1.example/keys",
            "http://10.0.0.1/keys",
            "ftp://issuer.example/keys",
            "file:///etc/keys",
            "https://user:word@issuer.example/keys",
            "https://issuer.example/keys#here",
            "issuer.example/keys",
            "",
        ],
    )
    def test_that_others_could_answer_for_is_refused(self, address: str) -> None:
        with pytest.raises(ValidationError):
            TrustedIssuer(issuer="a", jwks_url=address)

    @pytest.mark.parametrize(
        "address",
        [
            "https://issuer.example/keys",
            "http://127.0.0.1:9/keys",
            "http://[::1]/keys",
            "http://localhost/keys",
        ],
    )
    def test_that_is_safe_is_taken(self, address: str) -> None:
        assert TrustedIssuer(issuer="a", jwks_url=address).jwks_url == address

    def test_stands_alone_or_a_file_does(self, tmp_path: Path) -> None:
        for said in ({}, {"jwks_url": "https://a.example", "jwks_file": tmp_path}):
            with pytest.raises(ValidationError):
                TrustedIssuer.model_validate({"issuer": "a", **said})

    @pytest.mark.parametrize("algorithm", ["none", "HS256", "RSA-OAEP", "RS1"])
    def test_comes_with_signatures_of_public_keys_alone(self, algorithm: str) -> None:
        with pytest.raises(ValidationError):
            TrustedIssuer.model_validate(
                {
                    "issuer": "a",
                    "jwks_url": "https://a.example",
                    "algorithms": [algorithm],
                }
            )
