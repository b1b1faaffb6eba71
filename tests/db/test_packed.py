"""Packed: bytes that are kept compressed come back as they were written."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from db.base import Packed

MAIL = b"Subject: Landbote\r\n\r\n" + b"<p>Gemeinden bis 10.000 Einwohner</p>\r\n" * 200
DIALECTS = (sqlite.dialect(), postgresql.dialect())


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
@pytest.mark.parametrize("written", [MAIL, b"x", b"", None])
def test_what_is_written_comes_back(dialect, written):
    """Whatever was written comes back, and a mail takes a tenth of its room."""
    kept = Packed().process_bind_param(written, dialect)
    assert Packed().process_result_value(kept, dialect) == written
    assert written != MAIL or len(kept) < len(MAIL) / 10


@pytest.mark.parametrize("older", [MAIL, zlib.compress(MAIL, 1)])
def test_older_rows_come_back(older):
    """Rows from before mails were compressed, or were compressed otherwise, are read as ever."""
    assert Packed().process_result_value(older, DIALECTS[0]) == MAIL
