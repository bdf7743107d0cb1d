"""A language is one folder: Spanish, made up here beside the others, with no line of the program changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import streams

pytestmark = pytest.mark.slow  # starts a process with a program of its own

PROGRAM = Path(streams.__file__).parent
SPANISH = {
    "language.yaml": """\
name: Spanish
script: Latn
letters: "ñ¿¡"
foreign: []
beside: []
terms: true
dictionary: simplemma
traits: []
""",
    "sentence.yaml": """\
abbreviations: [sra]
function-words: [el, los, las, y, una, por, con, para, del, sobre, han, son, fue, sus, contra]
none: {nothing more is needed here: [telling-words, headline-words, lookalikes, elided,
  elided-before-verbs]}
""",
}
ASKED = """
import json
from streams.languages.checks import mistakes
from streams.languages.identify import SPOKEN_BY
from streams.languages.language import languages_of_terms
from streams.languages.lemma import lemmas
from streams.match.index import TermIndex
from streams.match.occurrences import Occurrences
from streams.rules.conditions import GROUP_KEYS
from streams.rules.rule import RuleFile
from streams.rules.terms import Interned, read_term
from streams.text.text import read
from streams.yaml12 import Document

term = read_term(Document("x"), "ataque", "es", (), Interned())
index = TermIndex([term])
texts = {lang: read("text", text) for lang, text in {
    "es": "Los ataques contra la ciudad no han sido los primeros.",
    "en": "The ataques were said to have been on the town.",
    "fr": "Les attaques sur la ville ont fait des morts.",
}.items()}
print(json.dumps({
    "mistakes": [str(one) for one in mistakes(["es"])],
    "read as": {lang: text.sentences[0].lang for lang, text in texts.items()},
    "found": [lang for lang, text in texts.items() if Occurrences(index, [text]).present],
    "lemmas": sorted(lemmas("es", "ataques")),
    "terms": languages_of_terms(),
    "rule": RuleFile.model_json_schema()["properties"]["lang"]["anyOf"][0]["enum"],
    "key": "es" in GROUP_KEYS,
    "undetermined": sorted(SPOKEN_BY["und-Latn"]),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the program says once the folder stands there."""
    root = tmp_path_factory.mktemp("program")
    mirror(PROGRAM, root / "streams", but="languages")
    mirror(PROGRAM / "languages", root / "streams" / "languages")
    folder = root / "streams" / "languages" / "es"
    folder.mkdir()
    for name, text in SPANISH.items():
        (folder / name).write_text(text, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", ASKED]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def mirror(folder, copy, but=""):
    copy.mkdir()
    for one in folder.iterdir():
        if one.name not in {but, "__pycache__"}:
            (copy / one.name).symlink_to(one)


def test_its_folder_has_no_mistake(told):
    assert told["mistakes"] == []


def test_its_sentences_are_told_from_those_of_others(told):
    assert told["read as"] == {"fr": "fr", "en": "en", "es": "es"}


def test_its_words_are_looked_up_without_an_adapter(told):
    assert told["lemmas"] == ["ataque"]


def test_its_terms_are_found_in_its_sentences_alone(told):
    assert told["found"] == ["es"]
    assert told["undetermined"] == ["en"]


def test_rules_may_be_written_in_it(told):
    assert told["terms"] == told["rule"] == ["en", "uk", "ru", "fr", "es", "ar"]
    assert told["key"]
