"""Operator: who answers for an installation, as the law wants it told, and what it keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who answers for an installation; what is empty nobody has filled in.

    `person` may speak for it, `supervisor` oversees it, `enforcement` is the body that whoever is
    not heard about barriers may turn to; `privacy_officer` and `privacy_note` are what the notice
    on data protection says of it besides. Addresses and notes may have several lines.
    """

    name: str = ""
    address: str = ""
    person: str = ""
    phone: str = ""
    mail: str = ""
    supervisor: str = ""
    enforcement: str = ""
    privacy_officer: str = ""
    privacy_note: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What an imprint must have and this one has not, in German."""
        needed = {
            "Name": self.name,
            "Anschrift": self.address,
            "Vertretung": self.person,
            "Mailadresse": self.mail,
        }
        return tuple(word for word, said in needed.items() if not said)

    @property
    def complete(self) -> bool:
        """Whether an imprint has all that it must have."""
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long an installation keeps what it may choose: texts of mails, proofs of consent."""

    mail_days: int = 30
    proof_years: int = 3
