"""`rules/world.yaml`: every mistake with its place, and a desk for another war that edits this one file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from streams.article import Article
from streams.errors import RuleErrors
from streams.files.desk.gazetteer import load_gazetteer
from streams.files.desk.rules import Desk, read_desk, world_of
from streams.files.desk.watch import Watch, open_desk
from streams.files.desk.world import read_world
from streams.files.desk.world_checks import check_world
from streams.match.match import Reading
from streams.places.toponyms import find_places
from streams.places.world import NO_WORLD
from streams.proving.world import run_world
from streams.rules.rule import SAMPLE_DAY
from streams.settings import Settings
from streams.text.text import read

RULES = Path(__file__).parents[3] / "rules"


@pytest.mark.parametrize(
    ("text", "code", "at", "hint"),
    [
        ("at_wor: [UA]", "unknown-key", "at_wor", "did you mean 'at_war'?"),
        ("at_war: [UA, Russia]", "unknown-country", "Russia", "did you mean RU?"),
        ("at_war: [UA, UK]", "unknown-country", "UK", "did you mean GB?"),
        ("at_war: [EU]", "unknown-country", "EU", "write its two letters of ISO 3166-1: UA"),
        ("at_war: [UA, UA]", "duplicate-name", "UA]", "leave one out"),
        ("fought_for: {Donetsk: [Бахмут]}", "unknown-region", "Donetsk", "write it as ISO 3166-2 does"),
        ("fought_for: {UA-14: [Бахмут, бахмут]}", "duplicate-name", "бахмут", "leave one out"),
        ("fought_for: {UA-14: ['?']}", "short-name", "'?'", "leave it out"),
        ("capitals: {UA: {en: Kyiv, pl: Kijów}}", "unknown-key", "pl", ""),
        ("capitals: {UA: {en: Kyiv}, RU: {en: [Moscow, Kyiv]}}", "shared-name", "Kyiv]", "one name stands for one"),
        ("capitals: {IL: {en: Tel Aviv}}", "long-name", "Tel", "leave it out"),
        ("armies: {USA: {en: Pentagon}}", "unknown-country", "USA", "did you mean US?"),
        ("clubs: {en: [Real Madrid]}", "long-name", "Real", "leave it out"),
        ("public_figures: {en: [Putin, Putin]}", "duplicate-name", "Putin]", "leave one out"),
        ("public_figures: [Putin]", "wrong-value", "[Putin", ""),
        ("tests: [{text: Kyiv, place: Kyiv}]", "unknown-key", "place", "did you mean 'places'?"),
        ("fought_for: {UA-14: [Bахмут]}", "wrong-script", "Bахмут", "type the word anew"),
        ("fought_for: {UA-14: [巴赫姆特]}", "wrong-script", "巴", "type the name anew"),
        ("fought_for: {UA-14: [=Бахмут]}", "stray-character", "=", "a name is no term"),
        ("fought_for: {UA-14: [Бахмут ~5 Лиман]}", "stray-character", "Бахмут", "a name is no term"),
        ("fought_for: {UA-14: [на]}", "grammatical-name", "на", "write the whole name"),
        ("capitals: {UA: {en: Київ}}", "wrong-script", "Київ", "move it under its own language"),
        ("capitals: {UA: {uk: Киевъ}}", "wrong-script", "Киевъ", "move it under its own language"),
        ("armies: {UA: {uk: [ЗСУ, Армі*]}}", "stray-character", "Армі*", "a name is no term"),
        ("armies: {UA: {fr: le}}", "grammatical-name", "le", "write the whole name"),
        ("public_figures: {en: [of the]}", "grammatical-name", "of", "write the whole name"),
        ("public_figures: {ar: [في]}", "grammatical-name", "في", "write the whole name"),
        ("public_figures: {en: [Putin?]}", "stray-character", "Putin", "write its words alone"),
        ("clubs: {uk: [«Динамо»]}", "stray-character", "«", "write its words alone"),
        ("companies: {en: ['Rio, Tinto']}", "stray-character", "'Rio", "write its words alone"),
        ('companies: {en: ["Ni\\u200bke"]}', "control-character", '"Ni', "type the name anew"),
        ("tests: [{text: Kyiv fell.}]", "idle-test", "{text", "write the places that the text names"),
        ("tests: [{text: Kyiv fell., sides: UA}]", "unknown-country", "UA", "did you mean Ukraine?"),
        (
            "tests: [{text: Kyiv fell., sides: [Russian Federation]}]",
            "unknown-country",
            "Russian",
            "did you mean Russia?",
        ),
        ("tests: [{text: Kyiv fell., sides: [Ukrain]}]", "unknown-country", "Ukrain", "did you mean Ukraine?"),
    ],
)
def test_a_mistake_is_told_where_it_stands(text, code, at, hint):
    with pytest.raises(RuleErrors) as told:
        read_world("world.yaml", text)
    [found] = told.value.mistakes
    assert (found.code, found.line, found.column) == (code, 1, text.rindex(at) + 1)
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "public_figures: {en: [May, Will], fr: [Le Pen, D'Estaing]}",
        "companies: {en: [AT&T, Coca-Cola, St. Gobain, O'Reilly], uk: [HIMARS]}",
        "tests: [{text: Nobody spoke., sides: []}, {text: It rained., places: []}, {text: Kyiv spoke., sides: Ukraine}]",
    ],
)
def test_names_as_texts_have_them_are_right(text):
    read_world("world.yaml", text)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(RuleErrors) as told:
        read_world("world.yaml", "at_war: [XY]\ncompanies: {en: [Nike, Nike]}\nclubs: 3\n")
    assert [(one.line, one.code) for one in sorted(told.value.mistakes)] == [
        (1, "unknown-country"),
        (2, "duplicate-name"),
        (3, "wrong-value"),
    ]


def test_no_mistake_hides_another_of_its_list():
    text = """\
at_war: [UA, 3, XY]
capitals: {UA: {pl: [7], en: [Kyiv, 5, Tel Aviv]}, XX: {en: {a: b}}}
public_figures: {en: [Putin, 3, Putin]}
clubs: {en: 3, uk: [Реал Мадрид]}
tests:
  - {text: Kyiv said so., plces: Kyiv, sides: 3}
  - {places: Kyiv}
  - {text: 3, sides: [Ukraine, 4]}
  - 3
"""
    with pytest.raises(RuleErrors) as told:
        read_world("world.yaml", text)
    assert [(one.line, one.column, one.code) for one in sorted(told.value.mistakes)] == [
        (1, 14, "wrong-value"),
        (1, 17, "unknown-country"),
        (2, 17, "unknown-key"),
        (2, 22, "wrong-value"),
        (2, 37, "wrong-value"),
        (2, 40, "long-name"),
        (2, 52, "unknown-country"),
        (2, 61, "wrong-value"),
        (3, 30, "wrong-value"),
        (3, 33, "duplicate-name"),
        (4, 13, "wrong-value"),
        (4, 21, "long-name"),
        (6, 27, "unknown-key"),
        (6, 47, "wrong-value"),
        (7, 5, "missing-key"),
        (8, 12, "wrong-value"),
        (8, 32, "wrong-value"),
        (9, 5, "wrong-value"),
    ]


def test_mistakes_of_places_and_world_are_told_together(tmp_path):
    (tmp_path / "places.yaml").write_text("add: [{nmae: Dam}]\n", encoding="utf-8")
    (tmp_path / "world.yaml").write_text("at_war: [XY]\n", encoding="utf-8")
    with pytest.raises(RuleErrors) as told:
        load_gazetteer(tmp_path / "cache", tmp_path / "places.yaml", tmp_path / "world.yaml")
    assert {Path(one.file).name for one in told.value.mistakes} == {"places.yaml", "world.yaml"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_knows_of_no_war(text):
    assert read_world("world.yaml", text).world == NO_WORLD


def test_languages_may_share_a_name():
    text = "capitals: {RU: {uk: Москва, ru: Москва}}\nclubs: {uk: Спартак, ru: [Спартак]}\n"
    assert read_world("world.yaml", text).world.capitals == {"москва": "RU"}


# ------------------------------------------------------------------------------- what only a gazetteer tells


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("UA-14: [Бахмутт]", "unknown-town", "did you mean Bakhmut (Donetsk Oblast)?"),
        ("UA-65: [Бахмут]", "unknown-town", "did you mean Bakhmut (Donetsk Oblast)?"),
        ("UA-99: [Бахмут]", "unknown-region", "`tocsin places --name` tells"),
        ("UA-14: [Бахмут, Лиман, Bakhmut]", "duplicate-town", "leave one out"),
    ],
)
def test_a_town_that_is_not_where_it_is_said_to_be_is_told(gazetteer, written, code, hint):
    [found] = check_world(read_world("world.yaml", f"fought_for: {{{written}}}"), gazetteer)
    assert (found.code, found.line) == (code, 1)
    assert found.hint.startswith(hint)


def test_a_village_that_only_a_dump_may_know_is_let_be(gazetteer):
    assert check_world(read_world("world.yaml", "fought_for: {UA-23: [Роботине]}"), gazetteer) == []


def test_what_is_shipped_stands_the_check_and_its_own_tests(desk):
    shipped = read_world("world.yaml", (RULES / "world.yaml").read_text(encoding="utf-8"))
    assert check_world(shipped, desk.gazetteer) == []
    results = list(run_world(shipped.written.tests, desk.ruleset, desk.gazetteer, file="world.yaml"))
    assert results
    assert [(one.number, one.problem) for one in results if one.problem] == []


def test_a_test_of_the_world_can_fail(desk):
    asked = read_world(
        "world.yaml", "tests: [{text: Kyiv said the dam was hit., places: Lviv, sides: [Russia]}]"
    ).written
    [result] = run_world(asked.tests, desk.ruleset, desk.gazetteer, file="world.yaml")
    assert result.problem == "places are Kyiv, Kyiv City, expected Lviv; sides are Ukraine, expected Russia"


# ------------------------------------------------------------------------------- another war


SUDAN = """
at_war: [SD]
fought_for: {SD-DN: [El Fasher]}
armies: {SD: {en: [RSF]}}
public_figures: {en: [Burhan]}
clubs: {en: [Hilal]}
companies: {en: [Zain]}
"""


def a_desk_with(directory: Path, world: str | None) -> Desk:
    rules = directory / "rules"
    shutil.copytree(RULES, rules)
    (rules / "world.yaml").unlink()
    if world is not None:
        (rules / "world.yaml").write_text(world, encoding="utf-8")
    return read_desk(Settings(rules=rules, _env_file=None))


def places_in(desk: Desk, text: str) -> list[str]:
    return [one.place.id for one in find_places([read("text", text)], desk.gazetteer) if one.place is not None]


def sides_in(desk: Desk, text: str) -> list[str | None]:
    article = Article(id="a", text=text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    return [voice.side for voice in Reading(article, desk.ruleset, desk.gazetteer).account(0, 0).voices]


@pytest.mark.slow
def test_a_desk_for_another_war_edits_one_file(desk, tmp_path):
    other = a_desk_with(tmp_path, SUDAN)
    assert other.ruleset.version != desk.ruleset.version
    text = "The RSF said on Monday that it had taken the base."
    assert (sides_in(desk, text), sides_in(other, text)) == ([None], ["Sudan"])
    struck = "The Ukrainian army struck Kirovsk on Monday."
    assert places_in(desk, struck) != places_in(other, struck)
    believed = "He no longer believes in Kerry, an aide told reporters on Monday."
    assert (places_in(desk, believed), len(places_in(other, believed))) == ([], 1)


@pytest.mark.slow
def test_a_worker_takes_an_edit_of_the_file(tmp_path):
    settings = Settings(rules=a_desk_with(tmp_path, "at_war: [UA, RU]\n").directory, _env_file=None)
    current = open_desk(settings, read_desk, now=SAMPLE_DAY)
    watch = Watch(settings, current, clock=lambda: SAMPLE_DAY)
    for text, at_war in (("at_war: [SD]\n", {"SD"}), ("at_war: [XY]\n", {"SD"})):
        (tmp_path / "rules" / "world.yaml").write_text(text, encoding="utf-8")
        watch.look()
        watch.look()
        assert current.desk.gazetteer.world.at_war == at_war
    assert current.failure is not None
    assert [one.code for one in current.failure.reasons] == ["unknown-country"]


@pytest.mark.slow
def test_a_directory_that_says_nothing_of_the_world_reads_as_the_shipped_one_does(desk, tmp_path):
    own = a_desk_with(tmp_path, None)
    assert world_of(own.directory) == RULES / "world.yaml"
    assert own.ruleset.version == desk.ruleset.version
