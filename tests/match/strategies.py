"""Random rules and random articles over one small vocabulary, so that they meet often and narrowly miss as often.

Rules are drawn as the data that their YAML says, so that the parser is in the loop; files are JSON, which is YAML.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from builders import NOON
from hypothesis import strategies as st

from streams.article import Article

RULES = ARTICLES = 8
"""Rules and articles drawn together: each rule is tried on each article."""
PAIRS = RULES * ARTICLES

FORMS = {
    "en": [
        ["dam", "dams", "Dam", "dam's"],
        ["strike", "strikes", "struck", "STRIKE"],
        ["bridge", "bridges"],
        ["attack", "attacks", "attacked", "attacking"],
        ["convoy", "convoys"],
        ["drone", "drones"],
        ["killed", "kill", "kills"],
    ],
    "uk": [
        ["дамба", "дамбу", "дамби", "Дамбою"],
        ["удар", "удари", "ударом", "УДАРУ"],
        ["міст", "мосту", "мости"],
        ["атака", "атаку", "атакою"],
        ["п'ять", "п’ять"],
        ["загинули", "загинув", "загинуть"],
    ],
    "ru": [
        ["дамба", "дамбу", "дамбы", "Дамбой"],
        ["удар", "удары", "ударом", "уда́ра"],
        ["мост", "моста", "мосты"],
        ["атака", "атаку", "атакой"],
        ["ещё", "еще"],
        ["погибли", "погиб", "погибнут"],
    ],
}
"""Words of which rules and articles are made, each with the forms it takes; some are the same in two languages."""

FILLERS = {
    "en": ["the", "was", "of", "and", "in", "which", "after the", "it had been"],
    "uk": ["що", "і", "на", "який", "було", "її", "після", "та"],
    "ru": ["что", "и", "на", "который", "было", "её", "после", "ещё"],
}
"""Grammatical words: they show the language, and stand between."""
CUES = {
    "en": ["denied", "not", "could", "said", "in 2014", "drill", "threatened"],
    "uk": ["заперечив", "не", "може", "заявив", "у 2014 році", "навчання"],
    "ru": ["отрицал", "не", "может", "заявил", "в 2014 году", "учения"],
}
PLACES = {
    "en": ["Kherson", "near Kurakhove", "Kyiv", "in Kharkiv Oblast", "Ukraine", "Warsaw"],
    "uk": ["Херсон", "під Кураховим", "у Харкові", "Україна"],
    "ru": ["Херсон", "под Кураховым", "в Харькове", "Украина"],
}
NUMBERS = {
    "en": ["2", "three", "at least five", "1,200", "S-300"],
    "uk": ["2", "троє", "понад десять", "1 200"],
    "ru": ["2", "трое", "более десяти", "1 200"],
}
FOREIGN = ["Dama jest na zdjęciu, to dam w prezencie", "der Damm ist nicht zerstört und", "سد كبير"]
"""Sentences in languages that have no vocabulary here, though one of them spells a word of ours."""
PREFIXES = {"en": ["stri*", "d*", "bridge*"], "uk": ["дам*", "у*"], "ru": ["дам*", "мост*"]}
REGEXES = {
    "en": [r"stri(ke|ck)\w*", r"dams?", r"\bthe \w+", r"drone.{0,12}dam", r"[a-z]-?\d+", "(killed|struck),? ", "n"],
    "uk": [r"удар\pL*", "дамб[ауи]", "п.ять", "міст|мост"],
    "ru": [r"удар\pL*", "дамб[ауы]", "е(щ|ше)", "мост(а|ы)? "],
}
"""Some end in the middle of a word, some reach over several, one begins and ends beside them."""
KILLED = {
    "en": ["kill <number>", "<number> kill", "kill >3 <number>"],
    "uk": ["загинути <number>", "<number> загинути"],
    "ru": ["погибнуть <number>", "<number> погибнуть"],
}
"""Ways to say one fact; rules ask for it by its file's name."""
LANGS = st.sampled_from(sorted(FORMS))
WITHIN = st.one_of(
    st.sampled_from(["sentence", "paragraph", "article"]),
    st.builds("{} sentences".format, st.integers(1, 4)),
    st.builds("{} words".format, st.integers(1, 9)),
)
FACTS = [{"killed": ">= 1"}, {"killed": "= 2"}, {"killed": "< 1000"}]
ESCALATIONS = [[{"when": "killed >= 3", "to": "critical"}], [{"when": "killed < 3", "to": "high"}]]
STATUSES = [
    "occurred",
    "ongoing",
    "claimed",
    "expected",
    "threatened",
    "hypothetical",
    "historical",
    "negated",
    "denied",
]
AREAS = [
    {"in": ["Ukraine"]},
    {"in": ["Kherson"]},
    {"in": ["Kharkiv Oblast", "Poland"]},
    {"near": "Kherson", "km": 50},
    {"in": ["Poland"], "near": "Kurakhove", "km": 200},
]


# Strategies are made once: making one costs as much as drawing from it many times.


@functools.cache
def words(lang: str) -> st.SearchStrategy[str]:
    """A word of the vocabulary in any of its forms."""
    return st.sampled_from([form for forms in FORMS[lang] for form in forms])


@functools.cache
def phrases(lang: str) -> st.SearchStrategy[str]:
    """One word most often, sometimes two or three, a grammatical word or a prefix among them."""
    prefixes = st.sampled_from(PREFIXES[lang])
    any_word = st.one_of(words(lang), st.sampled_from(FILLERS[lang]), prefixes)
    return st.one_of(
        words(lang),
        words(lang),
        prefixes,
        st.builds("{} {}".format, words(lang), any_word),
        st.builds("{} {} {}".format, any_word, words(lang), any_word),
    )


@functools.cache
def terms(lang: str) -> st.SearchStrategy[Any]:
    """A term in any of its forms."""
    joined = st.builds("{} {}{} {}".format, phrases(lang), st.sampled_from("~>"), st.integers(0, 6), phrases(lang))
    exact = st.builds("={}".format, words(lang))
    slots = st.builds(str.format, st.sampled_from(SLOTS), words(lang), words(lang))
    regexes = st.sampled_from([{"regex": one} for one in REGEXES[lang]])
    return st.one_of(phrases(lang), phrases(lang), exact, joined, slots, regexes)


SLOTS = ["{} <number>", "<number> {}", "{} <place>", "<place> {}", "{} ~3 <place>", "<number> >2 {}", "{} <number> {}"]


@functools.cache
def listed(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """A few of something."""
    return st.lists(parts, min_size=1, max_size=3)


SPOKEN: st.SearchStrategy[dict[str, list[Any]]] = st.lists(LANGS, min_size=1, max_size=2, unique=True).flatmap(
    lambda langs: st.fixed_dictionaries({lang: listed(terms(lang)) for lang in langs})
)
"""Terms by language."""


@functools.cache
def nested(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A group of parts."""
    several = listed(parts)
    counts = st.integers(1, 3)
    return st.one_of(
        several,
        st.builds(lambda of: {"any": of}, several),
        st.builds(lambda of: {"all": of}, several),
        st.builds(lambda of, count: {"at_least": min(count, len(of)), "of": of}, several, counts),
    )


@functools.cache
def conditions(concepts: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """A condition, three groups deep at most; a concept may stand wherever terms do."""
    leaf: st.SearchStrategy[Any] = SPOKEN
    if concepts:
        leaf = st.one_of(leaf, leaf, st.sampled_from([{"concept": name} for name in concepts]))
    return st.one_of(leaf, leaf, leaf, nested(st.one_of(leaf, leaf, nested(leaf))))


@functools.cache
def excuses(concepts: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """What `unless` may say: terms, several, or terms with a scope of their own."""
    scoped = st.builds(lambda body, within: {**body, "within": within}, SPOKEN, WITHIN)
    return st.one_of(conditions(concepts), scoped, st.lists(st.one_of(SPOKEN, scoped), min_size=1, max_size=2))


@functools.cache
def rules(concepts: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A rule as its YAML says it.

    Every status and any place more often than not: what they filter out tells nothing of the conditions.
    """
    groups = listed(conditions(concepts))
    some = st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3, unique=True)
    always = {
        "title": st.just("A random rule"),
        "severity": st.sampled_from(["low", "medium", "high", "critical"]),
        "family": st.just("random"),
        "within": WITHIN,
        "status": st.one_of(st.just(STATUSES), st.just(STATUSES), some),
    }
    sometimes = st.one_of(
        st.just({}),
        st.just({}),
        st.fixed_dictionaries({"unless": excuses(concepts)}),
        st.fixed_dictionaries({"places": st.sampled_from(AREAS)}),
        st.fixed_dictionaries({"unless": excuses(concepts), "places": st.sampled_from(AREAS)}),
    )
    numbers = st.one_of(
        st.just({}),
        st.just({}),
        st.just({}),
        st.fixed_dictionaries({"facts": st.sampled_from(FACTS)}),
        st.fixed_dictionaries({"severity": st.just("low"), "escalate": st.sampled_from(ESCALATIONS)}),
    )
    of = st.one_of(
        *(st.fixed_dictionaries({key: groups}) for key in ("all", "any")),
        st.fixed_dictionaries({"all": groups, "any": groups}),
    )
    return st.builds(
        lambda *parts: functools.reduce(dict.__or__, parts), st.fixed_dictionaries(always), of, sometimes, numbers
    )


@st.composite
def rule_files(draw: st.DrawFn) -> dict[str, str]:
    """A rule directory: `RULES` rules and the concepts they name, path → text."""
    names = CONCEPTS[: draw(st.integers(0, len(CONCEPTS)))]
    files: dict[str, Any] = {f"concepts/{name}": {"terms": draw(SPOKEN)} for name in names}
    files["facts/killed"] = {"terms": KILLED}
    files |= {f"random/rule-{number}": draw(rules(names)) for number in range(RULES)}
    return {f"{path}.yaml": json.dumps(data, ensure_ascii=False) for path, data in files.items()}


CONCEPTS = ("one", "two")


@functools.cache
def runs(lang: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Words of a sentence, each with what follows it; now and then a word of another language."""
    told = st.sampled_from([*CUES[lang], *PLACES[lang], *NUMBERS[lang]])
    others = st.one_of(*map(words, FORMS))
    parts = st.one_of(words(lang), words(lang), words(lang), st.sampled_from(FILLERS[lang]), told, others)
    return st.lists(st.tuples(parts, JOINTS), min_size=1, max_size=9)


JOINTS = st.sampled_from([" ", " ", " ", " ", ", ", "-", " – ", " (", ") ", "\u00a0", "\n"])
ENDS = st.sampled_from([". ", ". ", ". ", "! ", "?\n", ".\n\n", "\n\n", "… ", ".”\n"])
SENTENCES = st.builds(
    lambda told, end: "".join(word + joint for word, joint in told).strip(" ,–-(") + end,
    st.one_of(*map(runs, FORMS), st.sampled_from([[(text, "")] for text in FOREIGN])),
    ENDS,
)
TITLES = st.one_of(st.none(), SENTENCES)
TEXTS = st.builds("".join, st.lists(SENTENCES, max_size=5))


@st.composite
def articles(draw: st.DrawFn, number: int = 0) -> Article:
    """An article of a few sentences, with or without a title."""
    title, text = draw(TITLES), draw(TEXTS)
    if not title and not text:
        text = "Dam."
    return Article(id=f"article-{number}", title=title, text=text or None, published_at=NOON, fetched_at=NOON)


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, str], list[Article]]:
    """A rule directory and articles: `PAIRS` pairs."""
    return draw(rule_files()), [draw(articles(number)) for number in range(ARTICLES)]
