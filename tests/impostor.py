"""Impostors of Slack and Telegram, for the unmodified plugins of Apprise.

`Impostor` is a proxy for HTTPS (CONNECT) that ends TLS itself with certificates of its own authority, and answers in
the services' stead. With `environment()` in `os.environ` requests goes through it. `read_telegram` and `read_slack` read
a message as strictly as the services' rules are written, and say what a reader would see, tap and be woken by.

Run as a program it prints its environment, then every message it gets: `python tests/impostor.py`.
"""

from __future__ import annotations

import contextlib
import html.parser
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import trustme

SLACK_URL = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7"
TELEGRAM_URL = "tgram://987654321:AAFhWXyzabcdefghijklmnopqrstuvwxyzA/-1001234567890"
"""Invented tokens of the right shape."""

HOSTS = ("hooks.slack.com", "slack.com", "api.telegram.org")


# What a message does to its reader


@dataclass
class Shown:
    """A message as its reader sees it: text without markup, links as (URL, label), and whatever else it would do."""

    text: str
    links: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)

    @property
    def bare(self) -> str:
        """The text without what is invisible."""
        return re.sub("[\u200b\u2068\u2069]", "", self.text)


class MalformedError(ValueError):
    """The service would refuse the message."""


_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
_LETTERS = r"[^\W\d_]"
_AUTOMATIC = re.compile(
    rf"(?<!\w)@\w{{2,}}|\w@\w|https?://\S+|\b(?:tg|mailto|tel):[\w/+]|\w[-\w]*\.{_LETTERS}{{2,}}|\b\d+(?:\.\d+){{3}}\b|(?<![\w/<>])/[a-z]\w*",
    re.IGNORECASE,
)
"""What Telegram and Slack make active in running text by themselves."""


class _TelegramReader(html.parser.HTMLParser):
    """Telegram's HTML: https://core.telegram.org/bots/api#html-style."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.shown = Shown("")
        self._open: list[tuple[str, str, int]] = []
        self._running = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or {name for name, _ in attrs} - ({"href"} if tag == "a" else set()):
            raise MalformedError(f"can't parse entities: unsupported start tag {tag!r}")
        self._open.append((tag, dict(attrs).get("href") or "", len(self.shown.text)))
        self.shown.tags.append(tag)
        self._running += "\0"

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise MalformedError(f"can't parse entities: unexpected end tag {tag!r}")
        _, href, start = self._open.pop()
        if tag == "a":
            self.shown.links.append((href, self.shown.text[start:]))
        self._running += "\0"

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise MalformedError("can't parse entities: a raw < or &")
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        if name not in {"lt", "gt", "amp", "quot"}:
            raise MalformedError(f"can't parse entities: &{name}; is unknown")
        self._add({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name])

    def handle_charref(self, name: str) -> None:
        self._add(html.unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        raise MalformedError(f"can't parse entities: a comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise MalformedError(f"can't parse entities: a declaration {decl!r}")

    unknown_decl = handle_comment
    handle_pi = handle_comment

    def _add(self, data: str) -> None:
        self.shown.text += data
        if not any(tag in {"a", "code", "pre"} for tag, _, _ in self._open):
            self._running += data

    def finish(self) -> Shown:
        if self._open:
            raise MalformedError(f"can't parse entities: {self._open[-1][0]!r} is not closed")
        if len(self.shown.text.encode("utf-16-le")) // 2 > 4096:
            raise MalformedError("message is too long")
        if not self.shown.text.strip():
            raise MalformedError("message text is empty")
        self.shown.active = _AUTOMATIC.findall(self._running)
        return self.shown


def read_telegram(text: str) -> Shown:
    """Read Telegram's HTML, or raise what Telegram would say."""
    if loose := re.search(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)", text, re.IGNORECASE):
        raise MalformedError(f"can't parse entities: a raw & at {loose.start()}")
    reader = _TelegramReader()
    reader.feed(text)
    reader.close()
    return reader.finish()


def read_slack(text: str) -> Shown:
    """Read Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text."""
    if re.search(r"&(?!(?:lt|gt|amp);)", text):
        raise MalformedError("a raw &")
    shown, running = Shown(""), ""
    for part in re.split(r"(<[^<>]*>|`[^`\n]*`)", text):
        if part.startswith("<"):
            running += "\0"
            inside = html.unescape(part[1:-1])
            if inside[:1] in {"!", "@", "#"}:
                shown.pings.append(inside)
                continue
            url, _, label = inside.partition("|")
            if not re.match(r"https?://", url):
                raise MalformedError(f"{part} is neither a link nor a mention")
            shown.links.append((url, label or url))
            shown.text += label or url
        elif part.startswith("`") and len(part) > 1:
            shown.tags.append("code")
            shown.text += html.unescape(part[1:-1])
            running += "\0"
        elif re.search(r"[<>`]", part):
            raise MalformedError(f"a raw <, > or backtick in {part!r}")
        else:
            shown.text += html.unescape(part)
            running += part
    if len(text) > 3_000:
        raise MalformedError("msg_too_long")
    if not shown.text.strip():
        raise MalformedError("no_text")
    shown.active = _AUTOMATIC.findall(html.unescape(running)) + re.findall(
        r"(?<!\w)([*_~])(?=\S)[^\n]*?(?<=\S)\1(?!\w)|^\s*(?:&gt;)+|:[\w+'-]+:", running, re.MULTILINE
    )
    return shown


# The services


@dataclass(frozen=True)
class Request:
    """A request that arrived; ``silent``: while nothing was answered."""

    host: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    silent: bool = False
    at: float = field(default_factory=time.monotonic)

    @property
    def text(self) -> str:
        """The message in it: Slack's title and text, Telegram's text, or Apprise's JSON."""
        if "attachments" in self.body and self.host:
            (attachment,) = self.body["attachments"]
            return f"{attachment['title']}\n{attachment['text']}"
        return self.body.get("text") or f"{self.body.get('title')}\n{self.body.get('message')}"


@dataclass(frozen=True)
class Reply:
    """What the impostor answers; ``delay`` in seconds comes first, and without a ``status`` the connection is cut."""

    status: int | None = 200
    body: str | dict[str, Any] = "ok"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0


def slack_429(seconds: int) -> Reply:
    """Slack asks to wait: in a header."""
    return Reply(429, "rate_limited", {"Retry-After": str(seconds)})


def telegram_error(status: int, description: str, **parameters: Any) -> Reply:
    """Telegram refuses."""
    told: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return Reply(status, told | ({"parameters": parameters} if parameters else {}))


def telegram_429(seconds: int) -> Reply:
    """Telegram asks to wait: in the body."""
    return telegram_error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def behave(request: Request) -> Reply:
    """Answer as the real services do to a message they understand or do not."""
    try:
        if request.host == "api.telegram.org":
            read_telegram(request.body["text"])
            return Reply(200, {"ok": True, "result": {"message_id": 1}})
        if request.host == "hooks.slack.com":
            read_slack(request.body["attachments"][0]["text"])
            return Reply(200, "ok")
    except MalformedError as error:
        if request.host == "api.telegram.org":
            return telegram_error(400, f"Bad Request: {error}")
        return Reply(400, "invalid_payload")
    return Reply(200, {"ok": True})


class Impostor:
    """The proxy and the services behind it. A context manager; everything it got is in ``requests``.

    ``replies`` are given in turn, to whichever service is asked; when they are used up it answers like the real ones.
    A plain HTTP request to `address` is taken too: `json://` + address is a channel.
    """

    def __init__(self, folder: Path) -> None:
        self.requests: list[Request] = []
        self.replies: list[Reply | Callable[[Request], Reply]] = []
        self.connections: list[str] = []
        self.questions: list[str] = []
        authority = trustme.CA()
        self._bundle = folder / "impostor-ca.pem"
        authority.cert_pem.write_to_path(str(self._bundle))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*HOSTS).configure_cert(self.tls)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._lock = threading.Lock()
        self._speaks = threading.Event()
        self._speaks.set()

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Take requests and answer nothing while the block lasts, not even those that were taken in it."""
        self._speaks.clear()
        try:
            yield
        finally:
            self._speaks.set()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True, name="impostor").start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def environment(self) -> dict[str, str]:
        """What makes requests come here: the whole test of unmodified plugins hangs on these two."""
        return {
            "HTTPS_PROXY": f"http://{self.address}",
            "REQUESTS_CA_BUNDLE": str(self._bundle),
            "NO_PROXY": "127.0.0.1",
        }

    def ask(self, where: str) -> None:
        """Note a question whether anybody answers; a silence is waited out."""
        self.questions.append(where)
        self._speaks.wait()

    def answer(self, request: Request) -> Reply:
        """Note a request and choose the reply: after a silence the connection is cut."""
        with self._lock:
            silent = not self._speaks.is_set()
            self.requests.append(replace(request, silent=silent))
            reply = self.replies.pop(0) if self.replies and not silent else behave
        if silent:
            self._speaks.wait()
            return Reply(status=None)
        return reply(request) if callable(reply) else reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        impostor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            host = ""

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class calls it so
                """Say nothing."""

            def finish(self) -> None:
                """Close what was wrapped around the connection, too."""
                super().finish()
                if self.connection is not self.request:
                    self.connection.close()

            def do_CONNECT(self) -> None:
                """End TLS here, and go on reading requests from inside it."""
                impostor.connections.append(self.path)
                self.send_response(200, "Connection established")
                self.end_headers()
                self.host = self.path.rpartition(":")[0]
                try:
                    self.connection = impostor.tls.wrap_socket(self.connection, server_side=True)
                except (ssl.SSLError, OSError):
                    self.close_connection = True
                    return
                self.rfile.close()
                self.wfile.close()
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
                self.close_connection = False

            def do_HEAD(self) -> None:
                """Answer whoever asks whether anybody does."""
                impostor.ask(f"{self.host}{self.path}")
                self.close_connection = True
                self.send_response(404)
                self.end_headers()

            def do_POST(self) -> None:
                """Note what came, then answer."""
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                reply = impostor.answer(Request(self.host, self.path, dict(self.headers), body))
                time.sleep(reply.delay)
                self.close_connection = True
                if reply.status is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                with contextlib.suppress(OSError):  # whoever asked has gone
                    write(self, reply)

        return Handler


def write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Write a reply as an HTTP answer."""
    data = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
    kind = "text/plain" if isinstance(reply.body, str) else "application/json"
    length = str(len(data.encode()))
    headers = {"Content-Type": kind, "Connection": "close", "Content-Length": length} | dict(reply.headers)
    handler.send_response(reply.status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data.encode())


@contextmanager
def impostor_in(folder: Path, environment: Any) -> Iterator[Impostor]:
    """An impostor that requests will find; ``environment`` is pytest's monkeypatch."""
    with Impostor(folder) as impostor:
        for name, value in impostor.environment().items():
            environment.setenv(name, value)
            environment.delenv(name.lower(), raising=False)
        yield impostor


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Impostor(Path(folder)) as running:
        for name, value in running.environment().items():
            print(f"export {name}={value}")  # noqa: T201
        seen = 0
        while True:
            time.sleep(0.2)
            for request in running.requests[seen:]:
                print(f"--- {request.host}\n{request.text}", flush=True)  # noqa: T201
                seen += 1
