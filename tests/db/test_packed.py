"""Packed: bytes that are kept compressed come back as they were written."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from db.base import Packed

MAIL = b"Subject: Landbote\r\n\r\n" + b"<p>Gemeinden bis 10.000 Einwohner</p>\r\n" * 200
DIALECT = SQLiteDialect_pysqlite()


@pytest.mark.parametrize("written", [MAIL, b"x", b"", None])
def test_what_is_written_comes_back(written: bytes | None) -> None:
    """Whatever was written comes back."""
    kept = Packed().process_bind_param(written, DIALECT)
    assert Packed().process_result_value(kept, DIALECT) == written


def test_a_mail_takes_a_tenth_of_its_room() -> None:
    """What is kept of a mail that repeats itself is short."""
    assert len(Packed().process_bind_param(MAIL, DIALECT) or b"") < len(MAIL) / 10


@pytest.mark.parametrize("older", [MAIL, zlib.compress(MAIL, 1)])
def test_older_rows_come_back(older: bytes) -> None:
    """Rows from before mails were compressed, or were compressed otherwise, are read as ever."""
    assert Packed().process_result_value(older, DIALECT) == MAIL
