"""Forged links: whatever is made of a signed link without its secret opens nothing."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from notifier.mail.links import ISSUE, MATCHES, SETTINGS, UNSUBSCRIBE, LinkError, Links

PURPOSES = (SETTINGS, UNSUBSCRIBE, MATCHES, ISSUE)
OURS = Links(base_url="https://landbote.example.org", secret="one secret")
THEIRS = Links(base_url="https://landbote.example.org", secret="another secret")
LETTERS = string.ascii_letters + string.digits + "-_.=+/%! \u00e9\U0001f600"


def token_for(purpose: str, number: int) -> str:
    """What a link of that purpose is signed for."""
    return f"token-of-{number}" + (" daily.2026-11-22.0" if purpose == ISSUE else "")


def forged(rng: random.Random) -> tuple[str, str]:
    """One text that somebody may try, and for which purpose."""
    purpose, number = rng.choice(PURPOSES), rng.randrange(1000)
    token = token_for(purpose, number)
    good = OURS.signed(purpose, token)
    payload, _, signature = good.rpartition(".")
    place = rng.randrange(len(good))
    other = OURS.signed(purpose, token_for(purpose, number + 1))
    ways = (
        lambda: good[:place] + rng.choice(LETTERS) + good[place + 1 :],
        lambda: good[:place] + rng.choice(LETTERS) + good[place:],
        lambda: good[:place] + good[place + 1 :],
        lambda: good[:place],
        lambda: good[place:],
        lambda: good + "".join(rng.choices(LETTERS, k=rng.randrange(1, 9))),
        lambda: "".join(rng.choices(LETTERS, k=rng.randrange(120))),
        lambda: f"{other.rpartition('.')[0]}.{signature}",
        lambda: f"{payload}.{other.rpartition('.')[2]}",
        lambda: OURS.signed(rng.choice([one for one in PURPOSES if one != purpose]), token),
        lambda: THEIRS.signed(purpose, token),
        # The same in other spellings: the last letter of a signature has bits to spare.
        lambda: good[:-1] + rng.choice(string.ascii_letters),
        lambda: f"{good}=",
        lambda: good.swapcase(),
        lambda: quote(good, safe="").replace(".", "%2E"),
        lambda: f"{payload}.{_hex(signature)}",
        lambda: base64.urlsafe_b64encode(good.encode()).decode(),
        lambda: f".{good}",
        lambda: f"{token}.{signature}",
        lambda: f"{payload}.",
        lambda: f"{good}\0",
    )
    return purpose, rng.choice(ways)()


def _hex(signature: str) -> str:
    return base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4)).hex()


def accepted(tries: int) -> Iterator[str]:
    """Yield whatever opens something and is not exactly a link that we made."""
    rng = random.Random(11)
    for _ in range(tries):
        purpose, text = forged(rng)
        try:
            token = OURS.token(purpose, text)
        except LinkError:
            continue
        # A mutation may have given back the link itself.
        if OURS.signed(purpose, token) != text:
            yield text


def test_no_forged_link_opens_anything() -> None:
    """Twenty thousand mutations, pieces, other purposes, other secrets, other spellings."""
    assert list(accepted(20_000)) == []


@pytest.mark.long
def test_no_forged_link_of_a_million_opens_anything() -> None:
    """The same a million times."""
    assert list(accepted(1_000_000)) == []


def test_a_link_has_one_spelling() -> None:
    """Padding, and the letters that mean the same at the end of a signature, are none of ours."""
    for purpose in PURPOSES:
        good = OURS.signed(purpose, token_for(purpose, 1))
        assert OURS.token(purpose, good) == token_for(purpose, 1)
        spelt = {f"{good[:-1]}{letter}" for letter in string.ascii_letters + string.digits + "-_"}
        for other in (*(spelt - {good}), f"{good}=", f"{good}=="):
            with pytest.raises(LinkError):
                OURS.token(purpose, other)
