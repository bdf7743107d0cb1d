"""`python -m streams`: what every command has in common."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")


def run(*words, stdout=subprocess.PIPE):
    return subprocess.run(
        [sys.executable, "-m", "streams", *words], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("words", [["rules", "schema"], ["rules", "check", "--json"]], ids=" ".join)
def test_a_full_disk_is_told_in_a_line_whatever_the_command(words):
    with FULL.open("w") as full:
        done = run(*words, stdout=full)
    assert done.returncode == 1
    assert done.stderr == "tocsin: standard output or input: No space left on device\n"


def test_wrong_use_keeps_its_exit_code():
    assert run("rules", "schema", "nonsense").returncode == 2


@pytest.mark.parametrize(
    "words", [["rules", "schema"], ["rules", "explain", "infrastructure/dam-strike"]], ids=" ".join
)
def test_a_reader_who_has_seen_enough_is_no_failure(words):
    reading, writing = os.pipe()
    os.close(reading)
    done = run(*words, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
