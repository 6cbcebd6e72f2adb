"""Addresses to which nothing may be sent, and those to which something may."""

from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

import pytest
import yaml

from dispute_core.domain.refusals.webhooks import BadUrl
from dispute_core.domain.webhooks.addresses import checked, may_be_called
from dispute_core.domain.webhooks.urls import Allowed, endpoint

CORPUS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "hostile_urls.yaml").read_text("utf-8")
)
HOSTILE = [url for urls in CORPUS.values() for url in urls]
PLAIN = Allowed()
DEVELOPMENT = Allowed(loopback=True)

ADDRESSES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "addresses.yaml").read_text("utf-8")
)
INSIDE, OUTSIDE = ADDRESSES["inside"], ADDRESSES["outside"]


class TestAHostileAddress:
    def test_stands_in_a_corpus_of_many(self) -> None:
        assert len(set(HOSTILE)) == len(HOSTILE) > 200

    @pytest.mark.parametrize("url", HOSTILE, ids=ascii)
    def test_is_refused_and_not_repeated(self, url: str) -> None:
        with pytest.raises(BadUrl) as refused:
            endpoint(url, PLAIN)

        assert refused.value.pointer == "/url"
        assert len(url) <= len("https://") or url not in str(refused.value)

    def test_is_refused_in_development_unless_it_is_this_machine(self) -> None:
        taken = []
        for url in HOSTILE:
            with suppress(BadUrl):
                taken.append(endpoint(url, DEVELOPMENT))

        assert taken
        assert all(one.address and one.address.is_loopback for one in taken)


class TestAGoodAddress:
    @pytest.mark.parametrize(
        ("url", "host", "target", "authority"),
        [
            ("https://example.org", "example.org", "/", "example.org"),
            ("https://example.org:443/a?b=c", "example.org", "/a?b=c", "example.org"),
            ("https://EXAMPLE.org./a", "example.org", "/a", "example.org"),
            ("https://a.b.example.org?x", "a.b.example.org", "/?x", "a.b.example.org"),
            (
                "https://münchen.example/",
                "xn--mnchen-3ya.example",
                "/",
                "xn--mnchen-3ya.example",
            ),
            ("https://93.184.215.14/", "93.184.215.14", "/", "93.184.215.14"),
            (
                "https://[2606:4700::1111]/",
                "2606:4700::1111",
                "/",
                "[2606:4700::1111]",
            ),
        ],
    )
    def test_is_taken_apart(
        self, url: str, host: str, target: str, authority: str
    ) -> None:
        found = endpoint(url, PLAIN)

        assert (found.host, found.target, found.authority) == (host, target, authority)
        assert (found.scheme, found.port) == ("https", 443)

    def test_may_have_a_port_that_the_installation_allows(self) -> None:
        found = endpoint("https://example.org:8443/", Allowed(ports={443, 8443}))

        assert (found.port, found.authority) == (8443, "example.org:8443")

    def test_may_be_this_machine_in_development(self) -> None:
        found = endpoint("http://127.0.0.1:9000/x", DEVELOPMENT)

        assert (found.scheme, found.port, found.target) == ("http", 9000, "/x")
        for url in ("http://example.org/", "http://10.0.0.1/", "http://localhost/"):
            with pytest.raises(BadUrl):
                endpoint(url, DEVELOPMENT)


class TestAnAddressOfTheInternet:
    @pytest.mark.parametrize("text", INSIDE)
    def test_that_is_inside_may_not_be_called(self, text: str) -> None:
        assert not may_be_called(ip_address(text))

    @pytest.mark.parametrize("text", OUTSIDE)
    def test_that_is_public_may(self, text: str) -> None:
        assert may_be_called(ip_address(text))

    @pytest.mark.parametrize("text", INSIDE)
    def test_spoils_all_others_of_its_name(self, text: str) -> None:
        assert checked([*OUTSIDE, text]) is None
        assert checked([text, *OUTSIDE]) is None

    def test_of_this_machine_is_good_in_development_only(self) -> None:
        assert checked(["127.0.0.1", "::1"], loopback=True) is not None
        assert checked(["127.0.0.1", "10.0.0.1"], loopback=True) is None
        assert checked(["::ffff:127.0.0.1"], loopback=True) is None
        assert checked([]) is None
