"""OpenID Connect: somebody else's word for whose address it is (optional extra `oidc`).

The provider says who somebody is, never what he may do: a verified address opens the account
that has it, and none is made. Authorization code with PKCE, state bound to the browser, nonce.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import urlencode, urlsplit

from db.secrets import new_secret
from web.site import Provider

SECONDS = 10.0
LEEWAY = 60


class OpenIdError(Exception):
    """The provider cannot be reached, or what it says is not to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is remembered until the browser comes back."""

    nonce: str
    verifier: str
    onward: str


def begun(onward: str) -> Begun:
    """Return what a new sign-in is to be known again by."""
    return Begun(nonce=new_secret(), verifier=new_secret(), onward=onward)


def address_to_ask(provider: Provider, state: str, one: Begun, back: str) -> str:
    """Return where a browser is sent to sign in. Raises OpenIdError."""
    digest = hashlib.sha256(one.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": "openid email",
        "state": state,
        "nonce": one.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    where = str(_known(provider)["authorization_endpoint"])
    return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"


def verified_address(provider: Provider, code: str, one: Begun, back: str, now: datetime) -> str:
    """Return the address that the provider vouches for. Raises OpenIdError."""
    known = _known(provider)
    answer = _fetch(
        "POST",
        str(known["token_endpoint"]),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": one.verifier,
            "client_id": provider.client,
            "client_secret": provider.secret,
        },
    )
    keys = _fetch("GET", str(known["jwks_uri"]))
    claims = _claims(str(answer.get("id_token", "")), keys)
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    moment = now.timestamp()
    holds = (
        claims.get("iss") == provider.issuer
        and provider.client in audiences
        and (len(audiences) == 1 or claims.get("azp") == provider.client)
        and claims.get("nonce") == one.nonce
        and _number(claims, "exp") + LEEWAY > moment
        and moment + LEEWAY > _number(claims, "iat") > 0
        and claims.get("email_verified") is True
    )
    if not holds:
        raise OpenIdError("the identity token does not hold")
    return str(claims.get("email", ""))


def _known(provider: Provider) -> dict[str, Any]:
    """Return what the provider says of itself."""
    known = _fetch("GET", f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if known.get("issuer") != provider.issuer:
        raise OpenIdError("the provider calls itself otherwise")
    ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(_safe(str(known.get(end, "")), provider.issuer) for end in ends):
        raise OpenIdError("the provider names an address that is not to be asked")
    return known


def _safe(url: str, issuer: str) -> bool:
    """Whether an address is https, or of the kind that the issuer itself is (loopback in tests)."""
    return urlsplit(url).scheme in ("https", urlsplit(issuer).scheme) and bool(urlsplit(url).netloc)


def _fetch(method: str, url: str, **sent: Any) -> dict[str, Any]:
    import httpx2  # of the extra `oidc`

    try:
        answer = httpx2.request(method, url, timeout=SECONDS, verify=_trusted(), **sent)
        answer.raise_for_status()
        found = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise OpenIdError(f"{method} {url}: {error}") from error
    if not isinstance(found, dict):
        raise OpenIdError(f"{method} {url}: no object")
    return found


@cache
def _trusted() -> SSLContext:
    """Return which certificates are believed; to read them takes longer than most pages."""
    import httpx2  # of the extra `oidc`

    return httpx2.create_ssl_context()


def _claims(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    """Return what a token says, once its signature fits a key of the provider."""
    from joserfc import jwt  # of the extra `oidc`
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        # Only signatures of key pairs: a token signed with "none" or a shared word proves nothing.
        allowed = ["RS256", "PS256", "ES256"]
        read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=allowed)  # type: ignore[arg-type]
        return dict(read.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise OpenIdError(f"the identity token cannot be read: {error}") from error


def _number(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0
