"""A mailbox on a real IMAP server: reports are read there and moved, whatever the server can."""

from __future__ import annotations

import os
import ssl
from urllib.parse import quote

import pytest
from sqlalchemy import Engine

from notifier.bounces.boxes import open_box
from notifier.bounces.imap import ImapAddress, ImapBox, MailboxError
from notifier.bounces.take_in import take_in
from tests.conftest import NOW
from tests.notifier.bounces.dovecot import ADVICE, PASSWORD, Dovecot, program, running_dovecot
from tests.notifier.bounces.samples import BOUNCING
from tests.notifier.bounces.test_boxes import REPORTS, check_taken, deliver

REQUIRED = os.environ.get("CI_MAIL_TOOLS") == "required"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(program() is None and not REQUIRED, reason=ADVICE),
]


@pytest.mark.parametrize("older", [False, True])
def test_a_mailbox_on_a_real_server_is_read(engine: Engine, older: bool) -> None:
    """With TLS and a certificate that is looked at; by moving, or by copying and deleting."""
    with running_dovecot(older=older) as server:
        deliver(server.maildir, engine)
        with _box(server) as box:
            assert sum(take_in(engine, box, BOUNCING, NOW).values()) == len(REPORTS)
            assert not take_in(engine, box, BOUNCING, NOW)
        check_taken(engine, server.maildir, ".Erledigt", ".Unklar")
        address = f"imap://landbote:{quote(PASSWORD, '')}@127.0.0.1:{server.port}/INBOX"
        with open_box(address) as again:
            assert [*again.mails()] == []


def test_a_server_that_nobody_vouches_for_is_refused() -> None:
    """So is a wrong password; neither is repeated."""
    with running_dovecot() as server:
        unknown = f"imaps://landbote:{quote(PASSWORD, '')}@localhost:{server.tls_port}/INBOX"
        wrong = f"imap://landbote:wrong-word@127.0.0.1:{server.port}/INBOX"
        for address in (unknown, wrong):
            with pytest.raises(MailboxError) as refused, open_box(address):
                pass
            said = str(refused.value)
            assert "lässt sich nicht öffnen" in said and "wrong-word" not in said


def _box(server: Dovecot) -> ImapBox:
    context = ssl.create_default_context(cafile=str(server.certificate))
    address = f"imaps://landbote:{quote(PASSWORD, '')}@localhost:{server.tls_port}/INBOX"
    return ImapBox(ImapAddress.parse(address), context)
