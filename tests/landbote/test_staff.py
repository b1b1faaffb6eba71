"""`landbote staff`: accounts from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from landbote.cli import app
from tests.databases import SqliteTemplate

Run = Callable[..., str]


@pytest.fixture
def run(
    sqlite_template: SqliteTemplate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """The command line on a database of its own; what it says, or why it refuses."""
    monkeypatch.setenv("LANDBOTE_DATA_FOLDER", str(tmp_path))

    def said(*words: str) -> str:
        result = CliRunner().invoke(app, ["staff", *words])
        refused = result.exception if not isinstance(result.exception, SystemExit) else None
        return str(refused) if refused else result.output.strip()

    with sqlite_template.database(tmp_path) as url:
        monkeypatch.setenv("LANDBOTE_DATABASE_URL", url)
        yield said


def test_people_are_entered_listed_and_changed(run: Run) -> None:
    """Each role with what belongs to it, under names or keys."""
    assert run("add", "Anna@Example.org", "--role", "admin", "--name", "Anna") == (
        "anna@example.org: angelegt, Verwaltung"
    )
    ministry = ("ministerium@example.org", "--role", "reviewer", "--authority")
    assert "angelegt, Ressort" in run("add", *ministry, "he_wirtschaft")
    region = ("region@example.org", "--role", "manager", "--area", "leader:vogelsberg")
    assert "angelegt, LEADER-Management" in run("add", *region)
    assert "geändert, Servicestelle" in run("add", "region@example.org", "--role", "staff")
    assert run("list").splitlines() == [
        "anna@example.org: Verwaltung, Anna",
        "ministerium@example.org: Ressort, he_wirtschaft",
        "region@example.org: Servicestelle",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("keine Adresse", "--role", "staff"), "keine Mailadresse"),
        (("a@example.org", "--role", "reviewer"), "Ein Ressort gehört"),
        (("a@example.org", "--role", "staff", "--authority", "he_innen"), "Ein Ressort gehört"),
        (("a@example.org", "--role", "reviewer", "--authority", "Amt X"), "ist nicht bekannt"),
        (("a@example.org", "--role", "manager", "--area", "Atlantis"), "ist nicht bekannt"),
    ],
)
def test_what_does_not_fit_is_refused_in_german(run: Run, words: tuple[str, ...], why: str) -> None:
    """And nobody is entered."""
    assert why in run("add", *words)
    assert run("list") == ""


def test_people_are_locked_and_removed(run: Run) -> None:
    """A locked account has no link, a removed one is nowhere."""
    for address in ("a@example.org", "b@example.org"):
        run("add", address, "--role", "staff")
        assert run("link", address).startswith("http://127.0.0.1:8000/anmelden/link/")
    assert run("lock", "a@example.org") == "a@example.org: gesperrt"
    assert run("list").splitlines()[0] == "a@example.org: Servicestelle, gesperrt"
    assert "gesperrt" in run("link", "a@example.org")
    run("unlock", "a@example.org")
    assert run("remove", "b@example.org") == "b@example.org: entfernt"
    assert run("list") == "a@example.org: Servicestelle"
    assert "gibt es nicht" in run("remove", "b@example.org")
