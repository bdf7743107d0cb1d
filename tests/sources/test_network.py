from __future__ import annotations

import ssl
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import pytest
import trustme
from feed_server import Answer, FeedServer

from streams.errors import ConfigurationError
from streams.sources.network import CheckedTransport, Networks, RefusedError


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "this machine"), ("127.8.8.8", "this machine"), ("::1", "this machine"), ("0.0.0.0", "this machine"),
        ("::", "this machine"), ("::ffff:127.0.0.1", "this machine"), ("64:ff9b::7f00:1", "this machine"),
        ("2002:7f00:1::", "this machine"), ("169.254.169.254", "link-local"), ("fe80::1", "link-local"),
        ("fe80::1%lo", "link-local"), ("::ffff:169.254.169.254", "link-local"), ("10.1.2.3", "private"),
        ("172.16.0.1", "private"), ("192.168.1.1", "private"), ("fd00::1", "private"), ("fec0::1", "private"),
        ("64:ff9b::a00:1", "private"), ("2002:a00:1::", "private"), ("64:ff9b:1::1", "reserved"), ("100.64.0.1", "reserved"),
        ("224.0.0.1", "multicast"), ("ff02::1", "multicast"), ("240.0.0.1", "private"), ("255.255.255.255", "private"),
        ("::127.0.0.1", "reserved"),
    ],
)  # fmt: skip
def test_only_public_addresses_are_asked(address, kind):
    assert f"is {kind}" in Networks().refusal("e.com", address).replace(" a ", " ")


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "2002:101:101::1", "::ffff:1.1.1.1"]
)
def test_public_addresses_are_asked(address):
    assert Networks().refusal("e.com", address) is None


@pytest.mark.parametrize(
    ("listed", "host", "address", "asked"),
    [
        ("10.20.0.0/16", "e.com", "10.20.3.4", True),
        ("10.20.0.0/16", "e.com", "10.21.3.4", False),
        ("127.0.0.1, ::1", "localhost", "::1", True),
        ("127.0.0.1", "localhost", "127.0.0.2", False),
        ("127.0.0.1", "e.com", "::ffff:127.0.0.1", True),
        ("RSS.internal", "rss.Internal.", "10.0.0.1", True),
        ("rss.internal", "other.internal", "10.0.0.1", False),
    ],
)
def test_what_the_operator_lists_is_asked_too(listed, host, address, asked):
    assert (Networks(listed).refusal(host, address) is None) is asked


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


def names(**addresses):
    """A resolver that knows these hosts, each with the answers it gives one after the other."""
    left = {host.replace("_", "."): list(told) for host, told in addresses.items()}

    async def resolve(host, _port):
        told = left[host]
        return told.pop(0) if len(told) > 1 else told[0]

    return resolve


async def get(url, *, networks="", resolve=None, verify=True):
    async with (
        CheckedTransport(Networks(networks), resolve=resolve, verify=verify) as transport,
        httpx.AsyncClient(transport=transport, follow_redirects=True) as client,
    ):
        return await client.get(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "017700000001", "127.1", "0", "[::ffff:127.0.0.1]"]
)
async def test_no_spelling_of_this_machine_is_asked(server, host):
    url = server.tell("/rss", Answer(b"inside")).replace("127.0.0.1", host)
    with pytest.raises(RefusedError, match="this machine"):
        await get(url)
    assert server.asked == []


async def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_asked(server):
    url = server.tell("/rss", Answer(b"x")).replace("127.0.0.1", "e.com")
    rebinding = names(e_com=[["127.0.0.1"], ["127.0.0.2"]])
    assert (await get(url, networks="127.0.0.1", resolve=rebinding)).text == "x"
    assert server.asked[0][1]["Host"].startswith("e.com:")
    with pytest.raises(RefusedError, match=r"e\.com, which is 127\.0\.0\.2, is this machine"):
        await get(url, networks="127.0.0.1", resolve=rebinding)


async def test_of_several_addresses_those_are_tried_that_may_be_asked(server):
    url = server.tell("/rss", Answer(b"x")).replace("127.0.0.1", "e.com")
    several = names(e_com=[["10.0.0.1", "127.0.0.3", "127.0.0.1"]])  # nobody listens on the second
    assert (await get(url, networks="127.0.0.0/8", resolve=several)).text == "x"


@pytest.mark.parametrize(
    "leads",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd", "gopher://e.com/"],
)
async def test_every_redirect_is_checked(server, leads):
    url = server.tell("/rss", Answer(status=302, headers={"Location": leads}))
    with pytest.raises(RefusedError):
        await get(url, networks="127.0.0.1")


async def test_a_certificate_is_that_of_the_host_not_of_its_address():
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("e.com").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as https:
        https.socket = context.wrap_socket(https.socket, server_side=True)
        Thread(target=https.serve_forever, args=(0.02,), daemon=True).start()
        port, resolve = https.server_port, names(e_com=[["127.0.0.1"]], f_com=[["127.0.0.1"]])
        answer = await get(f"https://e.com:{port}/", networks="127.0.0.1", resolve=resolve, verify=trusting)
        assert answer.text == f"e.com:{port}"
        with pytest.raises(httpx.ConnectError, match="certificate"):
            await get(f"https://f.com:{port}/", networks="127.0.0.1", resolve=resolve, verify=trusting)
        https.shutdown()


async def test_a_proxy_is_asked_for_what_only_it_can_resolve_and_never_for_what_is_private(server, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url.removeprefix("http://"))
    monkeypatch.setenv("no_proxy", "direct.com")
    server.tell("http://e.com/rss", Answer(b"by proxy"))

    async def resolve(host, _port):
        if host == "e.com":
            raise OSError
        return ["127.0.0.1"]

    assert (await get("http://e.com/rss", resolve=resolve)).text == "by proxy"
    with pytest.raises(RefusedError):
        await get("http://inside.com/rss", resolve=resolve)
    direct = server.tell("/rss", Answer(b"directly")).replace("127.0.0.1", "direct.com")
    assert (await get(direct, resolve=resolve, networks="direct.com")).text == "directly"
    assert [path for path, _ in server.asked] == ["http://e.com/rss", "/rss"]


async def test_a_proxy_that_cannot_be_used_is_told_without_its_password(monkeypatch):
    monkeypatch.setenv("https_proxy", "ftp://user:secret@proxy:21")
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY cannot be used") as caught:
        await get("https://e.com/")
    assert "secret" not in str(caught.value)
