"""PDFs: small files written by hand, with one line of text per line given."""

from __future__ import annotations

from collections.abc import Sequence

Line = str | tuple[str, int, bool]  # words, or words with their size and whether they are bold


def pdf(*pages: Sequence[Line]) -> bytes:
    """Return a PDF with these pages of lines, in Helvetica of 11 points and WinAnsi encoding."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (font % "Helvetica").encode(),
    ]
    bold = font % "Helvetica-Bold"
    for number, lines in enumerate(pages):
        content = _content(lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 {bold} >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _content(lines: Sequence[Line]) -> bytes:
    shown = []
    for one in lines:
        line, size, bold = (one, 11, False) if isinstance(one, str) else one
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"/F{1 + bold} {size} Tf ({escaped}) Tj T*".encode("cp1252"))
    return b"BT 14 TL 60 780 Td\n" + b"\n".join(shown) + b"\nET"


def _file(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)
