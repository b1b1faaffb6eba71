"""Reports: what mail systems say of a mail that did not arrive, and what is none of it."""

from __future__ import annotations

from sqlalchemy import Engine

from db.engine import reading
from notifier.bounces.report import read_report
from tests.notifier.bounces.samples import BOUNCING, EXPECTED, NAMES, report, sent_mails


def test_every_sample_says_what_it_means() -> None:
    """None is left out, in either place; there are enough of them."""
    assert sorted(EXPECTED) == NAMES and len(NAMES) >= 25


def test_reports_are_read_as_they_mean(engine: Engine) -> None:
    """The kind, the code and whether just this mail is lost, of every sample."""
    (number,) = sent_mails(engine)
    wrong = {}
    for name in NAMES:
        with reading(engine) as session:
            found = read_report(session, BOUNCING, report(engine, name, number))
        expected = {"status": "", "failed": False, **EXPECTED[name]}
        read = {"kind": found.kind.value, "status": found.status, "failed": found.failed}
        if read != expected:
            wrong[name] = (read, expected, found.said)
        if found.number:
            assert (found.ledger, found.number, found.recipient) == (
                "d", number, "reader1@example.org",
            )  # fmt: skip
        assert "@" not in found.said
    assert wrong == {}
