"""Boxes: where reports come to: a Maildir, or a mailbox on an IMAP server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from notifier.bounces.imap import ImapAddress, ImapBox
from notifier.bounces.parts import LARGEST
from notifier.bounces.take_in import Box


class MaildirBox:
    """A folder that a mail server delivers to; what was read moves to a folder within."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Yield what lies there, the oldest first.

        What cannot be read keeps nothing else from it; only then ValueError names the first.
        """
        unreadable = []
        for place in ("new", "cur"):
            for path in sorted((self.folder / place).glob("[!.]*")):
                try:
                    with path.open("rb") as file:
                        raw = file.read(LARGEST)
                except FileNotFoundError:
                    continue  # somebody else put it away
                except OSError as error:
                    unreadable.append(f"{path.name!a}: {error.strerror}")
                    continue
                yield f"{place}/{path.name}", raw
        if unreadable:
            raise ValueError(
                f"im Maildir lassen sich nicht lesen: {unreadable[0]} "
                f"({len(unreadable)} Datei(en); die anderen sind gelesen)"
            )

    def put_away(self, name: str, folder: str) -> None:
        """Move a mail to a folder as Maildir++ names it."""
        within = self.folder / f".{folder}"
        for place in ("tmp", "new", "cur"):
            (within / place).mkdir(parents=True, exist_ok=True)
        place, _, file = name.partition("/")
        (self.folder / name).replace(within / place / file)


@contextmanager
def open_box(address: str) -> Iterator[Box]:
    """Open a box by its address: maildir:///path, imaps://user:password@host/INBOX or imap://….

    Raises ValueError for any other, and where it cannot be opened; no password is repeated.
    """
    parts = urlsplit(address)
    if parts.scheme == "maildir":
        folder = Path(unquote(parts.path))
        if not (folder / "new").is_dir():
            raise ValueError(f"{folder} ist kein Maildir: es fehlt der Ordner new")
        yield MaildirBox(folder)
    else:
        with ImapBox(ImapAddress.parse(address)) as box:
            yield box
