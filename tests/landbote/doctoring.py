"""Doctoring: a name service and an installation for the tests of `landbote doctor`."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
from sqlalchemy import Engine

from landbote.application import Application
from landbote.clock import Clock
from landbote.doctor.names import texts_of
from landbote.doctor.said import Patient, Texts
from landbote.settings import Settings
from tests.conftest import NOW

Zone = Mapping[str, Sequence[str]]


@contextmanager
def name_service(zone: Zone) -> Iterator[Texts]:
    """Run a name service on this machine that knows some texts, and yield what asks it."""

    class Answers(socketserver.BaseRequestHandler):
        """Answers one question."""

        def handle(self) -> None:
            """Look the name up in the zone."""
            raw, place = self.request
            asked = dns.message.from_wire(raw)
            name = asked.question[0].name
            answer = dns.message.make_response(asked)
            answer.flags |= dns.flags.RA
            texts = zone.get(name.to_text(omit_final_dot=True))
            if texts is None:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif texts:
                quoted = [" ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
                          for text in texts]  # fmt: skip
                answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", "TXT", quoted))
            place.sendto(answer.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.server_address[1]
        resolver.search = []
        yield texts_of(resolver)
        server.shutdown()


def patient(
    engine: Engine,
    folder: Path,
    texts: Texts = lambda _name: [],
    *,
    clock: Clock = lambda: NOW,
    **settings: Any,
) -> Patient:
    """Return an installation on a database."""
    chosen = {
        "data_folder": folder, "secret": "for tests",
        "sender_address": "landbote@verwaltung.example.org",
        "base_url": "https://landbote.verwaltung.example.org", **settings,
    }  # fmt: skip
    app = Application(settings=Settings(**chosen), clock=clock, engine=engine)
    return Patient(app=app, texts=texts)
