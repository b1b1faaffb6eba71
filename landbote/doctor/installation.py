"""The installation: its address, its secret, its disk."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from landbote.doctor.said import Patient, Said, bad, doubt, good
from landbote.imprint import is_example, operator_of
from notifier.mail.transport import LOOPBACK
from web.operator import Operator

LITTLE, NEARLY_NOTHING = 2_000_000_000, 200_000_000  # bytes


def examine(patient: Patient) -> Iterator[Said]:
    """Look at what an administrator sets up once."""
    settings = patient.app.settings
    yield _base_url(settings.base_url)
    yield _sender(settings.sender_address)
    yield _imprint(operator_of(settings))
    yield _secret(bool(settings.secret), settings.data_folder / "secret")
    yield from _disk(settings.data_folder, patient.app.engine.url.database or "")


def _base_url(url: str) -> Said:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return good("Adresse", url)
    if parts.hostname in LOOPBACK:
        return doubt(
            "Adresse", f"{url} gilt nur auf diesem Rechner; LANDBOTE_BASE_URL steht in jeder Mail"
        )
    return bad("Adresse", f"{url} ist ohne https; Anmeldungen wären mitzulesen")


def _sender(address: str) -> Said:
    if is_example(address):
        return bad("Absender", f"{address} ist noch das Beispiel; LANDBOTE_SENDER_ADDRESS fehlt")
    return good("Absender", address)


def _imprint(operator: Operator) -> Said:
    """What the law wants told on the pages is told, or it is said which settings lack."""
    if operator.complete:
        return good("Impressum", f"nennt {operator.name}")
    return doubt(
        "Impressum",
        f"unvollständig, es fehlt: {', '.join(operator.missing)} (LANDBOTE_OPERATOR_…)",
    )


def _secret(given: bool, file: Path) -> Said:
    if given:
        return good("Geheimnis", "kommt aus LANDBOTE_SECRET")
    if not file.exists():
        return doubt("Geheimnis", f"wird beim ersten Start angelegt: {file}")
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        return bad("Geheimnis", f"{file} ist für andere lesbar: chmod 600 {file}")
    return good("Geheimnis", f"liegt in {file}; sichern Sie es mit der Datenbank")


def _disk(data_folder: Path, database: str) -> Iterator[Said]:
    folders = {data_folder, Path(database).parent} if "/" in database else {data_folder}
    seen = set()
    for folder in sorted(folders):
        there = next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
        if (device := there.stat().st_dev) in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(there).free
        words = f"{free / 1e9:.1f}".replace(".", ",") + f" GB frei für {folder}"
        say = bad if free < NEARLY_NOTHING else doubt if free < LITTLE else good
        yield say("Platte", words)
