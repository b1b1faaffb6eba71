"""Subscribers: who gets the demo's mails, and what each of them wants to hear of."""

from __future__ import annotations

from db.vocabulary import Cadence
from notifier.subscribing.orders import Order

CONSENT = "Nur zum Zeigen: diese Adressen gehören niemandem."
SUBSCRIBERS = (
    Order(
        email="rathaus@grebenhain.example.org",
        name="Gemeinde Grebenhain",
        area="06535007",
        topics=("gestaltung", "mobilitaet", "zusammenhalt", "klima-energie", "kommunal"),
        applicants=("municipality",),
        consent=CONSENT,
        cadence=Cadence.WEEKLY,
    ),
    Order(
        email="regionalmanagement@leader-vogelsberg.example.org",
        name="LEADER-Region Vogelsberg",
        area="leader:vogelsberg",
        topics=("gestaltung", "wirtschaft-arbeit", "kultur", "tourismus", "landschaft-ernaehrung"),
        consent=CONSENT,
        cadence=Cadence.WEEKLY,
    ),
    Order(
        email="foerderstelle@fulda.example.org",
        name="Landkreis Fulda",
        area="06631",
        topics=("digital", "gesundheit", "familie-bildung", "mobilitaet", "klima-energie"),
        applicants=("district", "municipality"),
        consent=CONSENT,
        cadence=Cadence.DAILY,
    ),
)
