"""Selection, export: its entries in its order, in every format that there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from db.engine import reading
from db.labels import label
from db.queries.listing import listed_in_order
from db.vocabulary import Role
from notifier.selections.collect import items_of
from pipeline.themes import topic_labels
from web.doors.people import Only, ThisPerson
from web.exports import format_named, format_names
from web.selecting import selection_for
from web.site import Number, ThisSite
from web.stock import Stock
from web.wording import area_name

router = APIRouter(dependencies=[Only(Role.MANAGER, Role.STAFF).here])


def _export_as(name: str) -> Callable[..., Response]:
    def export(number: Number, site: ThisSite, person: ThisPerson) -> Response:
        """Return what is published of a selection; what was withdrawn since is left out."""
        form, today = format_named(name), site.today()
        with reading(site.engine) as session:
            one = selection_for(session, person, number)
            ids = [item.opportunity_id for item in items_of(session, one.id)]
            stock = Stock(
                listed=[each for each in listed_in_order(session, ids) if form.takes(each, today)],
                today=today,
                made_at=site.now(),
                area_name=partial(area_name, label=site.area_label),
                topic_name=partial(label, topic_labels()),
                sources=site.sources,
                base_url=site.base_url or (site.sender.base_url if site.sender else ""),
                wanted={"Auswahl": one.title},
            )
        saved = f'attachment; filename="auswahl-{number}{form.suffix}"'
        # A selection is short: it is written as a whole.
        return Response(
            b"".join(form.pieces(stock)),
            media_type=form.content_type,
            headers={"Content-Disposition": saved},
        )

    return export


for _name in format_names():
    router.add_api_route(f"/auswahl/{{number}}.{_name}", _export_as(_name), name=f"export_{_name}")
