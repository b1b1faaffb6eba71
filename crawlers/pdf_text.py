"""The text of a PDF, in a process of its own: PDF on standard input, JSON on standard output.

    python -I crawlers/pdf_text.py PAGES CHARACTERS SECONDS MEGABYTES < file.pdf

The limits hold for this process, so that a file made to do harm harms only it. It imports
nothing of Landbote.
"""

import ctypes
import json
import resource
import sys
from collections import Counter
from typing import Any

LARGER = 1.12  # than the body: the size of a heading
BOLD = 600
WEAK = 7  # the level of a line in bold, below those of the sizes


def limit(seconds: int, megabytes: int) -> None:
    """Let the system end this process when it takes too much."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(body: bytes, pages: int, characters: int) -> dict[str, object]:
    """Return the texts of the first pages, how many there are, and whether all were read."""
    import pypdfium2

    document = pypdfium2.PdfDocument(body)
    texts: list[str] = []
    lines: list[list[tuple[str, float, bool]]] = []
    left = characters
    for number in range(min(len(document), pages)):
        page = document[number].get_textpage()
        text = page.get_text_bounded()[:left]
        texts.append(text)
        lines.append(lines_of(page) if text else [])
        left -= len(text)
    return {
        "texts": texts,
        "headings": headings(lines),
        "pages": len(document),
        "whole": len(document) <= pages and left > 0,
    }


def lines_of(page: Any) -> list[tuple[str, float, bool]]:
    """Return the lines of a page as it draws them: words, size and whether they are in bold.

    A line counts as bold, or of a size, where it begins and ends so.
    """
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(page, at) for at in range(page.count_chars())]
    found: list[tuple[str, float, bool]] = []
    places: list[int] = []
    for at, code in enumerate([*codes, 10]):
        if code not in (10, 13):
            if not chr(code).isspace():
                places.append(at)
            continue
        if places:
            first, last = (style(raw, page, end) for end in (places[0], places[-1]))
            words = "".join(chr(one) for one in codes[places[0] : places[-1] + 1])
            found.append((words, min(first[0], last[0]), first[1] and last[1]))
        places = []
    return found


def style(raw: Any, page: Any, at: int) -> tuple[float, bool]:
    """Return the size in which a character is drawn, and whether it is in bold."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, at, matrix)
    size = raw.FPDFText_GetFontSize(page, at) * (abs(matrix.d) or abs(matrix.b) or 1)
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, at, name, len(name), ctypes.c_int())
    bold = raw.FPDFText_GetFontWeight(page, at) >= BOLD or b"Bold" in name.value
    return round(size, 1), bold


def headings(pages: list[list[tuple[str, float, bool]]]) -> list[list[tuple[str, int]]]:
    """Return the headings of each page: lines larger than most of the text, or alone in bold."""
    written: Counter[tuple[float, bool]] = Counter()
    for words, size, bold in (line for page in pages for line in page):
        written[size, bold] += len(words)
    if not written:
        return [[] for _ in pages]
    (body, is_bold), _ = written.most_common(1)[0]
    larger = sorted({size for size, _ in written if size >= LARGER * body}, reverse=True)
    levels = {size: min(level, WEAK - 1) for level, size in enumerate(larger, start=1)}

    def level_of(size: float, bold: bool) -> int:
        return levels.get(size, WEAK if bold and not is_bold and size >= body else 0)

    return [
        [(w, level) for w, size, bold in page if (level := level_of(size, bold))] for page in pages
    ]


if __name__ == "__main__":
    page_limit, character_limit, second_limit, megabyte_limit = map(int, sys.argv[1:])
    limit(second_limit, megabyte_limit)
    json.dump(pages_of(sys.stdin.buffer.read(), page_limit, character_limit), sys.stdout)
