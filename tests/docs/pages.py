"""The pages that people read, taken apart: their blocks, the commands in them, and what these print.

`python -m tests.docs.pages` runs the guide and writes into it what its commands print today.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GUIDE = "rules/README.md"
README = "README.md"
PAGES = (README, GUIDE, "deploy/README.md", "CONTRIBUTING.md")

BLOCK = re.compile(r"^```(bash|text|yaml)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"^# (rules/\S+\.yaml)$", re.MULTILINE)
"""A comment by which a YAML block of the guide says which file it is; the others are parts of rules."""
_HEREDOC = re.compile(r"<<-?'?(\w+)'?")


def page(name: str) -> str:
    """The text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return [inside for found, inside in BLOCK.findall(text) if found == kind]


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one that is as high or higher."""
    level = heading.split(" ", maxsplit=1)[0]
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"no heading {heading!r}"
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@dataclass(frozen=True)
class Command:
    """One command as a person would enter it, with the lines that belong to it."""

    text: str

    @property
    def beside(self) -> bool:
        """Whether it goes on while the next ones are entered."""
        return self.text.endswith("&")


def commands(text: str) -> list[Command]:
    """The commands of a page's bash blocks, without their comments."""
    found: list[Command] = []
    for block in blocks(text, "bash"):
        lines = iter(block.splitlines())
        for line in lines:
            taken = [re.split(r"\s+#\s", line)[0].rstrip()]
            if begins := _HEREDOC.search(line):
                for inside in lines:
                    taken.append(inside)
                    if inside == begins[1]:
                        break
            if taken[0].strip():
                found.append(Command("\n".join(taken)))
    return found


_VARIES = (
    (re.compile(r"\brule set [0-9a-f]{12}\b"), "rule set HASH"),  # with every edit of a rule, a vocabulary or the code
    (re.compile(r"\bin [0-9.]+ s\b"), "in T s"),
    (re.compile(r"\balert [0-9a-f]{8,16}\b"), "alert ID"),
)
"""What differs from run to run or with every edit, and what stands for it; everything else must be as it is told."""


def told(text: str) -> str:
    """What a command says, with a name for what varies."""
    for varying, name in _VARIES:
        text = varying.sub(name, text)
    return text.rstrip()


Run = Callable[[str], subprocess.CompletedProcess[str]]


def analysts_desk(place: Path) -> Run:
    """A directory as an analyst has it, under git; gives what runs a command there."""
    shutil.copytree(ROOT / "rules", place / "rules")
    (place / "streams" / "demo").mkdir(parents=True)
    shutil.copy(ROOT / "streams/demo/articles.jsonl", place / "streams/demo")
    roles = ("AUTHOR", "COMMITTER")
    who = {f"GIT_{role}_{what}": "desk@tocsin.example" for role in roles for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=place,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )

    assert run("git init -q . && git add rules && git commit -qm begin").returncode == 0
    return run


def walk(text: str, place: Path, run: Run) -> Iterator[tuple[str, str]]:
    """Follow the guide from its first block to its last: each output that stands in it, and what was printed.

    Raises:
        RuntimeError: a command fails for which no output is shown.
    """
    steps = BLOCK.findall(text)
    for (kind, inside), (follows, output) in zip(steps, [*steps[1:], ("", "")], strict=True):
        if kind == "yaml" and (path := PATH.search(inside)):
            (place / path[1]).parent.mkdir(exist_ok=True)
            (place / path[1]).write_text(inside, encoding="utf-8")
        elif kind == "bash" and not inside.startswith("export "):
            done = run(f"set -e\n{inside}")
            if done.returncode not in ({0, 1} if follows == "text" else {0}):
                raise RuntimeError(f"{inside} ends with {done.returncode}: {done.stdout}")
            if follows == "text":
                yield output, done.stdout


def main() -> None:
    """Write into the guide what its commands print today."""
    text = page(GUIDE)
    with tempfile.TemporaryDirectory() as folder:
        for output, printed in list(walk(text, Path(folder), analysts_desk(Path(folder)))):
            if told(output) != told(printed):
                text = text.replace(f"```text\n{output}```", f"```text\n{printed.rstrip()}\n```")
    (ROOT / GUIDE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
