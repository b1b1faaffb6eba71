"""Sink: a mail server on this machine that takes everything and keeps nothing."""

from __future__ import annotations

import sys
from typing import Any

from notifier.mail.mailbox import listening


class Nothing:
    """Says 250 to every mail."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:
        """Take the mail and forget it."""
        return "250 2.0.0 taken"


if __name__ == "__main__":
    with listening(Nothing()) as url:
        print(url, flush=True)
        sys.stdin.read()
