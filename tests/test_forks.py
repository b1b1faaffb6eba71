"""A forked program is the program: what it does, how it ends, and that it can be killed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.forks import ROOT, ForkServer
from tests.crawlers.sampled import SAMPLES
from tests.forks import forked

SLUG = "he_wibank"


def crawl(folder: Path, *program: str) -> tuple[int, str, list[str]]:
    """Crawl a sample from another folder; return exit code, progress and what was written."""
    folder.mkdir()
    options = ("--today", "2026-11-22", "--progress", "--replay", str(SAMPLES / SLUG))
    files = ("--out", "entries", "--report", "report", "--visits", "visits")
    ended = subprocess.run(
        [sys.executable, *program, SLUG, *options, *files],
        cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    written = [(folder / name).read_text(encoding="utf-8") for name in files[1::2]]
    return ended.returncode, ended.stdout + ended.stderr, written


def test_a_forked_crawl_is_a_crawl(tmp_path: Path) -> None:
    """It says, writes and answers to the letter what a crawl says that starts from nothing."""
    alone = crawl(tmp_path / "alone", "-m", "crawlers.run")
    assert alone[0] == 0 and len(alone[2][0].splitlines()) > 1, alone[1]
    for name in ("first", "second"):
        assert crawl(tmp_path / name, *forked("crawlers.run")) == alone


@pytest.mark.parametrize(
    "arguments", [("--today", "gestern"), ("nonsense",), ("read", "gone.html")]
)
def test_a_forked_command_ends_as_a_command(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Exit code and both streams are those of a command that starts from nothing."""
    ends = []
    for program in (("-m", "landbote"), forked("landbote")):
        ended = subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )  # fmt: skip
        ends.append((ended.returncode, ended.stdout, ended.stderr))
    assert ends[0] == ends[1]
    assert ends[0][1:] != ("", "")


def test_who_kills_the_client_kills_the_program(tmp_path: Path) -> None:
    """A program in the middle of its work is gone as soon as its client is."""
    text = json.dumps({"id": "1", "text": "Nichts.", "language": "de"}) + "\n"
    with subprocess.Popen(
        [sys.executable, *forked("landbote"), "read", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path,
    ) as client:  # fmt: skip
        assert client.stdin is not None and client.stdout is not None
        client.stdin.write(text.encode() * 1000)  # more than it keeps to itself
        client.stdin.flush()
        answers = client.stdout.fileno()
        assert os.read(answers, 1)
        client.kill()
        # The input goes on, so only a program that is dead lets go of its output.
        while select.select([answers], [], [], 30)[0]:
            if not os.read(answers, 65536):
                return
        pytest.fail("the program is still there")


def printed(program: tuple[str, ...]) -> bytes:
    """Run a program to its good end; return what it printed."""
    return subprocess.run([sys.executable, *program], stdout=subprocess.PIPE, check=True).stdout


def test_a_server_that_died_is_started_again() -> None:
    """A program does not fail because the process that starts programs was killed."""
    server = ForkServer(imports="platform")
    first = printed(server.program("platform"))
    killed = server.pid
    os.kill(killed, signal.SIGKILL)
    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
    second = printed(server.program("platform"))
    assert second == first != b"" and server.pid != killed
    server.close()
    assert server.pid == 0
