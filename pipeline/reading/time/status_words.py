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
_FUNDS = r"""
    (?:\w*(?:mittel|gelder|budgets?|kontingente?|fördertopf|töpfe|fördervolumen|haushaltsansatz
    |bewilligungsrahmen))
"""
_TAKEN = r"""
    (?:gestellt|eingereicht|angenommen|entgegengenommen|berücksichtigt|bearbeitet|beantragt
    |eingehen|einreichen|stellen|annehmen|entgegennehmen|möglich|zugelassen|bedient|beantragen
    |bewerben)
"""
_ACCEPTED = r"""
    (?:gestellt|eingereicht|angenommen|entgegengenommen|beantragt|eingehen|einreichen|stellen
    |annehmen|entgegennehmen|möglich|beantragen|bewerben)
"""
_NOW = r"""
    (?:mehr|derzeit|aktuell|zurzeit|zur\ zeit|momentan|im\ moment|gegenwärtig|vorerst
    |vorübergehend|bis\ auf\ weiteres|neue[nr]?|weitere[nr]?|seit(?:\ dem)?|ab\ sofort
    |in\ diesem\ jahr|dieses\ jahr|heuer|bereits|leider|im\ jahr\ 20\d\d|im\ laufenden\ jahr
    |für\ dieses\ jahr|für\ (?:das\ (?:haushalts|förder|antrags)?jahr\ |die\ jahre\ )?20\d\d)
"""
_OVER = r"""
    (?:geschlossen|beendet|abgelaufen|eingestellt|ausgelaufen|ausgesetzt|gestoppt|pausiert
    |unterbrochen|verstrichen|vorbei|zu\ ende|überzeichnet)
"""
_GONE = r"(?:gebunden|vergeben|verplant|belegt|abgerufen|bewilligt|verteilt|verausgabt)"
_ALL = r"(?:vollständig|bereits|komplett|restlos|voll)"
_OPEN_NOW = (
    r"(?:ab\ sofort|jetzt|weiterhin|wieder|derzeit|aktuell|jederzeit|fortlaufend|ganzjährig)"
)

_EVENT = r"""
    (?:\w*(?:veranstaltung|workshop|webinar|seminar|tagung|konferenz|forum|fachtag|regionaltag
      |kongress|sprechstunde|treffen|schulung|exkursion|infotag|infoabend|vortrag|symposium
      |stammtisch|fortbildung|lehrgang|messe|termin|werkstatt|fahrt|rundgang|besichtigung|lesung
      |versammlung|gespräch|ausstellung)(?:e|en|s|es|n)?
    |\w*werkstätten
    |events?|conference|info\ (?:day|session))
"""
_CANCELLED = r"(?:abgesagt|abgesetzt|gestrichen|entfallen|ausfallen|ausgefallen)"

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
        "forecast.not_yet",
        "noch_nicht noch_keine vorbereitung planung not_yet",
        rf"""\b{_PAPER}\b[^;:]{{0,60}}\bnoch\ nicht\b[^;:]{{0,20}}\b{_TAKEN}\b
           |\bnoch\ keine\ {_PAPER}\b[^;:]{{0,60}}\b{_TAKEN}\b
           |\b{_SCHEME}\b[^;:,]{{0,40}}\b(?:befindet\ sich\ |ist\ |derzeit\ )
            (?:noch\ )?in\ (?:vorbereitung|planung)\b
           |\b{_SCHEME}\b[^;:,]{{0,40}}\bnoch\ nicht\ (?:geöffnet|gestartet|veröffentlicht)\b
           |\b(?:call|applications?|programme)\b[^;]{{0,40}}\bnot\ yet\ open""",
        unless=r"bewilligt|begonnen",
    ),
    wording(
        "closed",
        "closed.none",
        "kein erst_wieder",
        rf"""\bkeine[rn]?(?:\ (?:neuen?|weiteren?|zusätzlichen?))*\ {_PAPER}\b
             [^;:,]{{0,90}}?\b{_TAKEN}\b
           |\bkeine[rn]?\ (?:möglichkeit|gelegenheit)\b[^;:]{{0,40}}
            \b(?:antrag|bewerb|einreich)\w*
           |{_TAKEN}[^;:,]{{0,50}}\bkeine\ (?:neuen\ |weiteren\ ){_PAPER}
           |\b{_NOW}\b[^;:,]{{0,40}}\bkeine?n?\ (?:offene[rn]?\ |aktuelle[rn]?\ )?{_SCHEME}\b
           |\berst\ wieder\ (?:ab|im|in|zum|mit|nach|möglich|gestellt|eingereicht|beantragt
             |angenommen|geöffnet)\b
           |\b(?:nimmt|nehmen)\b[^;]{{0,60}}\bkeine\ (?:neuen\ |weiteren\ )?{_PAPER}(?:\ mehr)?\b
            [^;]{{0,20}}\b(?:an|entgegen)\b""",
        unless=r"""\bverwendung|\bkeine\ fördermittel\ (?:mehr\ )?(?:für|von|aus)|anspruch|kumul
                   |\bfür\ (?:maßnahmen|projekte|vorhaben),\ die|weitere\w*\ unterlagen
                   |aus\ anderen""",
    ),
    wording(
        "closed",
        "closed.not",
        "nicht",
        rf"""\b{_PAPER}\b[^;:]{{0,90}}\b{_NOW}\b[^;:]{{0,60}}\bnicht\b[^;:]{{0,25}}\b{_TAKEN}\b
           |\b{_PAPER}\b[^;:]{{0,90}}\bnicht(?:\ mehr|\ länger)\b[^;:]{{0,40}}\b{_TAKEN}\b
           |\b{_NOW}\ {_PAPER}\b[^;:]{{0,60}}\bnicht\b[^;:]{{0,25}}\b{_TAKEN}\b
           |\b{_NOW}\b[^;:,]{{0,60}}\bnicht(?:\ mehr)?\ (?:möglich|beantragt\ werden|bewerben)\b
           |\b{_SCHEME}\ (?:ist|sind)\b[^;:,]{{0,30}}\bnicht(?:\ mehr)?\ (?:geöffnet|offen
            |freigeschaltet)\b""",
        also="nicht_mehr nicht_länger derzeit aktuell zurzeit zur_zeit momentan im_moment "
        "gegenwärtig vorerst vorübergehend bis_auf neue weitere seit_ ab_sofort dieses_jahr "
        "diesem_jahr heuer bereits leider für_20 jahr_20 jahre_20 laufenden_jahr",
        unless=r"\bnoch\ nicht\b|förderung\ [^;]*begonnen|bewilligt\b|kombin",
    ),
    wording(
        "closed",
        "closed.over",
        "geschlossen beendet abgelaufen eingestellt ausgelaufen ausgesetzt gestoppt pausiert "
        "unterbrochen verstrichen vorbei zu_ende überzeichnet abgeschlossen",
        rf"""\b{_SCHEME}\b[^;:?!]{{0,90}}\b(?:ist|sind|wurde|wurden|wird|werden)\b
             [^;:?!]{{0,90}}\b{_OVER}\b
           |\bmussten?\b[^;:?!]{{0,60}}\b{_SCHEME}\b[^;:?!]{{0,40}}\b{_OVER}\ werden\b
           |\b\w*(?:verfahren|antragsphase|bewerbungsphase|runde|ausschreibung)\ (?:ist|sind)\b
            [^;:?!]{{0,40}}\babgeschlossen\b
           |\b(?:derzeit|aktuell|momentan|vorübergehend|bereits|leider|zurzeit)\b
            [^;:?!,]{{0,40}}\b(?:geschlossen|ausgesetzt|gestoppt|pausiert|eingestellt)\b
           |\b{_SCHEME}\ (?:ist\ )?(?:derzeit\ |aktuell\ |vorübergehend\ |bereits\ )?
            (?:geschlossen|beendet|abgelaufen|ausgesetzt|gestoppt|pausiert)(?=\W*$)""",
        unless=r"""\b(?:muss|müssen|soll|kann|können|dürfen|darf)\b|einvernehmlich|vertrag
                   |\b(?:wird|werden)\b[^;]*\b(?:am|zum|ab|bis|ende|mit\ ablauf)\b[^;]*
                    (?:geschlossen|beendet|eingestellt)
                   |eingestellt\ am|\bnicht\ (?:geschlossen|beendet|abgelaufen)|noch\ nicht""",
    ),
    wording(
        "closed",
        "closed.exhausted",
        "geschöpft aufgebraucht erschöpft verausgabt gebunden vergeben verplant verteilt überz "
        "ausgebucht leer vollständig_b bereits_b komplett restlos nicht_mehr mehr_zur mehr_vorh "
        "mehr_verf",
        rf"""\b{_FUNDS}\b[^;:?!]{{0,90}}\b(?:ausgeschöpft|aufgebraucht|erschöpft|überzeichnet
             |überzogen|leer|{_ALL}\ (?:\w+\ )?{_GONE}|sind\ (?:\w+\ )?
              (?:gebunden|verausgabt|vergeben|verplant|verteilt))\b
           |\b(?:förderung|programm|förderprogramm|förderaktion)\b[^;:?!]{{0,60}}
            \b(?:ausgeschöpft|erschöpft|ausgebucht|überzeichnet)\b
           |\b(?:steht|stehen|sind|ist)\b[^;:,]{{0,40}}\bkeine?\ (?:weiteren\ |freien\ )?
            {_FUNDS}\ mehr\b
           |\b{_FUNDS}\b[^;:,]{{0,40}}\b(?:steht|stehen|sind|ist)\b[^;:,]{{0,40}}
            \bnicht\ mehr\ (?:zur\ verfügung|verfügbar|vorhanden)""",
        unless=r"""\bbis\b[^;]*\b(?:ausgeschöpft|aufgebraucht|erschöpft|vergeben|verausgabt|gebunden
                   |verplant|verteilt|überzeichnet)|\bnicht\b(?!\ mehr)|\bkönnen\b|\bmüssen\b
                   |förderfähig|\bwerden\ .{0,40}vergeben""",
    ),
    wording(
        "closed",
        "closed.stop",
        "stop",
        r"\b(?:antrags|annahme|förder|programm)-?(?:\ und\ \w+)?stopp?\b|\bantragsannahmestopp\b",
    ),
    wording(
        "closed",
        "closed.past",
        "endete _lief war_ waren_ konnte mussten",
        rf"""\b{_SCHEME}\b[^;:?!]{{0,90}}\b(?:endete|endeten|lief\b[^;]{{0,40}}\b(?:ab|aus|bis)
             |war(?:en)?\ (?:der|am|bis|bereits|zum)\b)
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
        "closed.english",
        "closed suspended paused exhausted hold discontinued no_longer accepting committed "
        "allocated spent used passed expired planning",
        r"""\b(?:calls?|programme?s?|schemes?|windows?|applications?|submissions?|funds?|funding
             |round)\b[^;?!]{0,60}\b(?:is|are|has|have|was|were)
             (?:\ (?:now|currently|already|been|temporarily))*\ (?:closed|suspended|paused
             |exhausted|on\ hold|discontinued)\b
           |\bno\ longer\ (?:accept(?:s|ing|ed)?|open|possible|available|be\ submitted)
           |\b(?:not\ (?:currently\ )?accepting|currently\ (?:not\ accepting|closed))\b
           |\b(?:funds?|budget|funding)\b[^;]{0,40}\b(?:have|has)\ been\ (?:fully\ |all\ )?
            (?:committed|exhausted|allocated|spent|used)
           |\bdeadline\b[^;?!]{0,40}\b(?:has|is)\ (?:already\ )?(?:passed|expired|over)\b
           |\bnot\ planning\ any\ (?:more|further)\b[^;]{0,20}\bcalls?\b
           |\bcall\ (?:has\ )?(?:now\ )?closed\b|\b(?:call|deadline|window)\b
            [^;]{0,40}\bclosed\ on""",
    ),
    wording(
        "open",
        "open.now",
        "ab_sofort jetzt weiterhin wieder derzeit aktuell jederzeit laufend_ fortlaufend "
        "ganzjährig noch_bis geöffnet offen freigeschaltet gestartet eröffnet angelaufen open "
        "accepting",
        rf"""\b(?:{_OPEN_NOW}|laufend|noch\ bis)\b[^;:?]{{0,200}}?\b{_ACCEPTED}\b
           |\b{_SCHEME}\b[^;:?]{{0,40}}\b(?:ist|sind)
            (?:\ (?:jetzt|wieder|nun|derzeit|aktuell|ab\ sofort))*
            \ (?:geöffnet|offen|freigeschaltet|gestartet|eröffnet|angelaufen)\b
           |\b(?:calls?|applications?|programmes?|submissions?)\b[^;?]{{0,90}}\b(?:is|are)
            \ (?:now|currently|still|again)\ open\b|\bnow\ accepting\b|\bopen\ now\b
           |\b(?:calls?|applications?)\b[^;?]{{0,50}}\b(?:is|are)\ open(?=\W*$)""",
        within=rf"""\b{_PAPER}\b|\b(?:bewerben|beantragen|beantragt)\b|\b{_SCHEME}\b|proposals
                    |applications?""",
        unless=r"""\b(?:sobald|bevor|nachdem|nicht|keine?n?|not|wird|werden\ .{0,20}wieder
                   |dann|erst)\b|voraussichtlich|widerruf""",
    ),
    wording(
        "forecast",
        "forecast.expected",
        "voraussichtlich in_kürze demnächst",
        rf"""\b{_SCHEME}\b[^;:]{{0,60}}\b(?:wird|werden|startet|soll)\b[^;:]{{0,30}}
             \b(?:voraussichtlich|in\ kürze|demnächst)\b[^;:]{{0,60}}
             \b(?:starte\w*|gestartet|laufen|veröffentlicht|freigeschaltet|geöffnet|eröffnet|öffnen
             |beginnen|stattfinden|anfang|mitte|ende|frühjahr|sommer|herbst)\b""",
    ),
)
