"""The page on the interfaces: what it tells a developer to do works as it is told."""

from __future__ import annotations

import base64
import re
import shlex
from html import unescape

from sqlalchemy import Engine

from tests.notifier.samples import publish, values
from tests.web.api.asking import program
from web.webhooks.signing import new_key, signed_headers


def told(engine: Engine) -> list[str]:
    """What stands in the page's examples."""
    page = program(engine, base_url="https://landbote.example.org").get("/schnittstellen").text
    return [unescape(one) for one in re.findall(r"<pre>(.*?)</pre>", page, re.S)]


def test_every_example_is_answered(engine: Engine) -> None:
    """As it stands there, copied into a shell."""
    publish(engine, "1", values())
    here, asked = program(engine), 0
    for example in told(engine):
        for line in example.replace("\\\n", " ").splitlines():
            if not line.startswith("curl"):
                continue
            words = shlex.split(line)
            url = next(one for one in words if one.startswith("https://"))
            path = url.removeprefix("https://landbote.example.org")
            if "-d" in words:
                body = words[words.index("-d") + 1]
                headers = {"Content-Type": "application/json"}
                answer = here.post(path, content=body, headers=headers)
            else:
                answer = here.get(path)
            assert answer.status_code == 200, line
            asked += 1
    assert asked >= 7


def test_the_example_knows_a_genuine_call(engine: Engine) -> None:
    """And no other."""
    (example,) = [one for one in told(engine) if "is_genuine" in one]
    known: dict[str, object] = {}
    exec(example, known)
    is_genuine = known["is_genuine"]
    assert callable(is_genuine)
    secret, body = new_key(), b'{"type":"test"}'
    headers = signed_headers((new_key(), secret), "msg_1", body, 1_795_325_400)
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert is_genuine(secret, headers, body)
    assert not is_genuine(secret, headers, body + b" ")
    assert not is_genuine(new_key(), headers, body)
