"""Export: walk the ZIP twice, first for what programmes link to, then for the programmes.

Nothing is unpacked to disk and never more than one file at a time to memory; the linked
documents (four of five files) stay as a few strings each.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from crawlers.foerderdatenbank.documents import Document, read_document
from crawlers.foerderdatenbank.linked import Linked
from crawlers.observe.outcome import CrawlStopped, Outcome

PROGRAMMES = "/Foerderprogramm/"
_LINKED = ("/Kontakt/", "/Adresse/", "/ExternerLink/", "/Foerdergeber/")

# Far above what the export holds (10,350 files, 28 to 50 MB packed), far below a bomb.
_MOST_FILES = 60_000
_LARGEST_FILE = 5_000_000
_LARGEST_EXPORT = 1_500_000_000


class Export:
    """The export as a ZIP. Raises CrawlStopped if it is damaged or not the export."""

    def __init__(self, packed: IO[bytes]) -> None:
        try:
            self._archive = zipfile.ZipFile(packed)
        except zipfile.BadZipFile as error:
            raise CrawlStopped(Outcome.FAILED, f"Der Export ist beschädigt: {error}") from error
        self._files = [one for one in self._archive.infolist() if one.filename.endswith(".xml")]
        self._refuse_bombs()

    @property
    def parts(self) -> bytes:
        """The names, sizes and checksums of all files, as the archive's own list has them."""
        listed = sorted((one.filename, one.file_size, one.CRC) for one in self._files)
        return repr(listed).encode()

    def linked(self) -> Linked:
        """Return all documents that programmes link to."""
        linked = Linked()
        for document in self._documents(_LINKED):
            linked.add(document)
        return linked

    def programmes(self) -> Iterator[Document]:
        """Yield the programmes; raises CrawlStopped if there is none."""
        found = False
        for document in self._documents((PROGRAMMES,)):
            if document.type == "gsb:ServiceOffer":
                found = True
                yield document
        if not found:
            raise CrawlStopped(Outcome.BROKEN, "Der Export enthält kein einziges Förderprogramm.")

    def _documents(self, folders: tuple[str, ...]) -> Iterator[Document]:
        for entry in self._files:
            if any(folder in entry.filename for folder in folders):
                yield read_document(self._unpacked(entry), entry.filename)

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            # Never more than is allowed, whatever size the archive's list gives for it.
            with self._archive.open(entry) as file:
                return file.read(_LARGEST_FILE)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError,
                NotImplementedError) as error:  # fmt: skip
            reason = f"Der Export ist beschädigt: {entry.filename}: {error}"
            raise CrawlStopped(Outcome.FAILED, reason) from error

    def _refuse_bombs(self) -> None:
        sizes = [entry.file_size for entry in self._files]
        if len(sizes) > _MOST_FILES or sum(sizes) > _LARGEST_EXPORT:
            reason = f"Der Export ist unglaubhaft groß: {len(sizes)} Dateien, {sum(sizes)} Bytes."
            raise CrawlStopped(Outcome.FAILED, reason)
        for entry in self._files:
            if entry.file_size > _LARGEST_FILE:
                reason = f"Export: {entry.filename} ist unglaubhaft groß ({entry.file_size} Bytes)."
                raise CrawlStopped(Outcome.FAILED, reason)
