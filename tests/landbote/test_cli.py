"""The command line, as somebody types it."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from landbote.cli import main
from landbote.show_reading import LineError, answer_lines
from tests.databases import SqliteTemplate
from tests.forks import forked

DAY = ("--today", "2026-11-23")
AGREED = ("--consent", "mündlich am 3. Mai, Vermerk 17")
ENGLISH = (
    "Usage",
    "Error",
    "Options",
    "Commands",
    "required",
    "default",
    "valid",
    "No such",
    "<str>",
)
ROOT = Path(__file__).resolve().parent.parent.parent
Landbote = Callable[..., subprocess.CompletedProcess[str]]
Typed = Callable[..., tuple[object, str, str]]


def landbote_on(database_url: str, tmp_path: Path, program: tuple[str, ...] = ()) -> Landbote:
    """Return what runs the command on a database on the day of the samples, a Monday."""
    program = program or forked("landbote")

    def run(*arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "LANDBOTE_DATABASE_URL": database_url,
            "LANDBOTE_DATA_FOLDER": str(tmp_path / "data"),
            "PYTHONPATH": str(ROOT),
            **more,
        }
        command = [sys.executable, *program, *DAY, *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=tmp_path, env=environment
        )

    return run


@pytest.fixture
def landbote(database_url: str, tmp_path: Path) -> Landbote:
    """The command on a fresh database of either kind."""
    return landbote_on(database_url, tmp_path)


@pytest.fixture
def landbote_here(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Landbote]:
    """The command where the kind of database does not matter."""
    with sqlite_template.database(tmp_path) as url:
        yield landbote_on(url, tmp_path)


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """The command line in this process, for what never comes to a command: code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["landbote", *DAY, *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def landbote_alone(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[Landbote]:
    """The same as it starts in earnest: a new Python, with nothing imported before."""
    with sqlite_template.database(tmp_path) as url:
        yield landbote_on(url, tmp_path, ("-m", "landbote"))


def test_a_day_from_page_to_mail_by_hand(landbote: Landbote, tmp_path: Path) -> None:
    """Each job does its part once, says so, and has nothing left to do the second time."""
    samples = str(ROOT / "crawlers" / "samples")
    sources = ["he_wibank", "he_land_hat_zukunft"]
    crawled = landbote("crawl", *sources, "--replay", samples)
    assert crawled.returncode == 0, crawled.stderr
    assert [line.split(":")[0] for line in crawled.stdout.splitlines()] == sources
    assert "neu" in landbote("process").stdout
    assert "alles ist auf dem neuesten Stand" in landbote("process").stdout

    for name, area in [("rathaus", "Grebenhain"), ("region", "leader:vogelsberg")]:
        subscribed = landbote("subscribe", f"{name}@example.org", "--area", area, *AGREED)
        assert "eingetragen" in subscribed.stdout, subscribed.stderr
    again = landbote("subscribe", "region@example.org", "--area", "leader:vogelsberg", *AGREED)
    assert "stand schon" in again.stdout

    assert landbote("subscribe", "fort@example.org", "--area", "Hessen", *AGREED).returncode == 0
    for words, code in (("abgemeldet", 0), ("war schon abgemeldet", 0)):
        left = landbote("unsubscribe", "fort@example.org", "--way", "phone")
        assert words in left.stdout and left.returncode == code, left.stderr
    for words, code in (("gelöscht", 0), ("gibt es kein Abonnement", 1)):
        left = landbote("unsubscribe", "fort@example.org", "--way", "letter", "--erase")
        assert words in left.stdout and left.returncode == code, left.stderr

    planned = landbote("digest", "--cadence", "weekly")
    assert "2 Mails geplant" in planned.stdout, planned.stderr
    assert "0 Mails geplant" in landbote("digest", "--cadence", "weekly").stdout
    box = {"LANDBOTE_SMTP_URL": f"folder://{tmp_path}/mails"}
    assert "2 zugestellt" in landbote("send", **box).stdout
    assert "0 zugestellt" in landbote("send", **box).stdout
    assert len(list((tmp_path / "mails").glob("*.eml"))) == 2

    lines = landbote("export").stdout.splitlines()
    table = list(
        csv.DictReader(io.StringIO(landbote("export", "--format", "csv").stdout), delimiter=";")
    )
    assert len(lines) == len(table) > 2
    told = [json.loads(line) for line in lines]
    assert {row["Kennung bei der Quelle"] for row in table} == {one["key"] for one in told}
    assert all(one["title"] and one["url"] for one in told)
    assert "he_wibank" in landbote("sources").stdout


def test_read_answers_json_lines(landbote_here: Landbote) -> None:
    """One answer a line, each claim with its quote in its place."""
    texts = ["Die Bewerbungsfrist endet am 23. September 2027.", "Nichts zu holen."]
    asked = [{"id": str(n), "text": text, "language": "de"} for n, text in enumerate(texts)]
    asked.append({"id": "page", "html": f"<main><h1>Preis</h1><p>{texts[0]}</p></main>"})
    barred = "<h2>Nicht gefördert werden</h2><p>Fahrzeuge</p><ul><li>Kosten über 900 Euro</li></ul>"
    asked.append({"id": "built", "html": f"<main><h1>Preis</h1><p>Ein Preis.</p>{barred}</main>"})
    done = landbote_here("read", "--jsonl", stdin="".join(json.dumps(one) + "\n" for one in asked))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["0", "1", "page", "built"]
    assert answers[1]["claims"] == []
    (deadline,) = [c for c in answers[0]["claims"] if c["field"] == "deadline"]
    assert deadline["value"] == "2027-09-23" and deadline["review"] is False
    assert deadline["stage"] == "application"
    assert texts[0][deadline["start"] : deadline["end"]] == deadline["quote"]
    (of_page,) = answers[2]["claims"]
    assert answers[2]["text"][of_page["start"] : of_page["end"]] == deadline["quote"]
    # A list stands below its heading, not below the last short line.
    assert [(c["field"], c["value"]) for c in answers[3]["claims"]] == [("cost_max", 900)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "Nichts."}', "das Feld „id“ fehlt"),
        ('{"id": 1}', "das Feld „text“ fehlt"),
        ("Nichts.", "kein JSON"),
        ("[1]", "kein Objekt"),
        ('{"id": 1, "text": "Nichts.", "published_on": "gestern"}', "gestern"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_what_is_wrong(line: str, said: str) -> None:
    """The error names the line and the field, in German, and nothing of Python."""
    good = json.dumps({"id": 0, "text": "Nichts."})
    with pytest.raises(LineError, match=r"^Zeile 2 der Eingabe: ") as raised:
        list(answer_lines([good, line]))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("crawl", "he_nirgends"), "he_nirgends"),
        (("export", "--format", "xls"), "xls"),
        (
            ("subscribe", "nobody", "--area", "Grebenhain", *AGREED),
            "'nobody' ist keine Mailadresse",
        ),
        (("subscribe", "müller@example.org", "--area", "Grebenhain", *AGREED), "keine Umlaute"),
        (("subscribe", "a@example.org", "--area", "Lautertal", *AGREED), "nicht eindeutig"),
        (("subscribe", "a@example.org", "--area", "Hessen", *AGREED, "--topic", "golf"), "golf"),
        (("subscribe", "a@example.org", "--area", "Hessen"), "es fehlt die Option --consent"),
        (("subscribe", "a@example.org", "--area", "Hessen", "--consent", " "), "Einwilligung"),
        (("subscribe", "a@example.org", *AGREED), "es fehlt die Option --area"),
        (
            ("subscribe", "a@example.org", *AGREED, "--area", "Hessen", "--cadence", "hourly"),
            "'hourly' gibt es nicht; möglich sind: at_once, daily, weekly, fortnightly, monthly",
        ),
        (
            ("subscribe", "a@example.org", *AGREED, "--area", "Hessen", "--weekday", "so"),
            "'so' gibt es nicht; möglich sind: mo, di, mi, do, fr",
        ),
        (("send",), "LANDBOTE_SMTP_URL"),
        (("areas", "import", "gone.txt"), "gone.txt"),
    ],
)
def test_a_mistake_is_one_clear_sentence(
    landbote_here: Landbote, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2, one line on standard error, and it names what was wrong."""
    done = landbote_here(*arguments)
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("krawl",), "den Befehl krawl gibt es nicht; möglich sind: crawl, process, digest"),
        ((), "es fehlt ein Befehl; möglich sind: crawl, process, digest, send"),
        (("areas", "fund"), "den Befehl fund gibt es nicht; möglich sind: find, import"),
        (("crawl", "--reply", "x"), "die Option --reply gibt es nicht; möglich sind: --replay, -"),
        (("crawl", "--replay"), "die Option --replay braucht eine Angabe"),
        (("process", "--silent=1"), "die Option --silent nimmt keine Angabe"),
        (("send", "jetzt"), "zu viel angegeben: jetzt"),
        (("same", "1"), "es fehlt die Angabe NUMMER"),
        (("same", "1", "zwei"), "NUMMER: 'zwei' ist keine ganze Zahl"),
        (("withdraw", "1.5"), "'1.5' ist keine ganze Zahl"),
        (("read", "x", "--language", "fr"), "--language: 'fr' gibt es nicht; möglich sind: de, en"),
        (("read", "x", "--published", "3.5.26"), "'3.5.26' ist kein Datum wie 2026-11-23"),
        (("digest", "--cadence", "hourly"), "möglich sind: at_once, daily, weekly, fortnightly"),
        (("--config", "gone.toml", "sources"), "die Einstellungsdatei gone.toml gibt es nicht"),
    ],
)
def test_the_command_line_says_in_german_what_it_did_not_understand(
    typed: Typed, arguments: tuple[str, ...], said: str
) -> None:
    """In one line, with what it may be and where the help is; nothing of it in English."""
    code, output, errors = typed(*arguments)
    assert (code, output) == (2, "")
    assert said in errors and len(errors.strip().splitlines()) == 1
    assert not any(word in errors for word in ENGLISH)


@pytest.mark.parametrize("arguments", [("--help",), ("subscribe", "--help"), ("areas",)])
def test_help_is_in_german_throughout(typed: Typed, arguments: tuple[str, ...]) -> None:
    """The framework's own words, too."""
    code, output, _errors = typed(*arguments)
    assert code == 0 and output.startswith("Aufruf: ")
    assert "Diese Hilfe zeigen." in output
    assert not any(word in output for word in ENGLISH)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "foo", "was dort steht ist keine Datenbank"),
        ("DATABASE_URL", "mysql://me:secret@there/db", "„mysql“ ist keine Datenbank"),
        ("DATABASE_URL", "postgresql://me:secret@there:port/db", "was dort steht ist keine"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.db", "Die Datenbank ist nicht erreichbar"),
        ("WEB_PORT", "viele", "web_port (LANDBOTE_WEB_PORT) = 'viele': erwartet wird eine ganze"),
        ("WEB_PORT", "99999", "der größte Wert ist 65535"),
        ("CRAWL_MINUTES", "0", "der kleinste Wert ist 1"),
        (
            "SENDER_ADDRESS",
            "wir",
            "sender_address (LANDBOTE_SENDER_ADDRESS) = 'wir': erwartet wird",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence_in_german(
    landbote_here: Landbote, name: str, value: str, said: str
) -> None:
    """It names the setting and what it may be, and repeats no password."""
    done = landbote_here("sources", **{f"LANDBOTE_{name}": value})
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert "secret" not in done.stderr


@pytest.mark.parametrize("command", [("run",), ("demo", "--port")])
def test_a_taken_port_is_told_before_any_work(
    landbote_here: Landbote, command: tuple[str, ...], tmp_path: Path
) -> None:
    """One sentence at once, and nothing was begun."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = (*command, port) if command[-1] == "--port" else command
        done = landbote_here(*arguments, LANDBOTE_WEB_PORT=port)
    assert done.returncode == 2
    assert f"Port {port} auf 127.0.0.1 ist nicht zu haben (dort läuft schon etwas)" in done.stderr
    assert done.stdout == "" and not (tmp_path / "demo").exists()


def test_a_mail_server_that_is_not_there_is_a_failure_with_its_reason(
    landbote_here: Landbote, tmp_path: Path
) -> None:
    """Whoever runs this by the clock hears of it; the mails wait."""
    samples = str(ROOT / "crawlers" / "samples")
    landbote_here("crawl", "leader_vogelsberg", "--replay", samples)
    landbote_here("process")
    landbote_here("subscribe", "rathaus@example.org", "--area", "Grebenhain", *AGREED)
    assert "1 Mails geplant" in landbote_here("digest", "--cadence", "weekly").stdout
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        done = landbote_here("send", LANDBOTE_SMTP_URL=f"smtp://127.0.0.1:{free.getsockname()[1]}")
    assert done.returncode == 1
    assert "1 später" in done.stdout and "Angehalten, alle Mails warten" in done.stdout
    assert "Connect" in done.stdout
    assert "Mailversand: Befund: Mails warten seit" in landbote_here("sources").stdout
    folder = f"folder://{tmp_path}/mails"
    assert "0 zugestellt" in landbote_here("send", LANDBOTE_SMTP_URL=folder).stdout


def test_areas_are_found_by_name(landbote_alone: Landbote) -> None:
    """The key for a subscription is one look-up away."""
    found = landbote_alone("areas", "find", "Grebenhain")
    assert found.returncode == 0 and found.stdout.startswith("06535007"), found.stderr


def test_a_name_of_no_area_is_said_to_be_none(landbote_here: Landbote) -> None:
    """Nothing is printed that could be taken for a key."""
    unknown = landbote_here("areas", "find", "Xyzheim")
    assert unknown.returncode == 1
    assert unknown.stdout == "Ein Gebiet „Xyzheim“ ist nicht bekannt.\n"


def test_staff_say_what_is_the_same(landbote: Landbote) -> None:
    """Two entries become one and two again; a number that is nobody's is one sentence."""
    samples = str(ROOT / "crawlers" / "samples")
    landbote("crawl", "he_wibank", "--replay", samples)
    landbote("process")
    one, other = "1", "2"
    assert "steht für sich" in landbote("different", one, other).stdout
    assert "zusammen mit 2 (he_wibank)" in landbote("same", one, other).stdout
    assert "steht für sich" in landbote("undo", one, other).stdout
    refused = landbote("same", one, "999")
    assert refused.returncode == 2 and "999" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_page_is_read_by_its_address_or_its_file(landbote_here: Landbote) -> None:
    """A page of the samples, fetched by replay or read from disk, shows its claims marked."""
    samples = ROOT / "crawlers" / "samples" / "he_wibank"
    address = "https://www.wibank.de/wibank/dorfmoderation/dorfmoderation-561204"
    fetched = landbote_here("read", address, "--replay", str(samples))
    assert fetched.returncode == 0, fetched.stderr
    from_disk = landbote_here("read", str(samples / "dorfmoderation-561204.html"))
    for shown in (fetched.stdout, from_disk.stdout):
        assert "rate_max" in shown and "deadline_rule" in shown
    unknown = landbote_here("read", "https://example.org/", "--replay", str(samples))
    assert unknown.returncode == 2 and "https://example.org/" in unknown.stderr
