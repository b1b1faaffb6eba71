"""Processes that die: a child that is killed at its n-th step, without any goodbye."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

from db.engine import make_engine
from notifier.mail.transport import Envelope, SmtpTransport

Work = Callable[[Engine, Callable[[], None]], None]


class KilledAt:
    """Counts steps, and ends the process the hard way at the n-th."""

    def __init__(self, step: int) -> None:
        self.left = step

    def __call__(self, *_: Any, **__: Any) -> None:
        """Count one step."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class SteppingTransport(SmtpTransport):
    """A mail server's transport with a step before and after each mail."""

    def __init__(self, url: str, step: Callable[[], None], lanes: int) -> None:
        super().__init__(url, "landbote@example.org", lanes=lanes)
        self._step = step

    async def send(self, envelope: Envelope) -> str:
        """Send the mail between two steps."""
        self._step()
        answer = await super().send(envelope)
        self._step()
        return answer


def run_in_child(url: str, work: Work, kill_at: int = 0) -> bool:
    """Run work in a child process on its own connections and return whether it came to an end.

    The child dies at step `kill_at` (0: never). Steps are every SQL statement, every commit,
    and whatever the work itself counts.
    """
    child = os.fork()
    if child == 0:
        _live_and_die(url, work, KilledAt(kill_at))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the child failed; see its traceback"
    return True


def start_child(url: str, work: Work) -> int:
    """Start work in a child process and return its id."""
    child = os.fork()
    if child == 0:
        _live_and_die(url, work, KilledAt(0))
    return child


def _live_and_die(url: str, work: Work, step: KilledAt) -> None:
    gc.disable()  # it would touch, and so copy, all that the tests hold
    code = 1
    try:
        engine = make_engine(url)
        event.listen(engine, "before_cursor_execute", step)
        event.listen(engine, "commit", step)
        work(engine, step)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
