"""Vocabulary: the export's codes in Landbote's terms and in the publisher's words.

Codes are the last segments of category paths. The lists are the closed vocabularies of
the export as of August 2026, with the spellings that occur beside them (`bundesweit` and
`_bundesweit`, `schlesig_holstein`). A code that is not here is a question to staff.
"""

from __future__ import annotations

from crawlers.source import Level

INSTRUMENTS = {
    "beteiligung": "Beteiligung",
    "buergschaft": "Bürgschaft",
    "darlehen": "Darlehen",
    "garantie": "Garantie",
    "sonstige": "Sonstige",
    "zuschuss": "Zuschuss",
}

SUBJECTS = {
    "arbeit": "Arbeit",
    "aus_weiterbildung": "Aus- & Weiterbildung",
    "aussenwirtschaft": "Außenwirtschaft",
    "beratung": "Beratung",
    "corona": "Corona-Hilfe",
    "digitalisierung": "Digitalisierung",
    "energieeffizienz_erneuerbare_energien": "Energieeffizienz & Erneuerbare Energien",
    "existenzgruendung_festigung": "Existenzgründung & -festigung",
    "forschung_innovation_themenoffen": "Forschung & Innovation (themenoffen)",
    "forschung_innovation_themenspezifisch": "Forschung & Innovation (themenspezifisch)",
    "frauenfoerderung": "Frauenförderung",
    "gesundheit_soziales": "Gesundheit & Soziales",
    "infrastruktur": "Infrastruktur",
    "kultur_medien_sport": "Kultur, Medien & Sport",
    "landwirtschaft_laendliche_entwicklung": "Landwirtschaft & Ländliche Entwicklung",
    "messen_ausstellungen": "Messen & Ausstellungen",
    "mobilitaet": "Mobilität",
    "regionalfoerderung": "Regionalförderung",
    "smart_cities_regionen": "Smart Cities & Regionen",
    "staedtebau_stadterneuerung": "Städtebau & Stadterneuerung",
    "umwelt_naturschutz": "Umwelt- & Naturschutz",
    "unternehmensfinanzierung": "Unternehmensfinanzierung",
    "wohnungsbau_modernisierung": "Wohnungsbau & -modernisierung",
}

# The nine groups of Förderberechtigte as applicant codes. "Kommune" stands for the
# municipality alone: whether districts may apply is said in the text, if at all. A
# founder (Existenzgründer/in) counts as a company, a Hochschule teaches and researches.
APPLICANTS = {
    "bildungseinrichtung": ("education",),
    "existenzgruenderin": ("company",),
    "forschungseinrichtung": ("research",),
    "hochschule": ("research", "education"),
    "kommune": ("municipality",),
    "oeffentliche_einrichtung": ("public_body",),
    "privatperson": ("individual",),
    "unternehmen": ("company",),
    "verband_vereinigung": ("association",),
}

# Fördergebiet → area key: the Land's two digits of the AGS.
AREAS = {
    "_bundesweit": "de",
    "bundesweit": "de",
    "schleswig_holstein": "01",
    "schlesig_holstein": "01",
    "hamburg": "02",
    "niedersachsen": "03",
    "de_ni": "03",
    "bremen": "04",
    "nordrhein_westfalen": "05",
    "hessen": "06",
    "rheinland_pfalz": "07",
    "baden_wuerttemberg": "08",
    "bayern": "09",
    "saarland": "10",
    "berlin": "11",
    "brandenburg": "12",
    "mecklenburg_vorpommern": "13",
    "sachsen": "14",
    "sachsen_anhalt": "15",
    "de_st": "15",
    "thueringen": "16",
}

# Fördergeber → level, the one nearest to the applicant first: a programme of Land and EU
# is applied for at the Land.
LEVELS = {"land": Level.STATE, "bund": Level.FEDERAL, "eu": Level.EU}
