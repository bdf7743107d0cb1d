"""Each check finds what it is about, where it stands, and leaves a good rule alone."""

from __future__ import annotations

import functools
import json
import re
import time
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams import yaml12
from streams.article import Article
from streams.files.desk.rules import find_place
from streams.files.desk.sample import check_desk, neutral_sample
from streams.match.index import TermIndex
from streams.match.match import match
from streams.match.occurrences import Occurrences
from streams.match.ruleset import compile_rules
from streams.proving.checks import CHECKS, CODES, check
from streams.proving.checks.cover import Filed, covers
from streams.rules.parse import parse_files
from streams.rules.rule import SAMPLE_DAY, terms_of
from streams.rules.terms import Interned, read_term
from streams.text.text import read

GOOD = """\
title: Bridge struck
about: Roads end there; tell the front desk.
severity: high
family: strike
all:
  - {en: [bridge, viaduct], uk: [міст]}
  - {en: [missile, bomb], uk: [ракета]}
unless:
  - {en: [drill], uk: [навчання]}
incident: {group_by: place, window: 24h, max_age: 72h}
tests:
  - {text: "A missile hit the bridge in Kherson.", matches: true, place: Kherson}
  - {text: "The bridge in Kherson has reopened.", matches: false}
"""


@pytest.fixture(scope="module")
def told(desk):
    """What the checks find in some files, by code."""

    def ask(files, sample=()):
        read = parse_files(files, functools.partial(find_place, desk.gazetteer))
        return check(read, compile_rules(read, desk.gazetteer), desk.gazetteer, sample)

    return ask


def edited(old, new, text=GOOD):
    assert old in text
    return text.replace(old, new, 1)


def test_a_good_rule_has_nothing_to_answer(told):
    assert told({"combat/bridge.yaml": GOOD}, neutral_sample()) == []


OTHER = edited("title: Bridge struck", "title: Crossing struck")

ONE_RULE = [
    ("no-example", "11:1", "matches: true, place: Kherson", "matches: false"),
    ("no-counterexample", "11:1", "matches: false", "matches: true"),
    ("no-near-miss", "13:5", "The bridge in Kherson has", "The bakery in Kherson has"),
    (
        "foreign-test",
        "12:12",
        "A missile hit the bridge in Kherson.",
        "Rakieta uderzyła w most i nie ma już przejazdu.",
    ),
    ("repeated-test", "13:5", "The bridge in Kherson has reopened.", "A missile hit the bridge in Kherson."),
    ("half-language", "7:5", "missile, bomb], uk: [ракета]", "missile, bomb]"),
    ("term-twice", "6:28", "bridge, viaduct", "bridge, viaduct, bridge"),
    ("swallowed-term", "6:19", "bridge, viaduct", "bridge, road bridge"),
    ("swallowed-term", "6:11", "bridge, viaduct", "bridge, bri*"),
    ("swallowed-term", "6:11", "bridge, viaduct", "=bridges, bridge"),
    ("swallowed-term", "6:11", "bridge, viaduct", "big bridge, big ~3 bridge"),
    ("unreachable-term", "6:19", "bridge, viaduct", "bridge, Novaya.Gazeta"),
    ("grammatical-term", "6:19", "bridge, viaduct", "bridge, of the"),
    ("always-excused", "7:11", "en: [drill]", "en: [drill, missile]"),
    ("always-excused", "8:1", "en: [drill], uk: [навчання]", "en: [missile, bomb], uk: [ракета]"),
    ("short-window", "10:37", "window: 24h", "window: 5m"),
    ("short-window", "10:51", "24h, max_age: 72h", "45m, max_age: 25m"),
    ("window-over-max-age", "10:37", "window: 24h", "window: 96h"),
    ("unreadable-title", "1:8", "Bridge struck", '"… 5"'),
    ("unreadable-title", "1:8", "Bridge struck", "Bridge " + "and viaduct " * 8),
    ("unused-allow", "10:9", "incident:", "allow: {too-broad: we want every mention}\nincident:"),
    ("unknown-check", "10:9", "incident:", "allow: {too-brod: we want every mention}\nincident:"),
]


@pytest.mark.parametrize(("code", "at", "old", "new"), ONE_RULE)
def test_a_check_tells_what_is_wrong_and_where(told, code, at, old, new):
    found = [one for one in told({"combat/bridge.yaml": edited(old, new)}) if one.code == code]
    assert found, [str(one) for one in told({"combat/bridge.yaml": edited(old, new)})]
    assert [(one.file, f"{one.line}:{one.column}") for one in found] == [("rules/combat/bridge.yaml", at)]
    assert all(one.text and one.hint for one in found)


def test_a_test_outside_the_rule_s_places_is_told(told):
    text = edited("incident:", "places: {in: Ukraine}\nincident:").replace("Kherson", "Minsk")
    (found,) = [one for one in told({"combat/bridge.yaml": text}) if one.code == "misplaced-test"]
    assert (found.line, found.column) == (13, 72)
    assert "Minsk" in found.text


NUMBERED = [
    (
        "hidden-escalation",
        'escalate: [{when: "killed >= 2", to: critical}, {when: "killed >= 5", to: critical}]',
        "10:56",
    ),
    ("hidden-escalation", 'facts: {killed: "< 5"}\nescalate: [{when: "killed >= 9", to: critical}]', "11:19"),
    (
        "hidden-escalation",
        'escalate: [{when: "killed >= 5", to: critical}, {when: "injured >= 5", to: critical}]',
        None,
    ),
    ("hidden-escalation", 'escalate: [{when: "killed >= 9", to: critical}]', None),
]
FACTS = {
    "facts/killed.yaml": 'terms: {en: ["killed <number>"], uk: ["загинуло <number>"]}\n',
    "facts/injured.yaml": 'terms: {en: ["injured <number>"], uk: ["поранено <number>"]}\n',
}


SPANS = {
    "combat/bridge.yaml": edited("- {en: [bridge, viaduct], uk: [міст]}", "- {concept: span}"),
    "concepts/span.yaml": "terms: {en: [bridge, viaduct], uk: [міст]}\n",
    "cues/denied.yaml": "terms: {en: [deny], uk: [заперечувати]}\n",
}
BRIDGES = """\
concepts: {span: [جسر]}
tests:
  - {concept: span, text: "انهار الجسر.", matches: true}
  - {concept: span, text: "انهار المبنى.", matches: false}
"""


def places_told(found):
    return [(one.code, f"{one.file}:{one.line}:{one.column}") for one in found]


def test_cues_that_lack_a_language_are_told_in_its_overlay(told):
    found = told({**SPANS, "languages/ar.yaml": BRIDGES})
    assert places_told(found) == [("cue-language", "rules/languages/ar.yaml:1:1")]
    assert found[0].text == "rules have terms in 'ar', and the cues that are 'denied' have none"


@pytest.mark.parametrize("more", ["cues: {denied: [نفى]}\n", "allow: {cue-language: not yet begun}\n"])
def test_an_overlay_gives_the_cues_or_says_why_not(told, more):
    assert told({**SPANS, "languages/ar.yaml": BRIDGES + more}) == []


def test_what_an_overlay_allows_is_allowed_of_its_own_terms_alone(told):
    own = {**SPANS, "concepts/span.yaml": "terms: {en: [bridge, viaduct, bridge], uk: [міст]}\n"}
    overlay = 'concepts: {span: [міст]}\ntests: [{concept: span, text: "Міст.", matches: true}, {concept: span, text: "Дім.", matches: false}]\n'
    twice = [("term-twice", "rules/concepts/span.yaml:1:31"), ("term-twice", "rules/languages/uk.yaml:1:19")]
    assert places_told(told({**own, "languages/uk.yaml": overlay})) == twice
    assert places_told(told({**own, "languages/uk.yaml": overlay + "allow: {term-twice: mine}\n"})) == twice[:1]


@pytest.mark.parametrize(("code", "keys", "at"), NUMBERED)
def test_numbers_that_change_nothing_are_told(told, code, keys, at):
    files = {**FACTS, "combat/bridge.yaml": edited("incident:", f"{keys}\nincident:")}
    found = [f"{one.line}:{one.column}" for one in told(files) if one.code == code]
    assert found == ([at] if at else [])


def test_rules_of_one_family_gather_in_one_way(told):
    files = {
        "combat/bridge.yaml": GOOD,
        "combat/other.yaml": OTHER,
        "combat/third.yaml": edited("window: 24h", "window: 12h", OTHER),
    }
    (found,) = [one for one in told(files) if one.code == "family-incident"]
    assert (found.file, found.line, found.column) == ("rules/combat/third.yaml", 10, 1)
    assert "`window`" in found.text


def test_a_family_one_letter_from_another_is_a_misspelling(told):
    files = {
        "combat/a.yaml": edited("family: strike", "family: strikes"),
        "combat/b.yaml": GOOD,
        "combat/c.yaml": OTHER,
    }
    (found,) = [one for one in told(files) if one.code == "family-twin"]
    assert (found.file, found.line, found.hint) == ("rules/combat/a.yaml", 4, "did you mean 'strike'?")


def test_short_families_that_differ_by_a_letter_are_two_words(told):
    files = {
        "combat/a.yaml": edited("family: strike", "family: raid"),
        "combat/b.yaml": edited("family: strike", "family: rail", OTHER),
    }
    assert [one for one in told(files) if one.code == "family-twin"] == []


@pytest.mark.parametrize(
    ("family", "other", "told_of"),
    [
        ("airstrikes", "air-strike", True),
        ("nuclear-plants", "nuclear-plant", True),
        ("stirke", "strike", True),
        ("strik", "strike", True),
        ("asasination", "assassination", True),
        ("stroke", "strike", False),
        ("blood", "flood", False),
        ("brigade-1", "brigade-2", False),
        ("weapons", "weapon-delivery", False),
        ("captivity", "captivity-abuse", False),
    ],
)
def test_a_family_that_no_other_rule_has_and_that_is_nearly_another_is_a_misspelling(told, family, other, told_of):
    files = {
        "combat/a.yaml": edited("family: strike", f"family: {family}"),
        "combat/b.yaml": edited("family: strike", f"family: {other}"),
        "combat/c.yaml": edited("family: strike", f"family: {other}", OTHER),
    }
    found = [(one.file, one.hint) for one in told(files) if one.code == "family-twin"]
    assert found == ([("rules/combat/a.yaml", f"did you mean {other!r}?")] if told_of else [])


def test_families_that_several_rules_have_are_meant_though_only_a_hyphen_parts_them(told):
    files = {
        f"combat/{number}.yaml": edited("family: strike", f"family: {family}").replace("struck", f"struck {number}")
        for number, family in enumerate(["air-raid", "air-raid", "airraids", "airraids"])
    }
    assert [one for one in told(files) if one.code == "family-twin"] == []


@pytest.mark.parametrize(
    "terms",
    [
        "uk: [залізничний міст, НПЗ, ПВО, ракетно-бомбовий]",
        "uk: [ударить, танк, плацдарм, дрон]",
        "uk: [міст, балкер], ru: [мост, балкер]",
        "ru: [беспилотник, потяг, Мелитополь]",
    ],
)
def test_words_that_neighbours_share_are_of_both(told, terms):
    text = edited("uk: [міст]", terms)
    assert [str(one) for one in told({"combat/bridge.yaml": text}) if one.code == "foreign-word"] == []


@pytest.mark.parametrize(
    ("lang", "word"),
    [("uk", "поезд"), ("uk", "беженец"), ("uk", "здание"), ("ru", "загинути"), ("ru", "будинок")],
)
def test_a_word_that_only_the_neighbour_has_is_told_with_the_language_it_is_of(told, lang, word):
    added = {"uk": f"uk: [міст, {word}], ru: [мост]", "ru": f"uk: [міст], ru: [мост, {word}]"}
    text = edited("uk: [міст]", added[lang])
    (found,) = [one for one in told({"combat/bridge.yaml": text}) if one.code == "foreign-word"]
    other = {"uk": "ru", "ru": "uk"}[lang]
    assert found.hint == f"move {word!r} under {other!r}, or translate it"


@pytest.mark.parametrize(
    "term", ["{regex: '\\bdams?\\b'}", "{regex: 'mig-?31'}", "{regex: 'dam|weir'}", "hydro*", "br*"]
)
def test_a_pattern_that_asks_for_something_is_left_alone(told, term):
    found = told({"combat/bridge.yaml": edited("viaduct", term)}, neutral_sample())
    assert [one.code for one in found if one.code in {"common-term", "needless-regex"}] == []


@pytest.mark.parametrize(
    "name",
    [
        "Ukraine",
        "Kyiv",
        "Kherson",
        '"Lyman, Donetsk Oblast"',
        "UA",
        "geonames:704204",
        '"Georgia, US"',
        "Syria",
        "Moscow",
    ],
)
def test_a_name_that_has_one_meaning_is_not_doubted(told, name):
    text = edited("incident:", f"places: {{in: [{name}, Kherson]}}\nincident:")
    assert [str(one) for one in told({"combat/bridge.yaml": text}) if one.code == "ambiguous-place"] == []


def test_what_was_taken_for_an_ambiguous_name_is_told_with_a_name_that_means_it_alone(told):
    text = edited("incident:", "places: {in: Lyman}\nincident:")
    (found,) = [one for one in told({"combat/bridge.yaml": text}) if one.code == "ambiguous-place"]
    assert (found.line, found.column) == (10, 14)
    assert "'Lyman' was taken for Lyman, Donetsk Oblast, Ukraine" in found.text
    assert "Lyman, Kharkiv Oblast, Ukraine" in found.text
    assert found.hint == "write what is meant: 'Lyman, Donetsk Oblast, Ukraine', or geonames:704204"
    text = edited("in: Lyman", 'in: "Lyman, Donetsk Oblast, Ukraine"', text)
    assert [one for one in told({"combat/bridge.yaml": text}) if one.code == "ambiguous-place"] == []


def test_a_place_of_a_pack_is_told_once_where_it_stands(told):
    pack = "owner: desk@tocsin.example\ndefaults: {places: {in: Georgia}}\n"
    files = {"combat/a.yaml": GOOD, "combat/deep/b.yaml": OTHER, "combat/pack.yaml": pack}
    found = [one for one in told(files) if one.code == "ambiguous-place"]
    assert [(one.file, one.line, one.column) for one in found] == [("rules/combat/pack.yaml", 2, 25)]
    assert found[0].hint == "write what is meant: iso3166:GE"
    assert (
        "'Georgia' was taken for Georgia (country), and may as well be Georgia, United States (region)" in found[0].text
    )


def test_places_side_by_side_each_add_something(told):
    text = edited("incident:", "places: {in: [Crimea, Odesa Oblast], near: Kherson, km: 50}\nincident:")
    assert [one for one in told({"combat/bridge.yaml": text}) if one.code == "idle-place"] == []


def test_words_of_a_term_in_another_order_make_a_near_miss(told):
    ordered = edited("[missile, bomb]", "[missile >3 launcher]").replace("A missile hit", "A missile launcher hit")
    near = edited("The bridge in Kherson has reopened.", "The launcher left, and no missile was seen.", ordered)
    stranger = edited("The bridge in Kherson has reopened.", "The bakery has reopened.", ordered)
    for text, codes in ((near, []), (stranger, ["no-near-miss"])):
        assert [one.code for one in told({"combat/a.yaml": text})] == codes


def test_a_concept_that_nobody_uses_is_told_until_somebody_does(told):
    concept = {"concepts/span.yaml": "terms: {en: [footbridge], uk: [пішохідний міст]}\n"}
    (found,) = told({"combat/bridge.yaml": GOOD, **concept})
    assert (found.code, found.file) == ("unused-concept", "rules/concepts/span.yaml")
    using = edited("- {en: [bridge, viaduct], uk: [міст]}", "- concept: span").replace("bridge in", "footbridge in")
    assert told({"combat/bridge.yaml": using, **concept}) == []


@pytest.mark.parametrize("order", ["[{concept: span}, {en: [bridge]}]", "[{en: [bridge]}, {concept: span}]"])
def test_a_term_that_a_concept_beside_it_has_is_given_twice(told, order):
    files = {
        "concepts/span.yaml": "terms: {en: [bridge], uk: [міст]}\n",
        "combat/bridge.yaml": edited("- {en: [bridge, viaduct], uk: [міст]}", f"- any: {order}"),
    }
    assert [(one.code, one.file, one.line) for one in told(files)] == [("term-twice", "rules/combat/bridge.yaml", 6)]


def test_a_concept_used_by_another_that_is_used_is_used(told):
    files = {
        "concepts/span.yaml": "terms: {concept: crossing}\n",
        "concepts/crossing.yaml": "terms: {en: [bridge], uk: [міст]}\n",
        "combat/bridge.yaml": edited("- {en: [bridge, viaduct], uk: [міст]}", "- concept: span"),
    }
    assert told(files) == []


def test_a_rule_may_use_fewer_languages_than_its_concepts(told):
    concept = "terms: {en: [bridge, viaduct], uk: [міст], ru: [мост]}\n"
    rule = edited("{en: [bridge, viaduct], uk: [міст]}", "concept: crossing")
    assert told({"combat/bridge.yaml": rule, "concepts/crossing.yaml": concept}) == []


def test_cues_have_terms_in_the_languages_that_rules_use(told):
    (found,) = told({"combat/bridge.yaml": GOOD, "cues/denied.yaml": "terms: {en: [deny]}\n"})
    assert (found.code, found.file, found.line) == ("cue-language", "rules/cues/denied.yaml", 1)
    assert "'uk'" in found.text


def test_a_rule_that_matches_a_fifth_of_ordinary_news_is_too_broad(told):
    broad = edited("  - {en: [bridge, viaduct], uk: [міст]}\n  - {en: [missile, bomb], uk: [ракета]}", "  - {en: [a*]}")
    found = [one for one in told({"combat/bridge.yaml": broad}, neutral_sample()) if one.code == "too-broad"]
    assert [one.text for one in found if "'en'" in one.text]


def test_a_finding_may_be_allowed_with_a_reason_and_then_says_nothing(told):
    text = edited("bridge, viaduct", "bridge, road bridge")
    assert [one.code for one in told({"combat/bridge.yaml": text})] == ["swallowed-term"]
    text = edited("incident:", "allow: {swallowed-term: road bridges are told apart in the evidence}\nincident:", text)
    assert told({"combat/bridge.yaml": text}) == []


def test_a_test_without_a_text_breaks_no_check(told):
    text = edited('"The bridge in Kherson has reopened."', '""')
    assert {one.code for one in told({"combat/bridge.yaml": text})} == {"no-near-miss"}


@pytest.mark.slow
def test_checking_twice_says_the_same(desk):
    assert check_desk(desk) == check_desk(desk)


def test_every_check_has_a_name_and_says_what_it_asks_and_why():
    assert len(set(CODES)) == len(CODES)
    for one in CHECKS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.code)
        assert one.about.splitlines()[0].endswith("."), one.code


def test_every_check_is_documented():
    guide = resources.files("streams").joinpath("../rules/README.md").read_text(encoding="utf-8")
    missing = [code for code in CODES if f"`{code}`" not in guide]
    assert missing == []


@pytest.mark.slow
def test_the_shipped_rules_answer_every_check(desk):
    started = time.process_time()
    found = check_desk(desk)
    assert not found, "\n".join(map(str, found))
    assert time.process_time() - started < 6  # seconds of a processor: half of it on a slow one


@pytest.mark.slow
def test_what_covers_a_term_stands_wherever_it_stands(desk):
    """A law: the algebra of terms against the engine, on every text of the shipped tests."""
    index = desk.ruleset.index
    terms = {term for rule in desk.files.rules for group in rule.groups for term in terms_of(group)}
    pairs = [(wide, narrow) for wide in terms for narrow in terms if wide != narrow and covers(wide, narrow)]
    texts = [test.text for rule in desk.files.rules for test in rule.tests] + [
        article.text or "" for article in neutral_sample()
    ]
    for text in texts:
        stands = Occurrences(index, [read("text", text)]).present
        for wide, narrow in pairs:
            if index.number[narrow] in stands:
                assert index.number[wide] in stands, (wide.text, narrow.text, text)


@pytest.mark.parametrize(
    ("lang", "wide", "narrow", "so"),
    [
        ("en", "hydro*", "hydropower", True),
        ("en", "attack*", "attack", True),
        ("en", "bomb*", "bomb", True),
        ("en", "stri*", "strike", False),
        ("en", "str*", "=strikes", True),
        ("en", "=drone", "drone", False),
        ("en", "strike", "=struck", True),
        ("en", "city*", "city", False),
        ("en", "cit*", "city", True),
        ("en", "knife*", "knife", False),
        ("en", "man*", "man", False),
        ("ar", "ضرب*", "ضربة", False),
        ("uk", "ніч*", "ніч", False),
        ("uk", "дрон*", "дрон", True),
        ("uk", "удар", "ударити", False),
        ("uk", "міст", "залізничний міст", True),
        ("ru", "=удар", "удар", False),
        ("ru", "город*", "город", True),
        ("en", "<number> killed", "at least <number> killed", True),
        ("en", "<number> killed", "<number> >2 killed", False),
        ("en", "drone ~5 attack", "attack >3 drone", True),
        ("en", "drone >5 attack", "attack ~3 drone", False),
    ],
)
def test_a_term_covers_another_when_it_finds_all_that_it_finds(lang, wide, narrow, so):
    one, other = (read_term(yaml12.Document("x"), text, lang, (), Interned()) for text in (wide, narrow))
    assert covers(one, other) is so


WORDS = ("drone", "attack", "strike", "port")
FORMS = (
    *WORDS,
    "drones",
    "attacks",
    "attacked",
    "attacking",
    "strikes",
    "struck",
    "ports",
    "was",
    "the",
    "near",
    "portly",
)
a_word = st.one_of(st.sampled_from(WORDS), st.sampled_from(["attack*", "port*", "str*", "stri*", "p*"]))
a_phrase = st.lists(a_word, min_size=1, max_size=3).map(" ".join)
a_term = st.one_of(
    a_phrase,
    st.sampled_from(FORMS[4:11]).map("={}".format),
    st.tuples(a_phrase, st.sampled_from("~>"), st.integers(0, 3), a_phrase).map(lambda one: "{} {}{} {}".format(*one)),
)


@given(st.lists(a_term, min_size=2, max_size=6), st.lists(st.sampled_from(FORMS), min_size=2, max_size=9))
@settings(max_examples=4 * settings.default.max_examples, deadline=None)
def test_a_term_that_covers_another_stands_wherever_it_does(written, words):
    document, interned = yaml12.Document("law"), Interned()
    terms = [term for text in written if (term := read_term(document, text, "en", (), interned))]
    index = TermIndex(terms)
    stands = Occurrences(index, [read("text", "The " + " ".join(words) + " was there.")]).present
    filed = Filed(terms)
    for narrow in terms:
        covering = [terms[number] for number in filed.covering(narrow)]
        assert covering == [wide for wide in terms if covers(wide, narrow)]
        if index.number[narrow] in stands:
            assert all(index.number[wide] in stands for wide in covering), narrow.text


def test_the_neutral_sample_is_many_short_items_in_five_languages():
    rows = [
        json.loads(line)
        for line in resources.files("streams.proving").joinpath("neutral.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(rows) >= 150
    assert {row["lang"] for row in rows} == {"en", "uk", "ru", "ar", "pl"}
    assert len({row["text"] for row in rows}) == len(rows)
    assert all(len(row["text"]) < 300 for row in rows)


def test_shipped_rules_leave_the_neutral_sample_alone(desk):
    matched = {
        (one.rule, article.text) for article in neutral_sample() for one in match(article, desk.ruleset, desk.gazetteer)
    }
    assert len(matched) <= 2, matched


def test_the_sample_s_languages_are_the_ones_we_detect():
    wrong = [
        (article.lang, article.text)
        for article in neutral_sample()
        if not any(
            one.lang in {article.lang, "und-Latn", "und-Cyrl"} for one in read("text", article.text or "").sentences
        )
    ]
    assert len(wrong) <= 3, wrong


def test_an_article_of_the_sample_is_timed():
    assert all(isinstance(one, Article) and one.published_at == SAMPLE_DAY for one in neutral_sample())
