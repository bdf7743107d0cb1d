"""JSON Schema of rules, vocabularies and packs: an editor completes and checks them while they are typed.

The models say which keys there are and what the plain ones hold; what the parser reads by itself (conditions, scopes,
durations) is described here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from streams.duration import PATTERN
from streams.languages.language import language, languages_of_terms
from streams.reading.cue import CUES
from streams.rules.overlays import TARGETS
from streams.rules.rule import ConceptFile, OverlayFile, PackFile, RuleFile

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXTS = {
    "RuleFile": {
        "title": "The event, as the first line of the alert says it.",
        "about": "Who should be woken by it and why; what is left out.",
        "severity": "How bad it is.",
        "family": "Rules that may speak of one event share it, and make one incident.",
        "tags": "Words that subscriptions may ask for, as `tag:water`.",
        "lang": "The language of terms that stand under none.",
        "all": "Groups, each of which must be met.",
        "any": "Terms or groups, one of which must be met.",
        "unless": "What must not be met in the same scope, or in its own `within`.",
        "within": "How close together: sentence, paragraph, article, `3 sentences`, `20 words`.",
        "status": "How the text must assert it; [occurred, ongoing, claimed] when nothing is written.",
        "places": "Where it must be; not written: anywhere, and none needed.",
        "facts": "Numbers it must have: {killed: '>= 1'}.",
        "incident": "How matches are gathered into one incident.",
        "escalate": "Severities that replace the rule's own when numbers say so.",
        "allow": "Checks that do not apply here, each with the reason: {too-broad: every mention is wanted}.",
        "tests": "Texts that prove it: at least one that matches and one, nearly about it, that must not.",
    },
    "PlacesFilter": {
        "in": "Names or ids of places; the event must be in one of them.",
        "near": "A settlement; goes with `km`.",
        "km": "Kilometres around `near`.",
    },
    "IncidentTerms": {
        "group_by": "What reports of one event have in common; `none` is the whole family.",
        "window": "The longest gap between two reports of one event, such as 24h.",
        "max_age": "How long after its first report a new incident begins, such as 72h.",
    },
    "RuleTest": {
        "text": "The text of an article, in your own words.",
        "title": "The title above it.",
        "matches": "Whether the rule matches it.",
        "place": "Where the event is, in any spelling, or a place id.",
        "status": "How it is asserted.",
        "severity": "The severity after `escalate`.",
        "facts": "Numbers that are found: {killed: '= 2'}.",
    },
    "EscalateFile": {
        "when": "Conditions on numbers: 'killed >= 10'; several are joined by `and`.",
        "to": "The severity then.",
    },
    "ConceptFile": {
        "about": "What the words have in common, and what they are used for.",
        "terms": "Terms by language, or a list of groups; any of them meets it.",
        "allow": "Checks that do not apply here, each with the reason.",
        "tests": "Texts in which one of the terms stands, or none.",
    },
    "ConceptTest": {
        "text": "A text in your own words.",
        "matches": "Whether one of the terms stands in it.",
        "number": "The number it says, for the vocabularies of facts: '= 2' or '>= 12'.",
    },
    "OverlayFile": {
        "about": "Who wrote the terms, and what is still missing.",
        "concepts": "Terms for concepts, by the name of each: {dam: [a, b]}.",
        "cues": "Terms for lists of cues: {denied: [a, b]}.",
        "facts": "Ways to say numbers: {killed: [a <number>]}.",
        "allow": "Checks that do not apply to these terms, each with the reason.",
        "tests": "Texts in the language, each with the rule, concept, cue list or fact that it is a test of.",
    },
    "PackFile": {
        "owner": "Who answers for the rules: an address.",
        "about": "What the pack is about.",
        "defaults": "What its rules need not repeat.",
    },
}
"""What an editor shows beside each key, by model."""

_OVERLAY_TEST = {
    **TEXTS["RuleTest"],
    "number": TEXTS["ConceptTest"]["number"],
    "matches": "Whether the rule matches it, or one of the terms stands in it.",
    "rule": "The id of the rule that it is a test of.",
    "concept": "The concept that it is a test of.",
    "cue": "The list of cues that it is a test of.",
    "fact": "The fact that it is a test of.",
}


def rule() -> Schema:
    """The schema of a rule file. What a pack may give is not required of the rule."""
    schema = described(RuleFile, TEXTS)
    schema["required"] = ["title"]
    schema["anyOf"] = [{"required": ["all"]}, {"required": ["any"]}]
    return _with_conditions(schema)


def concept() -> Schema:
    """The schema of a vocabulary: a concept, the cues of a status, the ways to say a number."""
    schema = described(ConceptFile, TEXTS)
    terms = {"anyOf": [{"$ref": "#/$defs/group"}, {"$ref": "#/$defs/list"}]}
    schema["properties"]["terms"] |= terms
    schema["properties"]["allow"] |= REASONS
    schema["$defs"] |= conditions()
    return schema


def overlay() -> Schema:
    """The schema of an overlay: terms of one language for any vocabulary, and tests of rules and vocabularies."""
    schema = described(OverlayFile, TEXTS | {"OverlayTestFile": _OVERLAY_TEST})
    parts = conditions()
    schema["$defs"] |= {name: parts[name] for name in ("term", "regex", "terms")}
    for key in ("concepts", "cues", "facts"):
        schema["properties"][key] |= {"additionalProperties": _ref("terms")}
    schema["properties"]["cues"]["propertyNames"] = {"enum": list(CUES)}
    schema["properties"]["allow"] |= REASONS
    schema["anyOf"] = [{"required": [key]} for key in ("concepts", "cues", "facts")]
    schema["$defs"]["OverlayTestFile"]["oneOf"] = [{"required": [kind]} for kind in TARGETS]
    return schema


def pack() -> Schema:
    """The schema of `pack.yaml`; its defaults are keys of a rule."""
    schema = described(PackFile, TEXTS)
    inner = _with_conditions(described(RuleFile, TEXTS))
    keys = {key: value for key, value in inner["properties"].items() if key not in _NO_DEFAULT}
    schema["$defs"] = inner["$defs"]
    schema["properties"]["defaults"] |= {"properties": keys, "additionalProperties": False}
    return schema


def described(model: type[BaseModel], texts: Mapping[str, Mapping[str, str]]) -> Schema:
    """A model's schema with a description of every key, and without the titles that only repeat their names."""
    schema: Schema = {"$schema": DIALECT, **model.model_json_schema()}
    schema.setdefault("$defs", {})
    parts = {model.__name__: schema, **schema["$defs"]}
    for name, part in parts.items():
        part.pop("title", None)
        for key, value in part.get("properties", {}).items():
            value.pop("title", None)
            value.update({"description": texts[name][key]} if name in texts else {})
            _without_null(value)
    for key, spell_out in (("PlacesFilter", _spell_out_places), ("IncidentTerms", _spell_out_durations)):
        if key in schema["$defs"]:
            spell_out(schema["$defs"][key])
    return schema


def _without_null(schema: Schema) -> None:
    """Leave null out: a key with nothing behind it is a mistake."""
    options = [option for option in schema.pop("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        schema.update({**options[0], "description": schema["description"]})
    elif options:
        schema["anyOf"] = options
    if schema.get("default", "") is None:
        del schema["default"]


def one_or_more(schema: Schema) -> Schema:
    """A list, or one of what it lists."""
    kept = {key: schema[key] for key in ("description",) if key in schema}
    listed = {key: value for key, value in schema.items() if key not in {"description", "default"}}
    return {**kept, "anyOf": [*listed.pop("anyOf", [listed]), schema_of_items(schema)]}


def schema_of_items(schema: Schema) -> Schema:
    """What a list lists."""
    options = [schema, *schema.get("anyOf", [])]
    found: Schema = next(option["items"] for option in options if "items" in option)
    return found


def _spell_out_places(schema: Schema) -> None:
    """One name stands for a list of one; `near` and `km` go together."""
    schema["properties"]["in"] = one_or_more(schema["properties"]["in"])
    schema["dependentRequired"] = {"near": ["km"], "km": ["near"]}
    schema["minProperties"] = 1


def _spell_out_durations(schema: Schema) -> None:
    """Durations are written with their unit."""
    for key, example in (("window", "24h"), ("max_age", "72h")):
        told = {"description": schema["properties"][key]["description"], "default": example}
        schema["properties"][key] = {**told, "type": "string", "pattern": PATTERN, "examples": ["6h", "3d"]}


def _with_conditions(schema: Schema) -> Schema:
    properties = schema["properties"]
    for key in ("all", "any"):
        properties[key] = {"description": properties[key]["description"], **_ref("list")}
    excuses = {"type": "array", "items": _ref("excuse"), "minItems": 1}
    properties["unless"] |= {"anyOf": [_ref("excuse"), excuses]}
    properties["within"] |= _ref("within")
    properties["incident"].pop("default", None)
    properties["allow"] |= REASONS
    schema["$defs"]["EscalateFile"]["properties"]["when"]["pattern"] = _ASKED
    schema["$defs"] |= conditions() | {"excuse": _one_of_forms("excuse"), "within": _WITHIN}
    return schema


_WITHIN: Schema = {
    "anyOf": [
        {"enum": ["sentence", "paragraph", "article"]},
        {"type": "string", "pattern": "^0*([1-9]|[1-4][0-9]|50) sentences?$", "examples": ["3 sentences"]},
        {"type": "string", "pattern": "^0*([1-9][0-9]{0,2}|1000) words?$", "examples": ["20 words"]},
    ]
}

_NO_DEFAULT = frozenset({"tests", "title", "all", "any", "allow", "about"})
"""What only a rule itself can say."""

REASONS: Schema = {"type": "object", "additionalProperties": {"type": "string", "pattern": "\\S"}}
"""Check code → why it does not apply: a reason is not empty."""

_COMPARED = r"\s*[^\s<>=0-9][^\s<>=]*\s*(<=|>=|<|>|=)\s*[0-9]{1,9}\s*"
_ASKED = rf"^{_COMPARED}(\s+and\s+{_COMPARED})*$"
"""`killed >= 10 and injured >= 5`."""


def conditions() -> dict[str, Schema]:
    """Conditions as they nest: terms, lists and groups, as `$defs`."""
    return {
        "term": {
            "description": "Words that are found in any inflected form; `=exact`, `prefix*`, `a ~5 b`, `a >5 b`.",
            "type": ["string", "number", "boolean"],
            "pattern": "\\S",
        },
        "regex": {
            "description": "An RE2 expression, searched in each sentence whatever the case.",
            "type": "object",
            "properties": {"regex": {"type": "string", "minLength": 1}},
            "required": ["regex"],
            "additionalProperties": False,
        },
        "terms": {
            "anyOf": [
                {"type": "array", "items": {"anyOf": [_ref("term"), _ref("regex")]}, "minItems": 1},
                _ref("term"),
                _ref("regex"),
            ]
        },
        "list": {"type": "array", "items": _ref("condition"), "minItems": 1},
        "condition": {"anyOf": [_ref("group"), _ref("term"), _ref("list")]},
        "group": _one_of_forms("group"),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_of_forms(name: str) -> Schema:
    """A group, or with its own `within` an excuse: one object whose keys an editor completes, in one of five forms."""
    beside = ["within"] if name == "excuse" else []
    keys: dict[str, Schema] = {
        "concept": {"type": "string", "description": "A vocabulary that rules share: rules/concepts/NAME.yaml."},
        "any": {**_ref("list"), "description": "One of these must be met."},
        "all": {**_ref("list"), "description": "Each of these must be met."},
        "at_least": {"type": "integer", "minimum": 1, "description": "How many of `of` must be met."},
        "of": {**_ref("list"), "description": "Terms or groups, `at_least` so many of which must be met."},
        "regex": {"type": "string", "minLength": 1, "description": "An RE2 expression."},
        **{lang: {**_ref("terms"), "description": f"Terms in {language(lang).name}."} for lang in languages_of_terms()},
    }
    forms = [["concept"], ["any"], ["all"], ["at_least", "of"], ["regex"]]
    group: Schema = {
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        "anyOf": [
            *({"required": form, "propertyNames": {"enum": [*form, *beside]}} for form in forms),
            {"minProperties": 1, "propertyNames": {"enum": [*languages_of_terms(), *beside]}},
        ],
    }
    if not beside:
        return group
    keys["within"] = {**_ref("within"), "description": "The scope of this excuse, where it is not the rule's."}
    return {"anyOf": [group, _ref("term"), _ref("list")]}
