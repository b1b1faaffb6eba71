"""The text of a PDF, in a process of its own: PDF on standard input, JSON on standard output.

    python -I crawlers/pdf_text.py PAGES CHARACTERS SECONDS MEGABYTES < file.pdf

The limits hold for this process, so that a file made to do harm harms only it. It imports
nothing of Landbote.
"""

import json
import resource
import sys


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
    left = characters
    for number in range(min(len(document), pages)):
        text = document[number].get_textpage().get_text_bounded()[:left]
        texts.append(text)
        left -= len(text)
    return {"texts": texts, "pages": len(document), "whole": len(document) <= pages and left > 0}


if __name__ == "__main__":
    page_limit, character_limit, second_limit, megabyte_limit = map(int, sys.argv[1:])
    limit(second_limit, megabyte_limit)
    json.dump(pages_of(sys.stdin.buffer.read(), page_limit, character_limit), sys.stdout)
