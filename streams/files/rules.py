"""Read rules, subscriptions and their places from disk."""

from __future__ import annotations

import fnmatch
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

from streams import yaml12
from streams.errors import ConfigurationError, Mistake, RuleErrors
from streams.files.gazetteer import Progress, load_gazetteer
from streams.places.area import Area
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.rules.match import RuleSet, compile_rules
from streams.rules.parse import Files, area_of, parse_files
from streams.rules.rule import Rule
from streams.settings import Settings
from streams.subscription import Subscription

NOT_RULES = ("places.yaml", "publishers.yaml", "subscriptions.yaml")
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
    shipped = Path(str(resources.files("streams"))) / "packs"
    return shipped if shipped.is_dir() else Path(str(resources.files("streams"))).parent / "rules"


def read_desk(settings: Settings, *, progress: Progress | None = None) -> Desk:
    """Read the rule directory, with the gazetteer that its places need.

    Raises:
        RuleErrors: every mistake in every file.
        ConfigurationError: there is no rule directory.
    """
    directory = rules_directory(settings)
    places_file = directory / "places.yaml"
    gazetteer = load_gazetteer(settings.cache, places_file, progress=progress)
    resolve = functools.partial(find_place, gazetteer)
    mistakes: list[Mistake] = []
    files: Files | None = None
    try:
        files = parse_files(_texts(directory, mistakes), resolve)
    except RuleErrors as error:
        mistakes += error.mistakes
    document = yaml12.Document("rules/subscriptions.yaml", data={})
    if (path := directory / "subscriptions.yaml").is_file():
        document = yaml12.parse("rules/subscriptions.yaml", path.read_text(encoding="utf-8", errors="replace"))
    subscriptions, areas = read_subscriptions(document, resolve)
    if files is not None:
        _check_wanted(document, subscriptions, files)
    mistakes += document.mistakes
    if mistakes or files is None:
        raise RuleErrors(mistakes)
    return Desk(directory, files, compile_rules(files, gazetteer), gazetteer, subscriptions, areas)


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
    found = resolve_name(gazetteer, name)
    if found.place is not None and found.exact:
        return found.place, ""
    meant = [
        ", ".join(filter(None, (place.name, place.admin1 if place.kind == "settlement" else None, place.country)))
        for place in found.candidates
    ]
    return None, f"did you mean {' or '.join(dict.fromkeys(meant[:3]))}?" if meant else found.why


def _texts(directory: Path, mistakes: list[Mistake]) -> dict[str, str]:
    """The rule files below a directory: path with `/` → text. Files that are not UTF-8 are mistakes."""
    found = {}
    for path in sorted(directory.rglob("*.y*ml")):
        name = path.relative_to(directory).as_posix()
        if name in NOT_RULES or not path.is_file() or path.name.startswith("."):
            continue
        if path.stat().st_size > yaml12.MAX_BYTES:
            text = f"the file has {path.stat().st_size:,} bytes"
            mistakes.append(Mistake(f"rules/{name}", 1, 1, "too-large", text, f"at most {yaml12.MAX_BYTES:,} are read"))
            continue
        data = path.read_bytes()
        try:
            found[name] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            mistakes.append(Mistake(f"rules/{name}", line, 1, "not-utf-8", "the file is not UTF-8", "save it as UTF-8"))
    return found


def read_subscriptions(
    document: yaml12.Document, resolve: functools.partial[tuple[Place | None, str]]
) -> tuple[tuple[Subscription, ...], dict[str, Area]]:
    """Read `subscriptions.yaml`; its mistakes are noted in the document."""
    subscriptions: list[Subscription] = []
    areas: dict[str, Area] = {}
    if document.data is not None and not isinstance(document.data, dict):
        document.mistake((), "wrong-value", "subscriptions are written as `name: {channels: […], …}`")
        return (), {}
    for name, body in (document.data or {}).items():
        found = yaml12.validate_part(
            Subscription, document, (name,), {**body, "name": name} if isinstance(body, dict) else body
        )
        if found is None:
            continue
        subscriptions.append(found)
        if found.places is not None:
            areas[name] = area_of(document, (name, "places"), found.places, resolve)
    return tuple(subscriptions), areas


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
