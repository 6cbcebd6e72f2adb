"""The development issuer over HTTP: tokens for clients that sign for themselves.

The client-credentials grant of OAuth 2.0 (RFC 6749, 4.4), with `private_key_jwt` as the
client's authentication (RFC 7523, OpenID Connect Core 9). Only `concord up` has it.
"""

from collections.abc import Awaitable
from datetime import timedelta
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from concord.assertions import Assertions, NotGranted
from concord.clients import Clients
from dispute_api.tokens.issuer import ALGORITHM, DevelopmentIssuer
from dispute_api.tokens.signed import MAX_TOKEN

PATH = "/development-issuer"
LIFE = timedelta(minutes=15)

_MAX_BODY = 2 * MAX_TOKEN
_GUARDS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Issuing:
    """Answers under a path of its own, beside the API."""

    def __init__(
        self,
        issuer: DevelopmentIssuer,
        clients: Clients,
        base_url: str,
    ) -> None:
        self._issuer = issuer
        self._base = f"{base_url}{PATH}"
        ours = (self._base, f"{self._base}/token", issuer.issuer)
        self._assertions = Assertions(clients, ours)
        self._app = Starlette(
            routes=[
                Route(f"{PATH}/token", self._token, methods=["POST"]),
                Route(f"{PATH}/jwks.json", self._keys),
                Route(f"{PATH}/.well-known/oauth-authorization-server", self._about),
            ]
        )

    def beside(self, api: ASGIApp) -> ASGIApp:
        """Both as one application; everything but the issuer's path is the API's."""

        # No coroutine of its own: one less to go through at every turn of a request.
        def either(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
            ours = scope["type"] == "http" and scope["path"].startswith(f"{PATH}/")
            return (self._app if ours else api)(scope, receive, send)

        return either

    async def _keys(self, _request: Request) -> Response:
        return Response(
            self._issuer.jwks_file.read_bytes(), media_type="application/jwk-set+json"
        )

    async def _about(self, _request: Request) -> Response:
        """Where everything is, in the words of RFC 8414."""
        return JSONResponse(
            {
                "issuer": self._issuer.issuer,
                "token_endpoint": f"{self._base}/token",
                "jwks_uri": f"{self._base}/jwks.json",
                "grant_types_supported": ["client_credentials"],
                "response_types_supported": [],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                "token_endpoint_auth_signing_alg_values_supported": [ALGORITHM],
            }
        )

    async def _token(self, request: Request) -> Response:
        try:
            form = await _form(request)
            name, client = self._assertions.signer(form)
        except NotGranted as error:
            said = {"error": error.code}
            return JSONResponse(said, status_code=error.status, headers=_GUARDS)
        token = self._issuer.mint(
            client.partnership,
            agency=client.agency,
            role=client.role,
            office=client.office,
            mandate=client.mandate,
            client=name,
            subject=name,
            lifetime=LIFE,
        )
        answer = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(LIFE.total_seconds()),
        }
        return JSONResponse(answer, headers=_GUARDS)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that asks for what we grant, each sent once."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            raise NotGranted("invalid_request", 413)
    try:
        pairs = parse_qsl(body.decode("ascii"), max_num_fields=10, strict_parsing=True)
    except ValueError:
        raise NotGranted("invalid_request") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise NotGranted("invalid_request")
    if form.get("grant_type") != "client_credentials":
        raise NotGranted("unsupported_grant_type")
    return form
