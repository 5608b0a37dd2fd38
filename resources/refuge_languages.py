"""What a refuge is called in the other languages that directories here are written in or for. Pure;
for `refuge_words`.
"""

import re

from resources.refuge_spelling import folded

# The same in the other languages that directories here are written in or for
ELSEWHERE = [
    # Welsh, with its mutations
    "lloches", "loches", "cymorth i fenywod", "chymorth i fenywod", "gymorth i fenywod",
    "cymorth i ferched", "chymorth i ferched", "gymorth i ferched", "llety diogel", "lety diogel",
    "ty diogel", "dy diogel", "tai diogel", "dai diogel", "lle diogel i fenywod",
    "lle diogel i ferched", "lle diogel rhag", "llety brys", "lety brys",
    "llety i fenywod", "llety i ferched", "hostel i fenywod", "hostel i ferched",
    "hafan i fenywod", "hafan i ferched",
    "noddfa i fenywod", "noddfa i ferched", "noddfa ddiogel", "cam drin domestig",
    "cham drin domestig", "gam drin domestig", "camdriniaeth ddomestig", "camdriniaeth domestig",
    "ffoi rhag", "trais domestig", "drais domestig", "thrais domestig", "trais yn y cartref",
    "drais yn y cartref", "cartref plant", "cartrefi plant", "cartref i blant",
    "tearmann", "taigh sabhailte", "teach didine",  # Gaelic, Irish
    "frauenhaus", "frauenhauser", "frauenschutzhaus",  # German
    "maison refuge", "foyer pour femmes", "hebergement d'urgence",
    "foyer d'hebergement", "hebergement pour femmes", "femmes victimes",
    "violences conjugales", "femmes battues",  # French
    "casa de acogida", "refugio", "violencia de genero", "violencia domestica",  # Spanish
    "casa abrigo", "casa de abrigo", "casa rifugio", "centro antiviolenza",  # Portuguese, Italian
    "schronienie dla kobiet", "schronisko dla kobiet", "ofiar przemocy",
    "hostel dla kobiet", "dom samotnej matki", "przemocy domowej", "przemoc domowa",  # Polish
    "adapost pentru femei", "violenta domestica",  # Romanian
    "siginma evi", "kadin siginma", "kadin siginagi", "aile ici siddet",  # Turkish
    "panah gah", "panahgah", "panaah gah", "darul aman", "dar ul aman", "nari niketan",
    "mahila ashram",
    # Urdu, Arabic, Hindi, Bengali, Punjabi; Ukrainian, Russian; Chinese
    "پناہ گاہ", "خانه امن",
    "دارالامان", "دار الأمان", "ملجأ", "مأوى", "पनाहगाह", "आश्रय गृह", "महिला आश्रय",
    "নারী আশ্রয়", "ਪਨਾਹ",
    "притулок для жінок", "домашнє насильство",
    "домашнього насильства", "домашнее насилие", "домашнего насилия",
    "убежище", "приют для женщин", "хостел для женщин", "庇护所", "庇護所", "庇護中心",
    "vrouwenopvang", "vluchthuis", "blijf van mijn lijf",  # Dutch
    "kvinnojour", "kvindekrisecenter", "krisesenter for kvinner",  # Swedish, Danish, Norwegian
]  # fmt: skip
# "cam-drin", "d’urgence": however the dash and the apostrophe are written
DASHES = {**dict.fromkeys(map(ord, "-‐‑–—"), " "), **dict.fromkeys(map(ord, "’‘ʼ`´"), "'")}
# written without spaces between words, or with the article before them
JOINED = re.compile("[\u0600-\u06ff\u3040-\u9fff]")


def said_elsewhere(text: str) -> list[str]:
    """The words of other languages in a folded text."""
    plain = " ".join(text.translate(DASHES).split())
    # seldom, and far sooner told so than by trying each of them at each letter
    possible = IN_ASCII if plain.isascii() else FOLDED
    return SAID.findall(plain) if any(map(plain.__contains__, possible)) else []


FOLDED = [folded(one) for one in ELSEWHERE]
IN_ASCII = [one for one in FOLDED if one.isascii()]
SAID = re.compile(
    "|".join(re.escape(one) if JOINED.match(one) else rf"(?<!\w){re.escape(one)}" for one in FOLDED)
)
