"""Feeds that mean harm, and what is to be said of each. `hunter2` is what must never be shown."""

from __future__ import annotations

import gzip
import itertools
import time
from collections.abc import Iterator

from feed_server import Answer

SECRET = "hunter2"
ITEM = f"<title>{SECRET}</title><link>https://e.com/1</link>"


def rss(inside: str = "", *, before: str = "", root: str = "") -> bytes:
    return f'{before}<rss version="2.0"{root}><channel><item>{ITEM}{inside}</item></channel></rss>'.encode()


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY l0 "{SECRET}">{entities}]>'


def drip(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield piece
        time.sleep(0.1)


def endless(head: bytes, piece: bytes) -> Iterator[bytes]:
    return itertools.chain([head], itertools.repeat(piece))


OK = b"HTTP/1.1 200 OK\r\n"
MANY_AUTHORS = "<entry><title>t</title>" + f"<author><name>{SECRET}</name></author>" * 40 + "</entry>"

HOSTILE = {
    "300,000 attributes": (
        Answer(rss(root="".join(f' a{number}=""' for number in range(300_000)))),
        "more than 200 attributes of one element",
    ),
    "a million elements inside one another": (
        Answer(rss("<a>" * 1_000_000 + "</a>" * 1_000_000)),
        "more than 100 elements inside one another",
    ),
    "entities of entities": (Answer(rss("&l9;", before=laughs())), "characters, by its entities"),
    "one entity, many times": (
        Answer(rss("&a;" * 100_000, before=f'<!DOCTYPE rss [<!ENTITY a "{SECRET * 1_000}">]>')),
        "characters, by its entities",
    ),
    "a gzip bomb": (
        Answer(gzip.compress(bytes(200_000_000), 1), headers={"Content-Encoding": "gzip"}),
        "more than 8,000,000 bytes",
    ),
    "a bomb in a bomb": (
        Answer(gzip.compress(gzip.compress(bytes(1_000_000))), headers={"Content-Encoding": "gzip, gzip"}),
        "packed in a way that was not asked for",
    ),
    "a body that drips": (Answer(raw=lambda: drip(OK + b"\r\n<rss>", b" ")), "not read after"),
    "headers that drip": (Answer(raw=lambda: drip(OK, b"X-Y: z\r\n")), "not read after"),
    "a body without an end": (
        Answer(raw=lambda: endless(OK + b"\r\n", SECRET.encode() * 10_000)),
        "more than 8,000,000 bytes",
    ),
    "interim answers without an end": (
        Answer(raw=lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)),
        "not read after|no HTTP",
    ),
    "a header without an end": (Answer(raw=lambda: endless(OK + b"X-Y: ", SECRET.encode() * 1_000)), "no HTTP"),
    "a redirect of 60 kB": (
        Answer(status=302, headers={"Location": "/" + SECRET * 8_000}),
        "HTTP 4[01]4",
    ),
    "a redirect to itself": (Answer(status=302, headers={"Location": f"?{SECRET}"}), "more than 5 redirects"),
    "letters in no encoding": (
        Answer(b'<?xml version="1.0" encoding="utf-16"?>' + bytes(range(128, 256)) * 8_000 + rss()),
        "stand before the first element|broken|no RSS",
    ),
    "an encoding that nobody has": (
        Answer(rss(before='<?xml version="1.0" encoding="zip"?>').replace(b"t", b"\xff")),
        "no RSS|broken",
    ),
    "100,000 articles": (Answer(rss(f"</item><item>{ITEM}" * 100_000)), "more than 5,000 articles"),
    "500,000 sections of CDATA": (Answer(rss("<description>" + "<![CDATA[ ]]>" * 500_000 + "</description>")), "^1$"),
    "a title of 7 MB": (Answer(rss().replace(SECRET.encode(), "😀".encode() + b"a" * 7_000_000)), "^1$"),
    "a megabyte of line breaks": (Answer(rss(before="\n" * 1_000_000)), "bytes stand before the first element"),
    "what is quadratic to repair": (Answer(rss("<description>" + "<a " * 330_000)), "processor time"),
    "95,000 authors": (
        Answer(f'<feed xmlns="http://www.w3.org/2005/Atom">{MANY_AUTHORS * 1_150}</feed>'.encode()),
        "^1150$",
    ),
    "no HTTP at all": (Answer(raw=lambda: iter([f"SSH-2.0-{SECRET}\r\n".encode()])), "no HTTP"),
    "a reason of its own": (
        Answer(raw=lambda: iter([f"HTTP/1.1 403 {SECRET}\r\n\r\n".encode()])),
        "HTTP 403 Forbidden",
    ),
    "somebody's own answer": (Answer(f'{{"password": "{SECRET}"}}'.encode()), "no RSS or Atom feed, but JSON"),
}
"""Each with what is said of it, or how many articles are read in spite of all."""

REFUSED = {
    "this machine": "http://127.0.0.1:{ipv4}/",
    "this machine in IPv6": "http://[::1]:{ipv6}/",
    "this machine by name": "http://localhost:{ipv4}/",
    "this machine as a number": "http://2130706433:{ipv4}/",
    "this machine in hexadecimal": "http://0x7f.1:{ipv4}/",
    "this machine inside IPv6": "http://[::ffff:127.0.0.1]:{ipv4}/",
    "no machine": "http://0.0.0.0:{ipv4}/",
    "a cloud's metadata": f"http://169.254.169.254/latest/{SECRET}",
    "a private network": f"http://10.0.0.1/{SECRET}",
    "a link-local network": "http://[fe80::1]/",
    "everybody": "http://224.0.0.1/",
    "a file": "file:///etc/passwd",
    "another protocol": "gopher://127.0.0.1:{ipv4}/",
}
"""Where a redirect leads that is not followed."""
