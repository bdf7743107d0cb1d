"""Read rules, subscriptions and their places from disk."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

from streams import yaml12
from streams.errors import ConfigurationError, Mistake, RuleErrors
from streams.files.desk.gazetteer import Progress, load_gazetteer
from streams.files.desk.texts import printable, read_text, yaml_files
from streams.match.ruleset import RuleSet, compile_rules
from streams.places.area import Area
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.reading.cue import CUES
from streams.rules.parse import NO_PACKS, Files, ResolvePlace, area_of, read_files
from streams.rules.rule import Rule
from streams.settings import Settings
from streams.subscription import Subscription

NOT_RULES = ("places.yaml", "publishers.yaml", "subscriptions.yaml", "world.yaml")
"""Files that stand beside the packs and are read on their own."""


@dataclass(frozen=True)
class Desk:
    """Everything analysts wrote, read: rules ready to match, places, and who wants what."""

    directory: Path
    files: Files
    ruleset: RuleSet
    gazetteer: Gazetteer
    subscriptions: Sequence[Subscription]
    areas: Mapping[str, Area]


def rules_directory(settings: Settings) -> Path:
    """The rule directory: the one that is set, else `rules/` here, else the packs that are shipped.

    Raises:
        ConfigurationError: the one that is set is not there.
    """
    if settings.rules is not None:
        if not settings.rules.is_dir():
            raise ConfigurationError(
                f"{settings.rules} is no directory: set TOCSIN_RULES or --rules to a rule directory"
            )
        return settings.rules
    if (here := Path("rules")).is_dir():
        return here
    return shipped_rules()


def shipped_rules() -> Path:
    """The rule directory that is shipped: inside the wheel, else beside the code."""
    code = Path(str(resources.files("streams")))
    return code / "packs" if (code / "packs").is_dir() else code.parent / "rules"


def world_of(directory: Path) -> Path:
    """What a rule directory says of the world; what is shipped where it says nothing.

    Whoever wrote rules before there was such a file would else find a town in every Putin. An empty file says nothing.
    """
    own = directory / "world.yaml"
    return own if own.exists() or own.is_symlink() else shipped_rules() / "world.yaml"


def open_gazetteer(settings: Settings, *, progress: Progress | None = None, rebuild: bool = False) -> Gazetteer:
    """The gazetteer with what the rule directory adds to it and says of the world; see `load_gazetteer`."""
    directory = rules_directory(settings)
    places, world = directory / "places.yaml", world_of(directory)
    return load_gazetteer(settings.cache, places, world, progress=progress, rebuild=rebuild)


def read_desk(settings: Settings, *, progress: Progress | None = None) -> Desk:
    """Read the rule directory, with the gazetteer that its places need.

    Raises:
        RuleErrors: every mistake in every file.
        ConfigurationError: there is no rule directory.
    """
    directory = rules_directory(settings)
    try:
        gazetteer = open_gazetteer(settings, progress=progress)
    except RuleErrors as error:
        return desk_in(directory, None, error.mistakes)
    return desk_in(directory, gazetteer)


def desk_in(directory: Path, gazetteer: Gazetteer | None, mistakes: Sequence[Mistake] = ()) -> Desk:
    """Read a rule directory with a gazetteer that is loaded already; None where ``mistakes`` say why there is none.

    Raises:
        RuleErrors: every mistake in every file, with those given.
    """
    mistakes = list(mistakes)
    resolve = functools.partial(find_place, gazetteer) if gazetteer else _anywhere
    texts = dict(_texts(directory, mistakes))
    files, documents = read_files(texts, resolve, root=printable(str(directory)))
    mistakes += _no_directories(directory)
    mistakes += _missing_cues(directory, texts)
    document = subscriptions_of(directory, mistakes)
    subscriptions, areas = read_subscriptions(document, resolve)
    told = [mistake for one in documents.values() for mistake in one.mistakes]
    if not told:
        _check_wanted(document, subscriptions, files)
    told += document.mistakes
    mistakes += told if gazetteer else [mistake for mistake in told if mistake.code != _UNSETTLED]
    if mistakes or gazetteer is None:
        raise RuleErrors(mistakes)
    return Desk(directory, files, compile_rules(files, gazetteer), gazetteer, subscriptions, areas)


_UNSETTLED = "unknown-place"
"""What cannot be said of a rule while `places.yaml` or `world.yaml` is wrong."""


def _anywhere(_name: str) -> tuple[Place | None, str]:
    """Stands in for the gazetteer when `places.yaml` is wrong: whether a place exists is not settled then."""
    return None, ""


def _no_directories(directory: Path) -> Iterator[Mistake]:
    """A mistake for each directory of shared words that is there as a file: nothing in it would be read."""
    for name in (one.rstrip("/") for one in NO_PACKS):
        path = directory / name
        if (path.exists() or path.is_symlink()) and not path.is_dir():
            text = f"{name} is a directory of YAML files, and this is none: nothing in it is read"
            hint = f"move what it says into {name}/NAME.yaml, or remove it"
            yield Mistake(printable(str(path)), 1, 1, "not-a-directory", text, hint)


def _missing_cues(directory: Path, texts: Mapping[str, str]) -> list[Mistake]:
    """A mistake when cues are missing: a denial would ring as if it had happened."""
    given = {path.removeprefix("cues/").rpartition(".")[0] for path in texts if path.startswith("cues/")}
    if not (missing := [cue for cue in CUES if cue not in given]):
        return []
    text = f"no cues say what is {', '.join(missing)}: such news would ring as if it had happened"
    where = printable(str(directory / "cues"))
    return [Mistake(where, 1, 1, "missing-cues", text, "copy the directory from the rules that are shipped")]


def subscriptions_of(directory: Path, mistakes: list[Mistake]) -> yaml12.Document:
    """The document of `subscriptions.yaml`; an empty one when there is none. What cannot be read is noted."""
    path = directory / "subscriptions.yaml"
    text = read_text(path, mistakes) if path.exists() or path.is_symlink() else None
    if text is None:
        return yaml12.Document(printable(str(path)), data={})
    return yaml12.parse(printable(str(path)), text)


def _check_wanted(document: yaml12.Document, subscriptions: Sequence[Subscription], files: Files) -> None:
    """Note every rule, tag or pattern that a subscription asks for and no rule has: it would never ring."""
    known = sorted({rule.id for rule in files.rules} | {f"tag:{tag}" for rule in files.rules for tag in rule.tags})
    for subscription in subscriptions:
        for number, wanted in enumerate(subscription.rules or ()):
            if not fnmatch.filter(known, wanted):
                close = get_close_matches(wanted, known, n=1)
                hint = f"did you mean {close[0]!r}?" if close else "`tocsin rules check` counts the rules there are"
                loc = (subscription.name, "rules", number)
                document.mistake(loc, "unknown-rule", f"no rule or tag is called {wanted!r}", hint)


def find_place(gazetteer: Gazetteer, name: str) -> tuple[Place | None, str]:
    """The place that an analyst's name or id means, or what to do instead."""
    if ":" in name:
        return gazetteer.place(name), "no place has this id; `tocsin places --name` finds ids"
    if re.fullmatch("[A-Z]{2}", name) and (country := gazetteer.place(f"iso3166:{name}")):
        return country, ""  # as ISO 3166-1 writes it: NO is Norway
    found = resolve_name(gazetteer, name)
    if found.place is not None and found.exact:
        return found.place, ""
    meant = [
        ", ".join(filter(None, (place.name, place.admin1 if place.kind == "settlement" else None, place.country)))
        for place in found.candidates
    ]
    return None, f"did you mean {' or '.join(dict.fromkeys(meant[:3]))}?" if meant else found.why


def _texts(directory: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, str]]:
    """The rule files below a directory: path with `/`, and text."""
    for name, path in yaml_files(directory, mistakes):
        if name not in NOT_RULES and (text := read_text(path, mistakes)) is not None:
            yield printable(name), text


def read_subscriptions(
    document: yaml12.Document, resolve: ResolvePlace
) -> tuple[tuple[Subscription, ...], dict[str, Area]]:
    """Read `subscriptions.yaml`; its mistakes are noted in the document."""
    subscriptions: list[Subscription] = []
    areas: dict[str, Area] = {}
    if not document.readable or document.data is None:
        return (), {}
    if not isinstance(document.data, dict):
        document.mistake((), "wrong-value", "subscriptions are written as `name: {channels: […], …}`")
        return (), {}
    for name, body in document.data.items():
        found = _subscription(document, name, body)
        if found is None:
            continue
        subscriptions.append(found)
        if found.places is not None:
            areas[name] = area_of(document, (name, "places"), found.places, resolve)
    return tuple(subscriptions), areas


def _subscription(document: yaml12.Document, name: str, body: Any) -> Subscription | None:
    if not isinstance(body, dict):
        document.mistake((name,), "wrong-value", "a subscription is keys with values", "write {channels: […], …}")
        return None
    if "name" in body:
        known = [key for key in Subscription.model_fields if key != "name"]
        document.unknown_key((name, "name"), known)
    return yaml12.validate_part(
        Subscription, document, (name,), {**body, "name": name}, spare={"name": "unnamed", "channels": ["none"]}
    )


def find_rule(desk: Desk, rule: str) -> Rule:
    """The rule with an id.

    Raises:
        ConfigurationError: there is none; names the nearest.
    """
    for found in desk.files.rules:
        if found.id == rule:
            return found
    close = get_close_matches(rule, [one.id for one in desk.files.rules], n=3, cutoff=0.3)
    raise ConfigurationError(f"no rule is called {rule!r}" + (f"; did you mean {' or '.join(close)}?" if close else ""))
