"""Provider: an OpenID Connect provider on loopback, with a real key, codes and PKCE."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Form, HTTPException
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.conftest import NOW

CLIENT, SECRET = "landbote", "only for tests"


@dataclass
class RealProvider:
    """Signs in one person at once, and may be told to lie."""

    issuer: str
    address: str = "frau.amt@example.org"
    verified: bool = True
    lies: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signed_with: RSAKey | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        """The provider's own pages."""
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def known() -> dict[str, str]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(
            client_id: str,
            redirect_uri: str,
            state: str,
            nonce: str,
            code_challenge: str,
            code_challenge_method: str,
        ) -> RedirectResponse:
            assert (client_id, code_challenge_method) == (CLIENT, "S256")
            code = f"code-{len(self._codes)}"
            self._codes[code] = {
                "nonce": nonce,
                "challenge": code_challenge,
                "back": redirect_uri,
            }
            return RedirectResponse(f"{redirect_uri}?code={code}&state={state}")

        @app.post("/token")
        def token(
            code: Annotated[str, Form()],
            code_verifier: Annotated[str, Form()],
            redirect_uri: Annotated[str, Form()],
            client_id: Annotated[str, Form()],
            client_secret: Annotated[str, Form()],
        ) -> dict[str, str]:
            asked = self._codes.pop(code, {})
            digest = hashlib.sha256(code_verifier.encode()).digest()
            proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            right = (proof, redirect_uri, client_id, client_secret)
            if right != (asked.get("challenge"), asked.get("back"), CLIENT, SECRET):
                raise HTTPException(400)
            moment = int(NOW.timestamp())
            claims = {
                "iss": self.issuer,
                "aud": CLIENT,
                "sub": "1",
                "iat": moment,
                "exp": moment + 300,
                "nonce": asked["nonce"],
                "email": self.address,
                "email_verified": self.verified,
            }
            head = {"alg": "RS256", "kid": "one"}
            signed = jwt.encode(head, claims | self.lies, self.signed_with or self.key)
            return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

        return app


@contextmanager
def running_provider() -> Iterator[RealProvider]:
    """Run a provider on a free port of this machine."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        provider = RealProvider(issuer=f"http://127.0.0.1:{place.getsockname()[1]}")
        place.listen()
        server = uvicorn.Server(uvicorn.Config(provider.app(), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
        thread.start()
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join()
