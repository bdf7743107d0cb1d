"""The schemas by which editors complete and check: they agree with the parser."""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path

import jsonschema
import pytest

from streams import yaml12
from streams.errors import RuleErrors
from streams.files.desk import schema
from streams.files.desk.places import read_places
from streams.files.desk.rules import read_subscriptions
from streams.files.desk.world import read_world
from streams.places.place import Place
from streams.reading.cue import CUES
from streams.rules.parse import parse_files

ROOT = Path(__file__).parent.parent.parent
RULES = ROOT / "rules"
MISTAKES = Path(__file__).parent / "mistakes"

SCHEMAS = {kind: jsonschema.Draft202012Validator(schema.of(kind)) for kind in schema.Kind}

SOMEWHERE = Place(id="geonames:1", name="Somewhere", country="UA", lat=50.0, lon=30.0, kind="settlement")


def files_in(directory):
    return {path.relative_to(directory).as_posix(): path for path in sorted(directory.rglob("*.y*ml"))}


def data_of(path):
    return yaml12.parse(path.name, path.read_text(encoding="utf-8")).data


@pytest.mark.parametrize("kind", list(schema.Kind))
def test_a_schema_is_one_and_describes_every_key(kind):
    jsonschema.Draft202012Validator.check_schema(schema.of(kind))
    undescribed = [
        (where, key)
        for where, part in parts_of(schema.of(kind))
        for key, value in part.get("properties", {}).items()
        if not value.get("description") and where != "regex"
    ]
    assert undescribed == []


def parts_of(told):
    yield "file", told
    yield from told["$defs"].items()


@pytest.mark.parametrize("kind", list(schema.Kind))
def test_objects_are_closed(kind):
    for where, part in parts_of(schema.of(kind)):
        if "properties" in part:
            assert part["additionalProperties"] is False, where


@pytest.mark.parametrize("name", files_in(RULES))
def test_every_shipped_file_is_valid(name):
    found = [one.message for one in SCHEMAS[schema.kind_of(name)].iter_errors(data_of(RULES / name))]
    assert found == []


def test_the_schemas_beside_the_rules_are_fresh():
    for kind in schema.Kind:
        assert (RULES / f"{kind}.schema.json").read_text(encoding="utf-8") == schema.text(kind), "run `make fix`"


SHAPE = frozenset({"unknown-key", "missing-key", "empty-group", "no-condition", "empty", "empty-value"})
"""Codes of mistakes that are a matter of shape, each time."""
BEYOND = frozenset(
    {
        "at-least-too-many.yaml",  # compares a number with the length of a list beside it
        "fact-below-nothing.yaml",  # a comparison that no number meets
        "gap-too-wide.yaml",  # a number inside a term
        "slots-only.yaml",
        "three-parts-in-term.yaml",
        "denied.yaml",  # a cue list is no other kind of file than a concept
        "bridge.yaml",  # a number in the test of a concept: of facts it is right
    }
)
"""Files whose mistake of value or form no schema tells."""


def shapely():
    """The broken files whose every mistake is one of shape."""
    for case in sorted(MISTAKES.iterdir()):
        if case.name == "quality" or case.name.startswith("."):
            continue
        files = {f"pack/{case.name}": case} if case.is_file() else files_in(case)
        for name, path in files.items():
            text = path.read_text(encoding="utf-8")
            codes = set(re.findall(r"^# expect: (\S+)", text, re.MULTILINE))
            strict = bool(codes) and codes <= SHAPE
            loose = codes and codes <= SHAPE | {"wrong-value", "not-a-group", "not-a-term"} and path.name not in BEYOND
            if (strict or loose) and not yaml12.parse(name, text).mistakes:
                yield pytest.param(name, path, id=f"{case.stem}-{path.name}")


@pytest.mark.parametrize(("name", "path"), list(shapely()))
def test_a_mistake_of_shape_is_told_while_typing(name, path):
    assert list(SCHEMAS[schema.kind_of(name)].iter_errors(data_of(path)))


def spots(data, loc=()):
    """Every place in a file's data."""
    yield loc
    if isinstance(data, dict):
        for key, value in data.items():
            yield from spots(value, (*loc, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from spots(value, (*loc, number))


def mutated(data, chance):
    """The data with one thing in it changed."""
    changed = copy.deepcopy(data)
    loc = chance.choice([loc for loc in spots(changed) if loc])
    parent = changed
    for part in loc[:-1]:
        parent = parent[part]
    match chance.randrange(4):
        case 0:
            del parent[loc[-1]]
        case 1 if isinstance(parent, dict):
            parent[f"{loc[-1]}x"] = parent.pop(loc[-1])
        case 2:
            other = changed
            for part in chance.choice([one for one in spots(data) if one]):
                other = other[part] if part in other or isinstance(part, int) else other
            parent[loc[-1]] = copy.deepcopy(other)
        case _:
            parent[loc[-1]] = chance.choice([5, -1, 2.5, "x", "", [], {}, ["x"], {"x": "y"}, {"en": ["x"]}, [[]]])
    return changed


def refused(name, data):
    """Whether our own reading of a file refuses it."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        match schema.kind_of(name):
            case schema.Kind.PLACES:
                read_places(name, text)
            case schema.Kind.WORLD:
                read_world(name, text)
            case schema.Kind.SUBSCRIPTIONS:
                document = yaml12.parse(name, text)
                read_subscriptions(document, lambda _name: (SOMEWHERE, ""))
                yaml12.raise_all([document])
            case _:
                parse_files({**BESIDE, name: text}, lambda _name: (SOMEWHERE, ""))
    except RuleErrors as error:
        return [one for one in error.mistakes if one.file.endswith(name)]
    return []


BESIDE = {
    **{f"concepts/{path.stem}.yaml": "terms: {en: [zzyzx]}" for path in (RULES / "concepts").glob("*.yaml")},
    **{f"facts/{path.stem}.yaml": "terms: {en: [zzyzx <number>]}" for path in (RULES / "facts").glob("*.yaml")},
    **{f"cues/{cue}.yaml": "terms: {en: [zzyzx]}" for cue in CUES},
    "combat/pack.yaml": "{owner: a, defaults: {severity: high, family: strike}}",
    "diplomacy/pack.yaml": "{owner: a, defaults: {severity: high, family: strike}}",
    "infrastructure/pack.yaml": "{owner: a, defaults: {severity: high, family: strike}}",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", files_in(RULES))
def test_what_the_schema_refuses_the_parser_refuses_too(name):
    data = data_of(RULES / name)
    chance = random.Random(name)
    validator = SCHEMAS[schema.kind_of(name)]
    for _ in range(6):  # a file costs 50 ms to read and to check
        changed = mutated(data, chance)
        if problems := list(validator.iter_errors(changed)):
            assert refused(name, changed), (problems[0].message[-300:], list(problems[0].path))


def test_nothing_behind_a_key_is_refused_by_both():
    data = data_of(RULES / "infrastructure/dam-strike.yaml")
    for key in data:
        changed = {**data, key: None}
        assert list(SCHEMAS[schema.Kind.RULE].iter_errors(changed)), key
        assert refused("infrastructure/dam-strike.yaml", changed), key


# ------------------------------------------------------------------------------- the line that leads to it


@pytest.fixture
def own(tmp_path):
    """A rule directory of an analyst's own, with the schemas and one file of each kind, each with its line."""
    for kind in schema.Kind:
        (tmp_path / kind.file).write_text(schema.text(kind), encoding="utf-8")
    for name in (
        "p/r.yaml",
        "p/q/r.yml",
        "p/pack.yaml",
        "concepts/c.yaml",
        "cues/denied.yaml",
        "languages/uk.yaml",
        "places.yaml",
        "world.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{schema.line_for(name)}\ntitle: x\n", encoding="utf-8")
    return tmp_path


def lines_told(directory):
    return [
        (Path(one.file).relative_to(directory).as_posix(), one.line, one.column, one.hint)
        for one in schema.check_lines(directory)
    ]


def test_every_line_leads_to_the_schema_of_its_file(own):
    assert lines_told(own) == []
    assert schema.line_for("p/q/r.yml") == "# yaml-language-server: $schema=../../rule.schema.json"
    assert schema.line_for("places.yaml") == "# yaml-language-server: $schema=places.schema.json"


def test_a_file_without_its_line_is_told_the_line_to_paste(own):
    for name in ("cues/denied.yaml", "p/pack.yaml"):
        (own / name).write_text("title: x\n", encoding="utf-8")
    assert lines_told(own) == [
        (name, 1, 1, f"begin the file with this line: {schema.line_for(name)}")
        for name in ("cues/denied.yaml", "p/pack.yaml")
    ]


@pytest.mark.parametrize("path", ["../pack.schema.json", "rule.schema.json", "../../rule.schema.json"])
def test_a_line_that_leads_elsewhere_is_told_where_it_stands(own, path):
    (own / "p/r.yaml").write_text(f"# about\n# yaml-language-server: $schema={path}\n", encoding="utf-8")
    assert lines_told(own) == [("p/r.yaml", 2, 33, f"begin the file with this line: {schema.line_for('p/r.yaml')}")]


def test_no_line_is_asked_for_where_its_schema_does_not_stand(own):
    (own / "rule.schema.json").unlink()
    (own / "p/r.yaml").write_text("title: x\n", encoding="utf-8")
    hint = f"write it: tocsin rules schema rule > {own / 'rule.schema.json'}"
    assert lines_told(own) == [("p/q/r.yml", 1, 33, hint)]


def test_an_address_and_a_schema_of_one_s_own_are_left_alone(own):
    (own / "own.json").write_text("{}", encoding="utf-8")
    for path in ("https://tocsin.example/rule.schema.json", "../own.json"):
        (own / "p/r.yaml").write_text(f"# yaml-language-server: $schema={path}\n", encoding="utf-8")
        assert lines_told(own) == []
