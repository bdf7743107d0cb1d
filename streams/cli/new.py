"""`tocsin rules new`: a rule file to begin with, that passes the check and its own tests as it stands."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from streams.cli.options import RulesOption, settings_with, shown, told_errors
from streams.errors import ConfigurationError
from streams.files.desk import schema
from streams.files.desk.rules import shipped_rules

RESERVED = ("concepts", "cues", "facts", "languages")
"""Directories of vocabularies and overlays: what stands in them is no rule."""

LONGEST = 60
"""Characters of a pack's or a rule's name: ids stand in chats, and file systems refuse names above 255 bytes."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*")


def new(
    rule: Annotated[str, typer.Argument(help="The new rule's id, PACK/NAME, such as infrastructure/bridge-strike.")],
    *,
    rules: RulesOption = None,
) -> None:
    """Start a rule file that passes the check and its own tests; then put your own event in its place."""
    with told_errors():
        directory = rules or settings_with().rules or Path("rules")
        _refuse_odd_names(rule)
        path = directory / f"{rule}.yaml"
        for there in (path, path.with_suffix(".yml")):
            if there.exists():
                raise ConfigurationError(f"{there} is there already: choose another name, or edit it")
        try:
            _write(directory, rule, path)
        except OSError as error:
            raise ConfigurationError(
                f"{error.filename or path} cannot be written: {error.strerror or error}"
            ) from error
    typer.echo(
        f"{path} is begun: put your event in its place, then `tocsin rules check` and `tocsin rules test {rule}`"
    )


def _refuse_odd_names(rule: str) -> None:
    pack, _, name = rule.partition("/")
    if not _ID.fullmatch(rule):
        text = f"{shown(rule[:LONGEST])!r} is no id of a rule"
        raise ConfigurationError(
            f"{text}: write PACK/NAME in lower case letters, digits and `-`, such as infrastructure/bridge-strike"
        )
    if max(len(pack), len(name)) > LONGEST:
        raise ConfigurationError(f"the id is too long: a pack and a rule have at most {LONGEST} characters each")
    if name == "pack":
        raise ConfigurationError("pack.yaml says whose the pack is: choose another name for the rule")
    if pack in RESERVED:
        raise ConfigurationError(f"{pack}/ holds vocabularies, not rules: choose another pack")


def _write(directory: Path, rule: str, path: Path) -> None:
    begins = not any(directory.rglob("*.y*ml"))
    path.parent.mkdir(parents=True, exist_ok=True)
    if begins:  # not into one that has files already: all of them would be asked for a line that leads there
        for kind in schema.Kind:
            (directory / kind.file).write_text(schema.text(kind), encoding="utf-8")
    for name in ("cues", "facts"):  # without cues a denial would ring; without facts there are no numbers to ask for
        if not (directory / name).exists():
            shutil.copytree(shipped_rules() / name, directory / name)
    pack = path.parent / "pack.yaml"
    if not pack.exists():
        pack.write_text(_line(directory, pack) + _PACK, encoding="utf-8")
    shared = (directory / "concepts" / "strike.yaml").is_file()
    title = rule.partition("/")[2].replace("-", " ").strip().capitalize()
    body = _RULE.format(rule=rule, title=title, struck=_CONCEPT if shared else _TERMS)
    path.write_text(_line(directory, path) + body, encoding="utf-8")


def _line(directory: Path, path: Path) -> str:
    """The line by which an editor finds a file's schema, where that stands in the directory."""
    below = path.relative_to(directory).as_posix()
    return f"{schema.line_for(below)}\n" if (directory / schema.kind_of(below).file).is_file() else ""


def _template(name: str) -> str:
    """What a new file begins with, where it holds words of the languages that rules are written in."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


_PACK = """\
owner: you@desk.example               # who answers for the rules in this directory
about: What these rules are about.
"""

_CONCEPT = "  - concept: strike                   # words that rules share: concepts/strike.yaml\n"

_TERMS = _template("new_terms.yaml")

_RULE = _template("new_rule.yaml")
