"""Every command and setting is documented, and what the documents say is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import typer

from streams import topics, yaml12
from streams.__main__ import app
from streams.broker import PARTITIONS, EmbeddedBroker
from streams.metrics import REGISTRY
from streams.settings import Settings

ROOT = Path(__file__).parent.parent.parent
PAGES = ("README.md", "rules/README.md", "deploy/README.md")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    """The lines of a page's bash blocks, without their comments."""
    blocks = re.findall(r"```bash\n(.*?)```", page(name), re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


class Sink(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A copy of what a user has, with a broker and a channel; commands of the documents run in it."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "rules", place / "rules")
    (place / "streams" / "demo").mkdir(parents=True)
    shutil.copy(ROOT / "streams/demo/articles.jsonl", place / "streams/demo")
    sink = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    with EmbeddedBroker() as broker:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TOCSIN_BROKERS": broker.address,
            "TOCSIN_PARTITIONS": str(PARTITIONS),
            "TOCSIN_CHANNELS__DEMO": f"json://127.0.0.1:{sink.server_port}/",
        }
        yield place, environment
    sink.shutdown()
    sink.server_close()


ENDLESS = ("tocsin broker", "tocsin worker")
"""Commands that run until they are stopped."""
ELSEWHERE = ("make ", "docker ", "export ", "git ", "kubectl ")
"""Commands that `test_make_targets_exist` or other tests answer for, or that need what a test has not."""


@pytest.mark.parametrize("command", [one for name in PAGES for one in commands(name) if not one.startswith(ELSEWHERE)])
def test_every_command_in_the_documents_runs(workplace, command):
    place, environment = workplace
    if command.startswith(ENDLESS):
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run(command.split(), cwd=place, env=environment, timeout=6, capture_output=True, check=False)
        return
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    asked = {line.split()[1] for name in PAGES for line in commands(name) if line.startswith("make ")}
    assert asked <= targets


def test_the_first_rule_of_the_guide_passes_its_own_tests(workplace, tmp_path):
    place, environment = workplace
    (text,) = re.findall(r"```yaml\n(.*?)```", page("rules/README.md"), re.DOTALL)
    shutil.copytree(place / "rules", tmp_path / "rules")
    (tmp_path / "rules/infrastructure/first.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["tocsin", "rules", "test", "infrastructure/first"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "4 tests, 0 failed\n", done.stderr


def test_every_command_is_in_the_readme():
    root = typer.main.get_command(app)
    for name in root.commands:  # type: ignore[attr-defined]
        assert f"tocsin {name}" in page("README.md") or f"tocsin {name}" in page("rules/README.md") or name == "demo"


def test_every_setting_is_documented():
    for name in Settings.model_fields:
        assert f"TOCSIN_{name.upper()}" in page("deploy/README.md"), name


def test_every_metric_is_documented_in_its_own_words():
    ours = [family for family in REGISTRY.collect() if family.name.startswith("tocsin_")]
    assert ours
    for family in ours:
        name = family.name + "_total" * (family.type == "counter")
        (row,) = re.findall(rf"^\| `{name}` \|.*$", page("deploy/README.md"), re.MULTILINE)
        assert row.endswith(f"| {family.documentation} |"), name


def test_every_topic_is_documented():
    for topic in topics.TOPICS:
        assert f"| `{topic.name}` |" in page("README.md")


def test_every_key_of_a_rule_is_documented():
    from streams.rules.rule import RuleFile

    for name in RuleFile.model_fields:
        assert f"| `{name}` |" in page("rules/README.md"), name


def test_the_guide_s_yaml_is_yaml():
    (text,) = re.findall(r"```yaml\n(.*?)```", page("rules/README.md"), re.DOTALL)
    assert not yaml12.parse("guide", text).mistakes
