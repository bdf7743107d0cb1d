"""The page deploy/LICENCES.md: what a locked package may be used for, from its metadata and the table licences.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
TABLE = Path(__file__).with_name("licences.toml")
PAGE = ROOT / "deploy" / "LICENCES.md"

ACCEPTED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "OpenSSL", "PSF-2.0", "Unicode-3.0",
    "Unlicense", "Zlib", "LicenseRef-Public-Domain",
    # licences.toml says what these are
    "LicenseRef-Repoze", "LicenseRef-Sources-Of-Simplemma",
    # weak copyleft: nothing is asked of a program that installs the package as it is and imports it
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MPL-2.0",
    # of data that a package carries: attribution, and the same licence for what is made from the data and passed on
    "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "ODbL-1.0",
})  # fmt: skip
"""Licences, as SPDX calls them, of what an Apache-2.0 program may ship beside it unchanged: nothing NonCommercial, no GPL."""

_WRITTEN = {
    "mit license": "MIT",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
"""What SPDX calls what packages without an expression say; which of the BSD licences one means, only its file says."""
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)", re.MULTILINE)


class Dependency(NamedTuple):
    """A locked package: its code's licence, and what it carries that is others', as SPDX expressions; "" is unknown."""

    name: str
    versions: tuple[str, ...]
    code: str
    data: str
    holds: str


def dependencies(lock: str, kept: dict[str, dict[str, str]]) -> list[Dependency]:
    """Every package of a lock file, by name."""
    versions: dict[str, list[str]] = {}
    for name, version in _PINNED.findall(lock):
        versions.setdefault(name, []).append(version)
    return [
        Dependency(
            name, tuple(pinned), told.get("code") or of_installed(name), told.get("data", ""), told.get("holds", "")
        )
        for name, pinned in sorted(versions.items())
        for told in [kept.get(name, {})]
    ]


def of_installed(name: str) -> str:
    """The licence that an installed package's metadata tells as SPDX calls it, else ""."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if expression := told["License-Expression"]:
        return str(expression)
    classifiers = (one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License"))
    found = (spdx(written) for written in (told["License"] or "", *classifiers))
    return next(filter(None, found), "")


def spdx(written: str) -> str:
    """What SPDX calls a licence, else ""."""
    return written if written in ACCEPTED else _WRITTEN.get(written.casefold(), "")


def acceptable(expression: str) -> bool:
    """Whether an SPDX expression leaves a choice in which every licence is accepted; an unknown one does not."""
    if not expression:
        return False
    parts = re.sub(r"\(([^()]*)\)", lambda inner: "0BSD" if acceptable(inner[1]) else "unacceptable", expression)
    return any(all(one.strip() in ACCEPTED for one in choice.split(" AND ")) for choice in parts.split(" OR "))


def problems(found: list[Dependency], kept: dict[str, dict[str, str]]) -> Iterator[str]:
    """What speaks against shipping these packages, and what the table says of none of them."""
    for one in found:
        if not acceptable(one.code):
            yield f"{one.name}: its code is under {one.code or 'no known licence'}; see {TABLE.name}"
        if one.data and not acceptable(one.data):
            yield f"{one.name}: its data is under {one.data}"
    for name in kept.keys() - {one.name for one in found}:
        yield f"{TABLE.name} speaks of {name}, which is not in {LOCK.name}"
    for name, told in kept.items():
        if "source" not in told or ("data" in told) != ("holds" in told):
            yield f"{TABLE.name} says of {name} no source, or of its data not what it is"


def read_table() -> dict[str, dict[str, str]]:
    """What is kept by hand."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def page() -> str:
    """The generated page."""
    kept = read_table()
    rows = [
        f"| {one.name} | {', '.join(one.versions)} | {one.code or 'unknown'} | {f'{one.holds}: {one.data}' if one.data else ''} |"
        for one in dependencies(LOCK.read_text(encoding="utf-8"), kept)
    ]
    sources = [f"- {name}: {told['source']}" for name, told in sorted(kept.items())]
    return "\n".join((*_HEAD, *rows, *_SOURCES, *sources)) + "\n"


_HEAD = (
    "# Licences of what Tocsin runs on",
    "",
    "Generated from `requirements.lock` and the metadata of the packages by `make fix`; do not edit. Tocsin itself is under",
    "Apache-2.0 (`LICENSE`); `NOTICE` names whose data it carries. Each package is installed as its authors published it.",
    "",
    "| package | version | its code | what it carries of others |",
    "|---|---|---|---|",
)
_SOURCES = (
    "",
    "What the metadata does not say was read elsewhere (`tests/licences.toml`):",
    "",
)
