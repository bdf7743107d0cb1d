from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams import yaml12
from streams.errors import Mistake, RuleErrors
from streams.files.desk.places import read_places
from streams.files.desk.rules import read_subscriptions
from streams.places.place import Place
from streams.rules.parse import Files, parse_files, read_files
from streams.rules.regex import refused
from streams.rules.rule import Group, NumberCondition, Term, TermWord, Within, fact_of, terms_of

RULES = Path(__file__).parent.parent.parent / "rules"
RULE = "title: Test\nseverity: high\nfamily: test\n{body}\n"
KHERSON = Place(id="geonames:706448", name="Kherson", country="UA", lat=46.6, lon=32.6, kind="settlement")


def resolve(name: str) -> tuple[Place | None, str]:
    return (KHERSON, "") if name == "Kherson" else (None, "did you mean Kherson?")


def parsed(body: str, **files: str) -> Files:
    beside = {path.replace("__", "/") + ".yaml": text for path, text in files.items()}
    return parse_files({"p/r.yaml": RULE.format(body=body)} | beside, resolve)


def mistakes_of(files: dict[str, str]) -> list[Mistake]:
    with pytest.raises(RuleErrors) as told:
        parse_files(files, resolve)
    return told.value.mistakes


def told(body: str, **files: str) -> list[tuple[str, int, int]]:
    beside = {path.replace("__", "/") + ".yaml": text for path, text in files.items()}
    found = mistakes_of({"p/r.yaml": RULE.format(body=body)} | beside)
    return [(mistake.code, mistake.line, mistake.column) for mistake in found]


def term(text: str, lang: str = "en") -> Term:
    (found,) = terms_of(parsed(f"all: [{{{lang}: ['{text}']}}]").rules[0].groups[0])
    return found


def words(*given: str) -> tuple[TermWord, ...]:
    return tuple(TermWord(*word.split(":")) for word in given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Drone attack", [words("lemma:drone", "lemma:attack")]),
        ("=drone attacks", [words("exact:drone", "exact:attacks")]),
        ("hydro* plant", [words("prefix:hydro", "lemma:plant")]),
        ("=hydro* plants", [words("prefix:hydro", "exact:plants")]),
        ("attack ~5 aid convoy", [words("lemma:attack"), words("lemma:aid", "lemma:convoy")]),
        ("killed <number>", [words("lemma:killed", "number:")]),
        ("killed ~5 <number>", [words("lemma:killed"), words("number:")]),
        ("<number> people in <place> died", [words("number:", "lemma:people", "lemma:in", "place:", "lemma:died")]),
        ("drone-attack", [words("lemma:drone", "lemma:attack")]),
        ("AT&T", [words("lemma:at", "lemma:t")]),
        ("U.S. base", [words("lemma:u", "lemma:s", "lemma:base")]),
        ("gen. staff", [words("lemma:gen", "lemma:staff")]),
        ("1,000 men", [words("lemma:1,000", "lemma:men")]),
        ("2.5", [words("lemma:2.5")]),
        ("F-16", [words("lemma:f", "lemma:16")]),
    ],
)
def test_a_term_is_read_as_the_words_to_look_for(text, phrases):
    assert list(term(text).phrases) == phrases


@pytest.mark.parametrize(("text", "gap", "ordered"), [("a ~5 b", 5, False), ("a >3 b", 3, True), ("a b", 0, True)])
def test_a_term_says_how_near_and_in_which_order(text, gap, ordered):
    assert (term(text).gap, term(text).ordered) == (gap, ordered)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "м'яч"),
        ("uk", "F-16"),
        ("uk", "удар HIMARS"),
        ("ru", "да́мба"),
        ("ar", "سَدّ"),
        ("uk", "об’їзд"),
        ("en", "café"),
    ],
)
def test_what_languages_write_is_read(lang, text):
    read = parse_files({"p/r.yaml": RULE.format(body=f'all: [{{{lang}: ["{text}"]}}]')}, resolve)
    assert len(list(terms_of(read.rules[0].groups[0]))) == 1


@pytest.mark.parametrize("text", ["dam", "007", "1.10", "true", "no", "12:30"])
def test_no_term_depends_on_quotes(text):
    if ":" in text:
        assert told(f"all: [{{en: [{text}]}}]") == told(f"all: [{{en: ['{text}']}}]")
    else:
        plain, quoted = (parsed(f"all: [{{en: [{given}]}}]").rules[0].groups for given in (text, f"'{text}'"))
        assert plain == quoted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dam?", "the character ? cannot stand here in a term"),
        ("a|b", "the character | cannot stand here in a term"),
        ("search &amp; rescue", "'&amp;' is how web pages write a character"),
        ("killed < 5", "the character < cannot stand here in a term"),
        ("the dam.", "the character . cannot stand here in a term"),
        ("soldiers’", "the character ’ cannot stand here in a term"),
        ("drone – attack", "the character – cannot stand here in a term"),
    ],
)
def test_a_stray_character_is_named(text, says):
    (mistake,) = mistakes_of({"p/r.yaml": RULE.format(body=f'all: [{{en: ["{text}"]}}]')})
    assert (mistake.code, mistake.text) == ("stray-character", says)
    assert mistake.hint


def test_a_term_knows_where_it_stands():
    groups = parsed("all: [{en: [dam, weir]}, {uk: [\n  дамба]}]").rules[0].groups
    assert [one.at for group in groups for one in terms_of(group)] == [(4, 13), (4, 18), (5, 3)]


def test_equal_terms_are_equal_wherever_they_stand_and_share_their_words():
    files = parsed("all: [{en: [dam]}, {en: [dam]}]")
    one, other = (next(terms_of(group)) for group in files.rules[0].groups)
    assert one == other
    assert hash(one) == hash(other)
    assert one.at != other.at
    assert one.phrases[0] is other.phrases[0]
    assert hash(pickle.loads(pickle.dumps(one))) == hash(one)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("killed <number>", "killed"),
        ("<number> people died", "people_died"),
        ("killed ~5 <number>", "killed"),
        ("<number> killed in <place>", "killed_in"),
        ("killed", None),
        ("from <number> to <number>", None),
    ],
)
def test_a_term_with_one_number_yields_a_fact(text, fact):
    assert fact_of(term(text)) == fact


REGEX = "all: [{en: [{regex: 'mig-?31'}, mig]}]"


def test_a_regular_expression_stands_where_a_term_does():
    found = list(terms_of(parsed(REGEX).rules[0].groups[0]))
    assert (found[0].lang, found[0].phrases, found[0].text, found[0].regex, found[0].at) == (
        "en", (), "regex: mig-?31", "mig-?31", (4, 21),
    )  # fmt: skip
    assert parsed("lang: en\nall: [{regex: 'mig-?31'}]").rules[0].groups[0] == found[0]


@pytest.mark.parametrize(
    "expression",
    [
        "mig-?31",
        r"(\d+,)+\d",
        "(?i)a{2,3}",
        "(?P<x>ab)+",
        "(a|b)+",
        "(ab?c)*d",
        r"[(+]+x",
        r"\Q(a+)+\E",
        "(?:ab+)+",
        "x{1,20}",
    ],
)
def test_expressions_that_say_something_are_taken(expression):
    assert refused(expression, "en") is None


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("(a+)+", "regex-repeat"), ("(x+x+)+y", "regex-repeat"), ("(a|b+)*c", "regex-repeat"), ("((a*))+b", "regex-repeat"),
        (r"(\w+\s?)+x", "regex-repeat"), ("(?:a+?){2,}b", "regex-repeat"), ("(?=a)b", "regex"), (r"(a)\1", "regex"),
        ("a*", "regex"), ("a|", "regex"), (r"\b", "regex"), ("(a", "regex"), ("[z-a]", "regex"), ("a**", "regex"),
        ("x" * 501, "regex"), (r"(?:\pL{100}){10}", "regex"), ("\ud800", "regex"),
    ],
)  # fmt: skip
def test_expressions_that_could_go_wrong_are_refused(expression, code):
    found = refused(expression, "en")
    assert found is not None
    assert found.code == code
    assert found.hint


def test_groups_nest():
    body = "all: [{at_least: 2, of: [{en: [dam]}, {all: [{en: [a]}, {any: [{en: [b]}, {en: [c]}]}]}, {en: [d]}]}]"
    (group,) = parsed(body).rules[0].groups
    assert isinstance(group, Group)
    assert (group.need, len(group.of), group.of[1].need, group.of[1].of[1].need) == (2, 3, 2, 1)


def test_concepts_hold_groups_and_other_concepts():
    files = parsed(
        "all: [{concept: water}]",
        concepts__water="terms: [{concept: weir}, {all: [{en: [dam]}, {en: [wall]}]}]\n",
        concepts__weir="terms: {en: [weir]}\n",
    )
    (group,) = files.rules[0].groups
    assert [one.text for one in terms_of(group)] == ["weir", "dam", "wall"]
    assert group.of[0].label == "weir"


def test_a_circle_of_concepts_is_told_once_with_its_way():
    circle = {f"concepts/{a}.yaml": f"terms: [{{en: [x]}}, {{concept: {b}}}]\n" for a, b in ("ab", "bc", "ca")}
    (mistake,) = mistakes_of(circle)
    assert (mistake.file, mistake.code, mistake.line, mistake.column) == (
        "rules/concepts/c.yaml", "circular-concept", 1, 30,
    )  # fmt: skip
    assert mistake.text.endswith("a → b → c → a")


def test_concepts_that_multiply_are_refused_before_they_do():
    doubled = {
        f"concepts/c{n}.yaml": f"terms: [{', '.join(['{concept: c' + str(n - 1) + '}'] * 9)}]" for n in range(1, 8)
    }
    found = mistakes_of(doubled | {"concepts/c0.yaml": "terms: {en: [x]}"})
    assert {mistake.code for mistake in found} == {"too-many-terms"}


def test_a_concept_that_is_wrong_is_not_unknown():
    assert told("all: [{concept: dam}]", concepts__dam="terms: {en: ['dam?']}") == [("stray-character", 1, 14)]


def test_conditions_on_numbers_are_read():
    body = (
        "all: [{en: [shelled, crater <number>]}]\nfacts: {killed: '>= 1', crater: 2}\n"
        "escalate: [{when: killed >= 10 and crater > 5, to: critical}]"
    )
    rule = parsed(body, facts__killed="terms: {en: [killed <number>]}").rules[0]
    assert rule.facts == (NumberCondition("killed", ">=", 1), NumberCondition("crater", "=", 2))
    assert rule.escalate[0].when == (NumberCondition("killed", ">=", 10), NumberCondition("crater", ">", 5))
    assert rule.escalate[0].to == "critical"


def test_ways_to_say_a_number_are_read_beside_concepts():
    files = parsed("all: [{en: [dam]}]", facts__killed="terms: {en: [killed <number>]}\nallow: {x: because}\n")
    assert list(files.facts) == ["killed"]
    assert files.facts["killed"].file == "rules/facts/killed.yaml"
    assert files.facts["killed"].allow == {"x": "because"}


def test_every_document_is_there_by_the_name_it_is_shown_by():
    read, _ = read_files({"p/r.yaml": RULE.format(body="all: [{en: [dam]}]")}, resolve, root="/somewhere/else/")
    assert read.rules[0].file in read.documents
    assert read.rules[0].file == "/somewhere/else/p/r.yaml"
    assert read.rules[0].source == "rules/p/r.yaml:4"
    assert read.documents[read.rules[0].file].position(("severity",), key=True) == (2, 1)


PACK = "owner: desk\ndefaults:\n  family: flood\n  severity: low\n  within: paragraph\n  unless: [{en: [drill]}]\n  places: {in: Kherson}\n"


def test_a_rule_takes_from_its_pack_what_it_does_not_say():
    rule_text = "title: Test\nseverity: high\nall: [{en: [dam]}]\n"
    (rule,) = parse_files({"p/pack.yaml": PACK, "p/r.yaml": rule_text}, resolve).rules
    assert (rule.family, rule.severity, rule.within) == ("flood", "high", Within("paragraph"))
    assert rule.unless[0].within == Within("paragraph")
    assert rule.area is not None


def test_a_pack_describes_the_directories_below_it_too():
    files = {"p/pack.yaml": PACK, "p/q/r.yaml": "title: Test\nall: [{en: [dam]}]\n"}
    assert [(rule.id, rule.family) for rule in parse_files(files, resolve).rules] == [("p/q/r", "flood")]


def test_a_mistake_in_a_default_is_told_once_and_in_the_pack():
    broken = PACK.replace("Kherson", "Khersson").replace("drill", "drill?")
    rules = {f"p/{name}.yaml": "title: Test\nall: [{en: [dam]}]\n" for name in "abc"}
    found = mistakes_of({"p/pack.yaml": broken} | rules)
    assert [(one.file, one.code, one.line, one.column) for one in found] == [
        ("rules/p/pack.yaml", "stray-character", 6, 18),
        ("rules/p/pack.yaml", "unknown-place", 7, 16),
    ]


def test_the_mistakes_of_all_files_are_told_at_once():
    broken = RULE.format(body="all: [{concept: damn}]")
    found = mistakes_of({"a/one.yaml": broken, "b/two.yaml": broken})
    assert [mistake.file for mistake in found] == ["rules/a/one.yaml", "rules/b/two.yaml"]


@given(st.one_of(st.text(max_size=30), st.text("()[]{}|*+?\\^$.,0129abQEpL:<>=!P-", max_size=30)))
def test_any_expression_is_taken_or_refused(expression):
    refused(expression, "en")


SHIPPED = {path.relative_to(RULES).as_posix(): path.read_text("utf-8") for path in sorted(RULES.rglob("*.yaml"))}
SCRAPS = ["", " ", "\n", "\t", ":", "- ", "[", "]", "{", "}", "'", '"', "*", "&", "!x ", "<number>", "<x>", "~5 ", ">", "\0",
          "\u200b", "ы", "null", "true", "99999999999", "{concept: dam}", "{regex: '('}", "{regex: '(a+)+'}", "\ud800", "."]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A shipped file with a few scraps in it, or anything at all in its place."""
    name = draw(st.sampled_from(sorted(SHIPPED)))
    text = SHIPPED[name]
    if draw(st.integers(0, 9)) == 0:
        return name, draw(st.text(max_size=300))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 2, 10, 80]))
        text = text[:at] + draw(st.sampled_from(SCRAPS)) + text[at + gone :]
    return name, text


def read_any(name: str, text: str) -> list[Mistake]:
    try:
        if name == "places.yaml":
            read_places(f"rules/{name}", text)
        elif name == "subscriptions.yaml":
            document = yaml12.parse(f"rules/{name}", text)
            read_subscriptions(document, resolve)
            yaml12.raise_all([document])
        else:
            parse_files({name: text, "concepts/dam.yaml": "terms: {en: [dam]}"} | {name: text}, resolve)
    except RuleErrors as error:
        return error.mistakes
    return []


@given(mutated())
@settings(
    max_examples=3 * settings.default.max_examples // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_file_is_read_or_told_of_inside_itself(given_file):
    name, text = given_file
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mistake in read_any(name, text):
        if mistake.file == f"rules/{name}":
            assert 1 <= mistake.line <= len(lines)
            assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        assert mistake.code
        assert "Input should" not in mistake.text
        str(mistake).encode("utf-8")


@given(st.sampled_from(sorted(SHIPPED)), st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_told_of(tmp_path_factory, name, data):
    from streams.files.desk.texts import read_text

    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    mistakes: list[Mistake] = []
    text = read_text(path, mistakes)
    assert (text is None) == bool(mistakes)
    if text is not None:
        read_any(name, text)
