"""Letter: the mail in which the desk asks a funder what his words mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from db.labels import day
from db.values import Values
from notifier.mail.links import mail_link

ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to be sent by a person's own mail program; `link` is empty without an address."""

    to: str
    subject: str
    text: str
    link: str


def letter(values: Values, asked: str, words: str, due_on: date, name: str) -> Letter:
    """Return the mail that asks for what a question leaves open, polite and complete."""
    to = next((one.email for one in values.contacts if mail_link(one.email)), "")
    person = next((one.person for one in values.contacts if one.email == to and one.person), "")
    subject = f"Rückfrage zu „{values.title}“"
    lines = [
        f"Guten Tag {person}," if person else "Guten Tag,",
        "",
        f"wir geben Ihre Förderung „{values.title}“ an Kommunen und Vereine in Hessen weiter",
        f"({values.url}).",
        "Eine Angabe verstehen wir nicht sicher und möchten nichts Falsches verbreiten:",
        "",
        *([f"In Ihrem Text steht: „{' '.join(words.split())}“", ""] if words.strip() else []),
        asked,
        "",
        f"Für eine kurze Antwort bis zum {day(due_on)} wären wir Ihnen dankbar.",
        "",
        "Mit freundlichen Grüßen",
        name,
    ]
    text = "\n".join(lines)
    base = mail_link(to) if to else ""
    link = f"{base}?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    return Letter(to=to, subject=subject, text=text, link=link if base else "")
