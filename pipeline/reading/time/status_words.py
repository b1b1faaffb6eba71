"""The wordings of a status, German and English, in the order in which they are tried."""

from __future__ import annotations

from pipeline.reading.time.wordings import Wordings, wording

_PAPER = r"""
    (?:\w*antr[aä]g(?:e|en|s)?|\w*antragss?tellung(?:en)?|\w*antragseinreichung
    |\w*bewerbung(?:en)?|\w*einreichung(?:en)?|(?:das\ )?einreichen|\w*skizzen?|\w*bekundung(?:en)?
    |anmeldungen|registrierung(?:en)?|projektvorschläge|projektideen|zuschüsse|fördermittel
    |förderungen?|mittel|zuwendungen|beantragung)
"""
_SCHEME = r"""
    (?:[\w-]*(?:programm(?:e|s)?|förderfenster|antragsfenster|aufruf(?:e|s)?|runden?|antragsphasen?
      |bewerbungsphasen?|verfahren|portal|fristen|frist|zeitraum|förderlinien?|fördermaßnahmen?
      |richtlinien?|fördertopf|einsendeschluss|bewerbungsschluss|antragsschluss|annahmeschluss
      |anmeldeschluss)
    |\w*ausschreibung(?:en)?|\w*wettbewerb|calls?|\w*antragstellung|antragsannahme|\w*bewerbung
    |\w*förderung|annahme|einreichung|anmeldung|registrierung)
"""

_EVENT = r"""
    (?:\w*(?:veranstaltung|workshop|webinar|seminar|tagung|konferenz|forum|fachtag|regionaltag
      |kongress|sprechstunde|treffen|schulung|exkursion|infotag|infoabend|vortrag|symposium
      |stammtisch|fortbildung|lehrgang|messe|termin|werkstatt|fahrt|rundgang|besichtigung|lesung
      |versammlung|gespräch|ausstellung)(?:e|en|s|es|n)?
    |\w*werkstätten
    |events?|conference|info\ (?:day|session))
"""
_CANCELLED = r"(?:abgesagt|abgesetzt|gestrichen|entfallen|ausfallen|ausgefallen)"

_DAY = r"(?:\w+,\ )?(?:den\ )?\d{1,2}\.\ ?(?:\d{1,2}\.|[a-zä]{3,9})(?:\ ?\d{4})?"

WORDINGS = Wordings(
    wording(
        "cancelled",
        "cancelled.event",
        "abgesagt abgesetzt gestrichen entfällt fallen fällt nicht_statt nicht_stattfinden cancel",
        # Nothing but an event is called off, whatever name it bears.
        rf"""\babgesagt\ ?[:!–|]|[:(–|-]\ ?abgesagt\b
           |\b(?:ist|sind|wurden?|wird|werden|muss|müssen|musste|mussten)\b[^;?!]{{0,80}}\babgesagt\b
           |\b{_EVENT}\b[^;?!]{{0,120}}\b(?:ist|sind|wurden?|wird|werden|muss|müssen|musste|mussten)
            \b[^;?!]{{0,80}}\b{_CANCELLED}\b
           |\b{_EVENT}\b[^;?!]{{0,120}}\b(?:entfällt|entfallen|(?:fällt|fallen)\b[^;?!]{{0,40}}\baus)\b
           |\b(?:entfällt|entfallen|fällt|fallen)\b[^;:?!]{{0,60}}\b{_EVENT}\b
           |\b{_EVENT}\b[^;?!]{{0,120}}\bnicht\ (?:statt|stattfinden)\b
           |\b{_EVENT}\b[^;?!]{{0,60}}\bcancell?ed\b""",
        # A day that moves is not cancelled, nor is what only would be or once was.
        unless=r"""\b(?:wenn|falls|sofern|sollten?|bei|könnten?|nachdem
                   |vorjahr|letzte[snm]?\ jahr|vergangene\w*|damals|verschoben|verlegt|nachgeholt
                   |ersatztermin|nicht\ (?:abgesagt|entfallen)|postponed|if|unless)\b
                 |\b\w*(?:gebühr|kosten|beitrag|anmeldung|pflicht|frist|eintritt|anteil)\w*\b""",
    ),
    wording(
        "forecast",
        "forecast.label",
        "status",
        r"""\bstatus\W{1,4}(?:angekündigt|geplant|in\ (?:vorbereitung|planung)|forthcoming
            |upcoming)\b""",
    ),
    wording(
        "forecast",
        "forecast.planned",
        "planung vorbereitung angekündigt",
        rf"""^\W*in\ (?:planung|vorbereitung)\s?[:–|-]\s?(?:\w+\ )?{_SCHEME}\b
           |^\W*(?:\w+\ )?{_SCHEME}(?:\ [\w„“»«-]+){{0,4}}\s?[(–|-]
            \s?in\ (?:planung|vorbereitung)\b""",
    ),
    wording(
        "closed",
        "closed.past",
        "endete _lief war_ waren_ konnte mussten",
        rf"""\b{_SCHEME}\b[^;:?!]{{0,90}}\b(?:endete|endeten|lief\b[^;]{{0,40}}\b(?:ab|aus|bis)
             |war(?:en)?\ (?:bereits\ )?(?:der|am|bis|bis\ zum|zum)\ {_DAY}
              (?:\ (?:befristet|geöffnet|offen|möglich))?(?=\W*(?:$|[,;(])))
           |\bwar(?:en)?\ (?:der\ |die\ |das\ )?\w*(?:schluss|frist)\b
           |\bkonnten?\b[^;:?!]{{0,200}}\b(?:eingereicht|gestellt|beantragt|abgegeben|bewerben
            |beworben|eingesandt|angemeldet|einreichen|stellen|vorgelegt|abgeben|einsenden|anmelden)\b
           |\b{_PAPER}\b[^;:?!]{{0,40}}\bwar(?:en)?\b[^;:?!]{{0,60}}\bmöglich\b
           |\bmussten\b[^;:?!]{{0,110}}\b(?:eingereicht|gestellt|vorliegen|eingegangen)\b
           |\bendete\b[^;:?!]{{0,60}}\b(?:\w*frist|antragsphase|bewerbungsphase)\b""",
        unless=r"überzeug|wieder|erneut|nicht\b|mehr\ als\ \d|insgesamt\ \d|zum\ ersten\ mal"
        r"|worden\b",
    ),
    wording(
        "closed",
        "closed.label",
        "status",
        r"\bstatus\W{1,4}(?:derzeit\ |aktuell\ |zurzeit\ |vorübergehend\ )?"
        r"(?:geschlossen|beendet|abgelaufen|ausgelaufen|ausgesetzt|ausgeschöpft|erschöpft|aufgebraucht|vergriffen|gestoppt|eingestellt"
        r"|pausiert|ruhend|überzeichnet|closed|exhausted|suspended)\b",
    ),
    wording("open", "open.label", "status", r"\bstatus\W{1,4}(?:offen|geöffnet|open)\b"),
    wording(
        "open",
        "open.call",
        "jetzt apply_now",
        r"^\W*(?:jetzt|apply)\ (?:noch\ )?(?:bewerben|beantragen|antrag\ stellen|einreichen|now)\b",
    ),
)
