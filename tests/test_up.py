"""`tocsin up` as a newcomer sees it; with a feed and a channel it is run by `tests/docs/test_first_hour.py`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from kafka_server import die_with_parent, free_ports

pytestmark = pytest.mark.slow

TOCSIN = [sys.executable, "-m", "streams"]
PATIENCE = 240
"""Seconds for anything, on a machine that does much else."""


def environment(**given):
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_") or name == "TOCSIN_CACHE"
    }
    return {**ours, "PYTHONUNBUFFERED": "1", **{f"TOCSIN_{name}": str(value) for name, value in given.items()}}


@pytest.fixture
def up(tmp_path):
    """Start it in an empty folder."""
    started = []

    def start(*arguments, **given):
        log = tmp_path / "up.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [*TOCSIN, "up", *arguments],
                cwd=tmp_path,
                env=environment(**given),
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, nothing that a thread could hold
            )
        started.append(process)
        return process, log.read_text

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def wait(happened, said):
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, said()
        time.sleep(0.1)


def test_alone_it_shows_a_day_that_rings_and_goes_on_until_it_is_stopped(up):
    (web,) = free_ports(1)
    process, said = up(WEB_PORT=web)
    wait(lambda: "83 articles sent" in said() or process.poll() is not None, said)
    wait(
        lambda: "strike — Kharkiv" in said() or process.poll() is not None, said
    )  # the last that rings; by which rule hangs on what came first
    assert process.poll() is None
    assert "alerts   are shown here, since no channel is set" in said()
    assert "water-slack is not set; TOCSIN_CHANNELS__WATER_SLACK=URL sets it" in said()
    ready = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from urllib.request import *; build_opener(ProxyHandler({{}})).open('http://127.0.0.1:{web}/ready')",
        ],
        check=False,
    )
    assert ready.returncode == 0
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert "Traceback" not in said()
    assert said().count("CRITICAL") == 1


def test_a_worker_that_ends_ends_it_with_its_reason(up):
    process, said = up()
    wait(lambda: "ready in" in said() or process.poll() is not None, said)
    (child,) = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    os.kill(int(child), signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert "tocsin: the worker ended with status -9" in said()


def test_a_source_that_is_none_is_told_before_anything_starts(up):
    process, said = up("nowhere.jsonl")
    assert process.wait(PATIENCE) == 2
    assert said() == "tocsin: nowhere.jsonl: no such file\n"
