"""Passkeys: a key in a person's device signs what only this site asks for (WebAuthn)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import HTTPException
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from db.accounts import Account, Passkey
from db.secrets import new_secret
from web.doors import trials
from web.site import Site

WAY, ADDING = "passkey", "new passkey"
Credential = dict[str, Any]


def _host(site: Site) -> str:
    host = urlsplit(site.base_url).hostname
    if not host:  # a key is bound to a name, and this site has none
        raise HTTPException(404, "Passkeys gibt es nur unter einer öffentlichen Adresse.")
    return host


def _origin(site: Site) -> str:
    parts = urlsplit(site.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def options_to_add(site: Site, account: Account, there: list[Passkey]) -> Credential:
    """Return what a browser is asked to make a new key for an account with."""
    challenge = new_secret()
    trials.begin(site.engine, challenge, ADDING, site.now(), account.id)
    options = generate_registration_options(
        rp_id=_host(site),
        rp_name="Landbote",
        user_id=str(account.id).encode(),
        user_name=account.address,
        user_display_name=account.name or account.address,
        challenge=challenge.encode(),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in there
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return dict(json.loads(options_to_json(options)))


def passkey_of(site: Site, account_id: int, name: str, credential: Credential) -> Passkey:
    """Return the key that a browser made. Raises ValueError where it is not what was asked for."""
    challenge = _challenge(credential)
    now = site.now()
    if trials.take_up(site.engine, challenge, ADDING, now, account_id) is None:
        raise ValueError("Das hat zu lange gedauert. Bitte versuchen Sie es noch einmal.")
    try:
        found = verify_registration_response(
            credential=credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=_host(site),
            expected_origin=_origin(site),
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise ValueError("Dieser Passkey lässt sich hier nicht verwenden.") from error
    return Passkey(
        account_id=account_id,
        credential=bytes_to_base64url(found.credential_id),
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        name=name.strip() or "Passkey",
        made_at=now,
    )


def options_to_enter(site: Site) -> Credential:
    """Return what a browser is asked to sign; it is not said who may, nor whether anybody may."""
    challenge = new_secret()
    trials.begin(site.engine, challenge, WAY, site.now())
    options = generate_authentication_options(
        rp_id=_host(site),
        challenge=challenge.encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(options_to_json(options)))


def account_by_passkey(session: Session, site: Site, credential: Credential) -> Account | None:
    """Return the active account whose key signed what was asked; the caller took up the trial."""
    key = session.scalar(
        select(Passkey).where(Passkey.credential == str(credential.get("id", ""))).with_for_update()
    )
    if key is None:
        return None
    try:
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=_challenge(credential).encode(),
            expected_rp_id=_host(site),
            expected_origin=_origin(site),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException:
        return None
    account = session.get_one(Account, key.account_id)
    if not account.active:
        return None
    _note_use(session, key.id, found.new_sign_count, site.now())
    return account


def asked_by_us(site: Site, credential: Credential) -> bool:
    """Whether a browser signed what was asked a moment ago, and for the first time."""
    try:
        challenge = _challenge(credential)
    except ValueError:
        return False
    return trials.take_up(site.engine, challenge, WAY, site.now()) is not None


def _note_use(session: Session, key_id: int, sign_count: int, now: datetime) -> None:
    session.execute(
        update(Passkey).where(Passkey.id == key_id).values(sign_count=sign_count, used_at=now)
    )


def _challenge(credential: Credential) -> str:
    """Return the challenge that a browser says it answers; what is signed is checked later."""
    try:
        said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        return base64url_to_bytes(said["challenge"]).decode("ascii")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError("Das war keine Antwort eines Passkeys.") from error
