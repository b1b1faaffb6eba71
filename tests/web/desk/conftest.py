"""The rules by which the entries of these tests are read."""

from __future__ import annotations

from tests.pipeline.conftest import rules

__all__ = ["rules"]
