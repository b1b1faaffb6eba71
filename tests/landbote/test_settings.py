"""Settings from the environment and a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from landbote.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, so that no file of the developer's is read."""
    monkeypatch.chdir(tmp_path)


def test_a_variable_beats_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be shared while each machine has its own address."""
    file = tmp_path / "my.toml"
    file.write_text('web_port = 9000\nsender_name = "Servicestelle"\n')
    monkeypatch.setenv("LANDBOTE_WEB_PORT", "9001")
    settings = load_settings(file)
    assert (settings.web_port, settings.sender_name) == (9001, "Servicestelle")


def test_landbote_toml_in_the_working_folder_is_read() -> None:
    """Nobody has to name the usual file."""
    Path("landbote.toml").write_text("crawl_minutes = 5\n")
    assert load_settings().crawl_minutes == 5


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("web_port = 99999", "LANDBOTE_WEB_PORT"),
        ("sender_address = 'nobody'", "LANDBOTE_SENDER_ADDRESS"),
        ("colour = 'green'", "LANDBOTE_COLOUR"),
        ("web_port = ", "my.toml"),
    ],
)
def test_a_bad_setting_is_named(content: str, named: str, tmp_path: Path) -> None:
    """The message says which setting or file is wrong."""
    file = tmp_path / "my.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=named):
        load_settings(file)


@pytest.mark.parametrize("domain", ["mücke.de", "Mücke.de", "xn--mcke-0ra.de"])
def test_a_domain_with_umlauts_is_one_that_mails_can_name(domain: str) -> None:
    """However it is written: in headers and to mail servers only its ASCII form counts."""
    settings = Settings(
        sender_address=f"landbote@{domain}",
        bounce_address=f"Bounces@{domain}",
        base_url=f"https://landbote.{domain}:8443/Förderung",
    )
    assert settings.sender_address == "landbote@xn--mcke-0ra.de"
    assert settings.bounce_address == "Bounces@xn--mcke-0ra.de"
    assert settings.base_url == "https://landbote.xn--mcke-0ra.de:8443/Förderung"


def test_a_sender_with_umlauts_before_the_at_is_refused(tmp_path: Path) -> None:
    """Not every mail server takes it, and a mail must not depend on that."""
    file = tmp_path / "my.toml"
    file.write_text("sender_address = 'förderung@example.org'")
    with pytest.raises(SettingsError, match="LANDBOTE_SENDER_ADDRESS"):
        load_settings(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that was asked for must be there."""
    with pytest.raises(SettingsError, match=r"gone\.toml"):
        load_settings(tmp_path / "gone.toml")


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    """Links of yesterday's mails work tomorrow, and nobody else can read the key."""
    settings = Settings(data_folder=tmp_path / "data")
    secret = settings.signing_secret()
    assert len(secret) > 30
    assert Settings(data_folder=tmp_path / "data").signing_secret() == secret
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o077 == 0
    assert Settings(secret="own").signing_secret() == "own"


def test_a_database_in_the_working_folder_is_used(tmp_path: Path) -> None:
    """The working folder comes first, then the data folder."""
    settings = Settings(data_folder=tmp_path / "data")
    assert settings.database() == f"sqlite:///{tmp_path}/data/landbote.db"
    Path("landbote.db").touch()
    assert settings.database() == f"sqlite:///{tmp_path}/landbote.db"
