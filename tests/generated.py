"""Write the generated files anew, or say which are stale: `python -m tests.generated [--check]`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from streams.files.desk import schema
from streams.files.desk.rules import read_desk
from streams.incident import Tick
from streams.kafka import topics
from streams.proving.checks import CHECKS
from streams.settings import Settings
from tests import licences, readings

ROOT = Path(__file__).parent.parent
BEGINS, ENDS = "<!-- settings -->", "<!-- /settings -->"
CHECKS_BEGIN, CHECKS_END = "<!-- checks -->", "<!-- /checks -->"
MESSAGES = ROOT / "streams" / "schemas"


def wanted() -> dict[Path, str]:
    """Every generated file and what it must hold."""
    files = {ROOT / "rules" / f"{kind}.schema.json": schema.text(kind) for kind in schema.Kind}
    models = {topic.type.removeprefix("tocsin."): topic.model for topic in topics.TOPICS if topic.model}
    models |= {"tick.v1": Tick, "dead-letter.v1": topics.DeadLetter}
    for name, model in models.items():
        body = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(mode="serialization"),
        }
        files[MESSAGES / f"{name}.json"] = json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    files[licences.PAGE] = licences.page()
    guide = ROOT / "deploy" / "README.md"
    before, _, rest = guide.read_text(encoding="utf-8").partition(BEGINS)
    files[guide] = before + BEGINS + "\n" + settings_table() + "\n" + ENDS + rest.partition(ENDS)[2]
    manual = ROOT / "rules" / "README.md"
    before, _, rest = manual.read_text(encoding="utf-8").partition(CHECKS_BEGIN)
    files[manual] = before + CHECKS_BEGIN + "\n" + checks_table() + "\n" + CHECKS_END + rest.partition(CHECKS_END)[2]
    return files | readings.pages(read_desk(Settings(rules=ROOT / "rules", _env_file=None)))


def checks_table() -> str:
    """Every check of quality, and what it asks, in the words of its docstring."""
    rows = [(one.code, " ".join(one.about.split("\n\n")[0].split())) for one in CHECKS]
    rows += [
        ("unused-allow", "What `allow` names would be found without it."),
        ("unknown-check", "What `allow` names is a check."),
    ]
    return "\n".join(
        ["| code | a good file answers |", "|---|---|", *(f"| `{code}` | {asks} |" for code, asks in rows)]
    )


def settings_table() -> str:
    """Every setting, what it says and what holds when it is not set."""
    rows = ["| variable | says | when not set |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        shown = "" if default in {None, ""} else f"`{default}`"
        if isinstance(default, dt.timedelta):
            shown = f"`{default.total_seconds():.0f}`"
        if field.default_factory is not None:
            shown = {"channels": "", "cache": "`tocsin` in the system's temporary directory"}[name]
        variable = "TOCSIN_CHANNELS__NAME" if name == "channels" else f"TOCSIN_{name.upper()}"
        rows.append(f"| `{variable}` | {field.description} | {shown} |")
    return "\n".join(rows)


def stale() -> dict[Path, tuple[str, str]]:
    """The files that differ from what they must hold: what they hold, and what they must."""
    told = ((path, path.read_text(encoding="utf-8") if path.is_file() else "", text) for path, text in wanted().items())
    return {path: (written, text) for path, written, text in told if written != text}


def main() -> int:
    """Write, or with --check only look."""
    found = stale()
    for path, (written, text) in found.items():
        if "--check" in sys.argv:
            print(f"{path.relative_to(ROOT)} is stale: run `make fix`")  # noqa: T201
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if path.parent == readings.FOLDER:
            print("\n".join(readings.changes(written, text)))  # noqa: T201
    return 1 if found and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
