"""What is shipped to run Landbote by names only commands and settings that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from landbote.cli import app
from landbote.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE, UNIT, IMAGE = ROOT / "compose.yaml", ROOT / "deploy" / "landbote.service", "Dockerfile"
FILES = (COMPOSE, UNIT, ROOT / IMAGE)
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def commands() -> set[str]:
    """The commands of the command line."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return set(group.commands)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    """A setting that was renamed would keep an installation from starting."""
    named = set(re.findall(r"LANDBOTE_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert named and named <= {f"LANDBOTE_{name.upper()}" for name in Settings.model_fields}


def test_every_command_that_is_run_is_one() -> None:
    """The pages and the workers of compose.yaml, and what unit and image start, exist."""
    composed = re.findall(r'command: \["([\w-]+)"', COMPOSE.read_text(encoding="utf-8"))
    assert sorted(composed) == ["run", "worker"]
    (started,) = re.findall(r"^ExecStart=\S+ --config \S+ (.*)$", UNIT.read_text(), re.MULTILINE)
    (usual,) = re.findall(r'^CMD \["([\w-]+)"\]$', (ROOT / IMAGE).read_text(), re.MULTILINE)
    assert {*composed, started, usual} <= commands()


def test_who_asks_for_workers_has_two() -> None:
    """The pages leave the jobs to workers, of which compose.yaml starts two."""
    text = COMPOSE.read_text(encoding="utf-8")
    assert "LANDBOTE_JOBS_BY: workers" in text and "replicas: 2" in text


def test_the_image_has_what_was_tested_and_no_more() -> None:
    """Each package is pinned as for the tests, and whatever Landbote itself needs is there."""
    tested = dict(PINNED.findall((ROOT / "requirements.lock").read_text()))
    shipped = dict(PINNED.findall((ROOT / "deploy" / "requirements.lock").read_text()))
    assert shipped.items() <= tested.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["oidc"]]
    named = {re.match(r"[\w.-]+", one)[0].lower() for one in needed}  # type: ignore[index]
    assert named <= shipped.keys() and "pytest" not in shipped


@pytest.mark.parametrize("file", [".gitignore", ".dockerignore"])
def test_no_password_is_handed_on(file: str) -> None:
    """What an installation keeps secret is neither committed nor part of an image."""
    assert ".env" in (ROOT / file).read_text().splitlines()
    text = COMPOSE.read_text(encoding="utf-8")
    assert "${POSTGRES_PASSWORD:?" in text and "${LANDBOTE_SECRET:?" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_unit_is_one(tmp_path: Path) -> None:
    """The service manager has nothing to say against the unit, its program apart."""
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/opt/landbote/.venv/bin/landbote", "/bin/true"))
    found = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert not found.returncode, found.stderr
