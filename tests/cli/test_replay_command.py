"""`tocsin replay`: the same alerts to the byte, whatever the number of processes."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from builders import NOON
from conftest import RULES
from typer.testing import CliRunner

from streams.cli import app
from streams.cli.matching import FEW

pytestmark = pytest.mark.slow

DEMO = RULES.parent / "streams/demo/articles.jsonl"
TOWNS = ["Kherson", "Kurakhove", "Kharkiv", "Odesa", "Pokrovsk", "Sumy", "Nikopol"]
DEEDS = ["A missile hit a warehouse in {}.", "{} was shelled overnight.", "The market in {} is open again.", "Drones attacked {}, the mayor said."]  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Two days of articles, more than one process takes alone; some out of order, some lines broken."""
    path = tmp_path_factory.mktemp("archive") / "days.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for number in range(FEW + 300):
            at = NOON + dt.timedelta(minutes=4 * number - (90 if number % 7 == 0 else 0))
            text = DEEDS[number % 4].format(TOWNS[number % 7])
            article = {"id": str(number), "source": f"outlet{number % 9}.example", "text": text}
            lines.write(json.dumps(article | {"published_at": at.isoformat()}) + "\n")
            if number % 250 == 0:
                lines.write("\nnonsense\n")
    return path


def command(*words, **options):
    """Run it as a program, since processes of it are what is tested."""
    words = [sys.executable, "-m", "streams", "replay", *map(str, words), "--rules", str(RULES)]
    return subprocess.run(words, capture_output=True, check=False, timeout=120, **options)


@pytest.fixture(scope="module")
def alone(archive):
    """What one process makes of it."""
    return command(archive, "--jobs", 1)


def test_it_is_the_same_by_one_process_or_two(archive, alone):
    two = command(archive, "--jobs", 2)
    assert (two.stdout, two.stderr, two.returncode) == (alone.stdout, alone.stderr, 1)  # some lines are no articles
    assert alone.stdout.count(b'"change":"opened"') > 5
    assert b"days.jsonl.gz:3: not JSON" in alone.stderr
    assert f"{FEW + 300} articles".encode() in alone.stderr


AS_WHERE_NONE_CAN_BE_FORKED = """
import threading
import streams.cli.matching
threading.active_count = lambda: 2
if __name__ == "__main__":
    from streams.__main__ import main
    main()
"""


def test_new_processes_give_the_same_as_forked_ones(archive, alone):
    words = [sys.executable, "-c", AS_WHERE_NONE_CAN_BE_FORKED, "replay", str(archive), "--jobs", "2", "--rules", RULES]
    spawned = subprocess.run(words, capture_output=True, check=False, timeout=120)
    assert spawned.stdout == alone.stdout, spawned.stderr


def test_nobody_reading_on_is_no_mistake():
    words = [sys.executable, "-m", "streams", "replay", str(DEMO), "--rules", str(RULES)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 0
    assert b"Traceback" not in told


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")  # noqa: PTH110
def test_a_full_disk_is_told():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        words = [sys.executable, "-m", "streams", "replay", str(DEMO), "--rules", str(RULES)]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.endswith(b"No space left on device\n")


def endless(jobs=2):
    """A replay that waits for more, in the middle of its work."""
    words = [sys.executable, "-m", "streams", "replay", "-", "--jobs", str(jobs), "--rules", str(RULES)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    line = json.dumps({"id": "a", "text": "Kherson was shelled.", "published_at": NOON.isoformat()})
    process.stdin.write((line + "\n").encode() * 2 * FEW)
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(children(process)) < jobs:
        time.sleep(0.1)
    return process


def children(process):
    path = f"/proc/{process.pid}/task/{process.pid}/children"
    with open(path, encoding="ascii") as listed:  # noqa: PTH123
        return [int(child) for child in listed.read().split()]


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@linux
def test_ctrl_c_ends_it_quickly_and_says_so():
    process = endless()
    workers = children(process)
    for pid in (process.pid, *workers):  # as the terminal does: to all of them
        os.kill(pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told == b"tocsin: interrupted\n"


@linux
def test_a_process_that_dies_is_told():
    process = endless()
    os.kill(children(process)[0], signal.SIGKILL)
    line = json.dumps({"id": "b", "text": "Kherson was shelled.", "published_at": NOON.isoformat()})
    _, told = process.communicate((line + "\n").encode() * 5_000, timeout=60)
    assert process.returncode == 1
    assert b"--jobs 1" in told
    assert b"Traceback" not in told


def test_an_article_of_no_time_cannot_be_replayed():
    done = CliRunner().invoke(app, ["replay", "-", "--rules", str(RULES)], input='{"id": "a", "text": "dam"}')
    assert done.exit_code == 1
    assert "published_at" in done.stderr
