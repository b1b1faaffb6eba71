"""Boxes: what was read is put away, and only then; of a real IMAP server see `tests.faults`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, func, select

from db.bounces import Bounce
from db.engine import make_engine, reading
from db.subscribers import Suppression
from notifier.bounces.boxes import MaildirBox, open_box
from notifier.bounces.imap import MailboxError
from notifier.bounces.take_in import take_in
from tests.conftest import NOW
from tests.databases import SqliteTemplate
from tests.notifier.bounces.plain_imap import plain_imap
from tests.notifier.bounces.samples import BOUNCING, FOLDER, report, sent_mails

REPORTS = ("postfix_user_unknown", "away_exchange", "reply_of_a_person", "webde_full")


@pytest.fixture
def engine(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Engine]:
    """A database of the quick kind: what is asked of it is tested on both elsewhere."""
    with sqlite_template.database(tmp_path) as url:
        made = make_engine(url)
        yield made
        made.dispose()


def deliver(maildir: Path, engine: Engine) -> None:
    """Let a mail server put reports about one mail into the box."""
    (number,) = sent_mails(engine)
    for place in ("new", "cur", "tmp"):
        (maildir / place).mkdir(parents=True, exist_ok=True)
    for name in REPORTS:
        (maildir / "new" / f"{name}.host").write_bytes(report(engine, name, number))


SENDERS = {
    (FOLDER / f"{name}.eml").read_bytes().partition(b"\nFrom: ")[2].partition(b"\n")[0]: name
    for name in REPORTS
}


def lying(maildir: Path, folder: str = "") -> list[str]:
    """Which reports lie in a folder of the box, known by who wrote them."""
    place = maildir / folder if folder else maildir
    mails = [path.read_bytes() for sub in ("new", "cur") for path in (place / sub).glob("*")]
    return sorted(name for mail in mails for sender, name in SENDERS.items() if sender in mail)


def check_taken(engine: Engine, maildir: Path, done: str, unclear: str) -> None:
    """See that each report was acted on and put where it belongs."""
    with reading(engine) as session:
        assert session.scalar(select(Suppression.email)) == "reader1@example.org"
        assert session.scalar(select(func.count()).select_from(Bounce)) == 2
    assert lying(maildir) == []
    assert lying(maildir, unclear) == ["reply_of_a_person"]
    assert lying(maildir, done) == ["away_exchange", "postfix_user_unknown", "webde_full"]


def test_a_maildir_is_read_and_put_away(engine: Engine, tmp_path: Path) -> None:
    """Each report into the folder it belongs to; reading again finds nothing."""
    maildir = tmp_path / "Maildir"
    deliver(maildir, engine)
    with open_box(f"maildir://{quote(str(maildir))}") as box:
        assert sum(take_in(engine, box, BOUNCING, NOW).values()) == len(REPORTS)
        assert not take_in(engine, box, BOUNCING, NOW)
    check_taken(engine, maildir, ".Erledigt", ".Unklar")


class Dying(MaildirBox):
    """A box whose reader dies before it puts anything away."""

    def put_away(self, name: str, folder: str) -> None:
        """Die."""
        raise InterruptedError


def test_a_report_is_put_away_after_the_commit(engine: Engine, tmp_path: Path) -> None:
    """Whoever dies in between loses nothing, and the second reading changes nothing."""
    maildir = tmp_path / "Maildir"
    deliver(maildir, engine)
    for _ in range(2):
        with pytest.raises(InterruptedError):
            take_in(engine, Dying(maildir), BOUNCING, NOW)
    assert len(lying(maildir)) == len(REPORTS)
    take_in(engine, MaildirBox(maildir), BOUNCING, NOW)
    check_taken(engine, maildir, ".Erledigt", ".Unklar")


@pytest.mark.parametrize(
    "address",
    [
        "pop3://user:secret-word@mail.example.org",
        "imaps://mail.example.org",
        "maildir:///not/there",
        "imaps://user:secret-word@127.0.0.1:1/INBOX",
        "imaps://user:secret-word/1@127.0.0.1/INBOX",
        "imaps://user:secret-word#1@127.0.0.1/INBOX",
    ],
)
def test_an_address_that_is_no_mailbox_is_refused_in_german(address: str) -> None:
    """In one sentence, and no password is repeated."""
    with pytest.raises(ValueError, match=r"Postfach|Maildir") as refused, open_box(address):
        pass
    assert "secret-word" not in str(refused.value)


def test_what_cannot_be_read_keeps_nothing_else_from_it(engine: Engine, tmp_path: Path) -> None:
    """A folder among the mails is named at the end, what was half written is left alone."""
    maildir = tmp_path / "Maildir"
    deliver(maildir, engine)
    (maildir / "new" / "0.host").mkdir()
    (maildir / "new" / ".half").write_bytes(b"")
    (maildir / "cur" / "1.host").symlink_to(tmp_path / "nothing")
    with (
        open_box(f"maildir://{quote(str(maildir))}") as box,
        pytest.raises(ValueError, match=r"0\.host.*1 Datei"),
    ):
        take_in(engine, box, BOUNCING, NOW)
    (maildir / "new" / "0.host").rmdir()
    for left in (maildir / "new" / ".half", maildir / "cur" / "1.host"):
        left.unlink()
    check_taken(engine, maildir, ".Erledigt", ".Unklar")


def test_a_server_that_knows_no_more_than_it_must_is_enough(engine: Engine) -> None:
    """Without name spaces and moving, and whatever it says of a folder that is there."""
    (number,) = sent_mails(engine)
    reports = [report(engine, name, number) for name in REPORTS]
    with plain_imap(reports) as server:
        server.folders['"Erledigt"'] = []  # made by an earlier run
        address = f"imap://reader:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        with open_box(address) as box:
            assert sum(take_in(engine, box, BOUNCING, NOW).values()) == len(REPORTS)
    assert server.folders == {'"Erledigt"': [1, 2, 4], '"Unklar"': [3]}
    assert server.mails == {}


@pytest.mark.parametrize("command", [b"UID FETCH 2", b"CREATE", b"UID STORE 1", b"EXPUNGE"])
def test_a_server_that_hangs_up_is_named_and_asked_again(engine: Engine, command: bytes) -> None:
    """Wherever it does, nothing is lost, and nothing counts twice."""
    (number,) = sent_mails(engine)
    reports = [report(engine, name, number) for name in ("webde_full", "gmail_full")]
    for hangs_up_at in (command, b""):
        with plain_imap(reports, hangs_up_at) as server:
            address = f"imap://reader:secret@127.0.0.1:{server.server_address[1]}/INBOX"
            with open_box(address) as box:
                if hangs_up_at:
                    with pytest.raises(MailboxError, match=r"127\.0\.0\.1"):
                        take_in(engine, box, BOUNCING, NOW)
                else:
                    take_in(engine, box, BOUNCING, NOW)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Bounce)) == 2


def test_a_mailbox_and_a_password_may_have_umlauts() -> None:
    """A folder called Rückläufer is opened by the name that IMAP has for it."""
    with plain_imap([]) as server:
        place = f"127.0.0.1:{server.server_address[1]}/{quote('INBOX/Rückläufer & Co')}"
        with open_box(f"imap://leser:{quote('geheim/ü', safe='')}@{place}") as box:
            assert list(box.mails()) == []
    assert server.opened == ['"INBOX/R&APw-ckl&AOQ-ufer &- Co"']
    assert server.signed_in == "\0leser\0geheim/ü".encode()
