"""Hostile feeds beside a good one: they cost themselves only, and nobody is asked whom the settings do not allow."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from feed_server import Answer, FeedServer
from hostile import HOSTILE, REFUSED, SECRET

pytestmark = pytest.mark.slow

GOOD = b"<rss version='2.0'><channel><item><title>a</title><link>https://e.com/1</link></item></channel></rss>"
HERE = "127.0.0.2"
"""Where the feeds are, which the settings allow; who listens on 127.0.0.1 and ::1 is never to be asked."""
MEMORY = 400
"""Megabytes for all."""


@pytest.fixture
def servers():
    with ExitStack() as stack:
        yield [stack.enter_context(FeedServer(host)) for host in (HERE, "127.0.0.1", "::1")]


def rounds(feeds, **asked):
    """Read these feeds in a process of its own; what it answers, and all that it wrote."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hostile_rounds.py"))],
        input=json.dumps({"feeds": feeds, **asked}).encode(),
        env={"TOCSIN_FEED_NETWORKS": HERE, "TOCSIN_LOG_LEVEL": "DEBUG", "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        check=False,
    )
    shown = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, shown[-3000:]
    return json.loads(done.stdout), shown


@pytest.mark.parametrize(
    ("count", "limits"),
    [
        pytest.param(2, {"cpu": 2, "quick": 2, "slow": 3}, marks=pytest.mark.timeout(400), id="2"),
        pytest.param(
            20, {"cpu": 20, "quick": 20, "slow": 60}, marks=[pytest.mark.long, pytest.mark.timeout(7200)], id="20"
        ),
    ],
)
def test_a_good_feed_beside_hostile_ones_is_read_every_round_in_little_memory(servers, count, limits):
    server, *inside = servers
    hostile = {name: server.tell(f"/{n}?{SECRET}", answer) for n, (name, (answer, _)) in enumerate(HOSTILE.items())}
    good = server.tell("/good", Answer(GOOD))
    answer, shown = rounds({**hostile, "good": good}, rounds=count, **limits)
    at = [round(told["good"][1], 1) for told in answer["rounds"]]
    sys.stdout.write(f"the good feed was read {at} s after the rounds began; memory in MB: {answer['memory']}\n")
    assert [told["good"][0] for told in answer["rounds"]] == [1] * count
    for told in answer["rounds"]:
        for name, (_, expected) in HOSTILE.items():
            said = str(told[name][0])
            # Little time is left for each where two rounds have to do: on a busy machine more than those meant end by it.
            soon = count == 2 and re.search("not read after|processor time", said)
            assert soon or re.search(expected, said), f"{name}: {said}"
    assert sum(answer["memory"].values()) < MEMORY
    assert SECRET not in shown
    assert answer["connected"] == [HERE]
    assert [one.asked for one in inside] == [[], []]


def test_nothing_is_asked_of_an_address_that_the_settings_do_not_allow(servers):
    server, ipv4, ipv6 = servers
    leads = {name: where.format(ipv4=ipv4.port, ipv6=ipv6.port) for name, where in REFUSED.items()}
    hidden = {
        f"{name}, by redirect": server.tell(f"/{n}", Answer(status=302, headers={"Location": where}))
        for n, (name, where) in enumerate(leads.items())
    }
    direct = {name: where for name, where in leads.items() if where.startswith("http")}
    good = server.tell("/good", Answer(GOOD))
    answer, shown = rounds({**direct, **hidden, "good": good}, rounds=3, cpu=20, quick=20, slow=20)
    for told in answer["rounds"]:
        assert told.pop("good")[0] == 1
        for name, (said, _) in told.items():
            assert re.search("list it in TOCSIN_FEED_NETWORKS$|only http and https addresses are asked$", said), (
                name,
                said,
            )
            assert ("it is redirected" in said) is (name in hidden)
    assert answer["connected"] == [HERE]
    assert [ipv4.asked, ipv6.asked] == [[], []]
    assert SECRET not in shown
