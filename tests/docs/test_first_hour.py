"""The operator's part of the README, entered command by command in an empty folder, as a newcomer would.

Only ports and the address of a Kafka are other ones here: tests share their machine.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from kafka_server import die_with_parent, free_ports
from pages import README, Command, commands, page, section

pytestmark = pytest.mark.slow

FIRST_HOUR = section(page(README), "## For operators")
OWN_FEED, APART, REAL_KAFKA = (commands(f"```bash{block}") for block in FIRST_HOUR.split("```bash")[1:])
BEFORE = ("make ", "export ")
"""What has been done where these tests run: the command is installed and on the path."""
SPOKEN = re.compile("ready|listening|Serving")
"""What a program says from when it is there for others."""
PATIENCE = 240
"""Seconds for anything, on a machine that does much else."""


class Terminal:
    """A folder in which commands are entered one after the other."""

    def __init__(self, folder: Path, instead: dict[str, str], **env: str) -> None:
        self.folder = folder
        self._instead = instead
        self._running: list[subprocess.Popen[bytes]] = []
        self._said: dict[str, Callable[[], str]] = {}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self._env = {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **env}

    def instead(self, shown: str) -> str:
        """What stands here for something that the README shows."""
        return self._instead[shown]

    def enter(self, command: Command) -> str:
        """Enter a command; one that goes on beside others has said that it is there, any other has ended well."""
        if command.beside:
            process, said = self.begin(command)
            self.wait(lambda: SPOKEN.search(said()), said, process)
            self._said[command.text] = said
            return said()
        done = self._start(command, stdout=subprocess.PIPE)
        said_last = done.communicate(timeout=PATIENCE)[0].decode()
        assert done.returncode == 0, said_last
        return said_last

    def chat(self) -> str:
        """All that the chat has shown."""
        return next(said() for text, said in self._said.items() if "channels listen" in text)

    def begin(self, command: Command):
        """Start a command; gives the process, and what tells all that it has said."""
        log = self.folder.parent / f"{len(self._running)}.log"
        with log.open("wb") as file:
            process = self._start(command, stdout=file)
        self._running.append(process)
        return process, log.read_text

    def _start(self, command: Command, **options):
        text = command.text.removesuffix("&").rstrip()
        for ours, theirs in self._instead.items():
            text = text.replace(ours, theirs)
        return subprocess.Popen(
            ["bash", "-c", text],
            cwd=self.folder,
            env=self._env,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, nothing that a thread could hold
            **options,
        )

    def wait(self, happened, said, process) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            assert process.poll() is None, said()
            assert time.monotonic() < until, said()
            time.sleep(0.1)

    def interrupt(self, process) -> int:
        """Ctrl-C: every process of the command is told."""
        os.killpg(process.pid, signal.SIGINT)
        return process.wait(PATIENCE)

    def close(self) -> None:
        for process in reversed(self._running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def open_one(brokers=None, **env):
        folder = tmp_path / "empty"
        folder.mkdir()
        web, chat, broker = free_ports(3)
        told = {"8000": str(web), "8001": str(chat), "localhost:9092": brokers or f"localhost:{broker}"}
        opened.append(Terminal(folder, told, **env))
        return opened[0]

    yield open_one
    for one in opened:
        one.close()


def enter_all(terminal, block):
    """Enter a block's commands but those that have been, before these tests, and the last, which goes on until ctrl-C."""
    for command in block[:-1]:
        if not command.text.startswith(BEFORE):
            terminal.enter(command)


def test_from_a_clone_to_a_chat_that_rings_are_at_most_eight_commands():
    assert len(OWN_FEED) <= 8
    assert [one.text.split()[0] for one in OWN_FEED[:2]] == ["make", "export"]


def test_a_feed_of_ones_own_rings_a_chat_of_ones_own_and_then_each_process_stands_alone(terminal):
    here = terminal()
    enter_all(here, OWN_FEED)
    process, said = here.begin(OWN_FEED[-1])
    here.wait(lambda: "CRITICAL: Dam or reservoir struck — Kurakhove" in here.chat(), said, process)
    assert here.interrupt(process) == 0
    assert "ring demo" in said()
    assert said().endswith("stopped\n")
    assert "Traceback" not in said()
    assert "no setting is called so" not in said()
    rung = here.chat().count("CRITICAL")
    with (here.folder / ".env").open("a") as file:
        file.write(f"TOCSIN_BROKERS={here.instead('localhost:9092')}\n")  # the usual port may be another test's
    told = {one.text.split("#")[0].rstrip(): here.enter(one) for one in APART}
    assert "83 articles sent" in told["tocsin ingest demo"]
    assert "sent: demo took the test message" in told["tocsin channels test demo"]
    assert re.search(r"sent +demo +everything", told["tocsin deliveries"])
    assert told["tocsin dead-letters"] == "none\n"
    assert here.chat().count("CRITICAL") > rung
    assert "Tocsin test" in here.chat()


@pytest.mark.kafka
def test_the_same_commands_use_a_real_kafka(terminal, kafka, prefix):
    here = terminal(kafka.bootstrap, TOCSIN_PREFIX=prefix, TOCSIN_GROUP=prefix)
    enter_all(here, OWN_FEED)
    enter_all(here, REAL_KAFKA)
    process, said = here.begin(REAL_KAFKA[-1])
    here.wait(lambda: "Kurakhove" in here.chat(), said, process)
    assert here.interrupt(process) == 0
    assert f"broker   {kafka.bootstrap}" in said()
