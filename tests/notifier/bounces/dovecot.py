"""Dovecot: Debian's IMAP server on free ports of this machine, run by this user in a folder."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PASSWORD = "ein/Wort@hier"
ADVICE = "no dovecot: .ci/mail-tools installs Debian's (or apt-get install dovecot-imapd)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dovecot:
    """A running server: where it listens, its certificate, and the Maildir of its one user."""

    port: int
    tls_port: int
    certificate: Path
    maildir: Path


def program() -> str | None:
    """Return Debian's dovecot, if it is there."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def running_dovecot(*, older: bool = False) -> Iterator[Dovecot]:
    """Run a server until the block ends; an `older` one cannot move mails at once."""
    found = program()
    assert found is not None, ADVICE
    # A folder with a short name, since sockets lie in it, and open to the user that reads mail.
    with TemporaryDirectory(prefix="dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Dovecot(
            port=_free_port(),
            tls_port=_free_port(),
            certificate=folder / "certificate.pem",
            maildir=folder / "mail",
        )
        for place in (".", "new", "cur", "tmp"):
            (server.maildir / place).mkdir(parents=True, exist_ok=True)
            os.chown(server.maildir / place, *_reader())
        make_certificate(folder)
        configuration = folder / "dovecot.conf"
        configuration.write_text(_configuration(server, folder, older), encoding="utf-8")
        process = subprocess.Popen([found, "-F", "-c", str(configuration)])
        try:
            _wait_for(server, process, folder)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _reader() -> tuple[int, int]:
    """Return as whom mail is read: as this user, or as nobody where this is root."""
    if os.getuid():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _configuration(server: Dovecot, folder: Path, older: bool) -> str:
    # Its door may not be kept by root: there the users that Debian makes for it do.
    uid, gid = _reader()
    user, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    users = f"""
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
"""
    without = "imap_capability = IMAP4rev1 NAMESPACE UIDPLUS" if older else ""
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{server.maildir}
first_valid_uid = 1
first_valid_gid = 1
{users if os.getuid() else ""}
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
{without}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={server.maildir}
}}
namespace inbox {{
  inbox = yes
  prefix = INBOX.
  separator = .
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {server.port}
  }}
  inet_listener imaps {{
    port = {server.tls_port}
    ssl = yes
  }}
}}
"""


def make_certificate(folder: Path) -> None:
    """Make a certificate for this machine, and its key."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(f"dovecot: {log.read_text() if log.exists() else 'said nothing'}")
