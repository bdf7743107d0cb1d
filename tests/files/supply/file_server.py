"""A web server for files that breaks off, forgets and lies as it is told, and remembers what it was asked."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Answer:
    """What the server says once; the last answer of a path is given again and again.

    ``cut`` closes the connection after so many bytes of what was asked for; ``ranges`` is whether parts are given,
    ``length`` whether one is announced.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    ranges: bool = True
    length: bool = True


class FileServer:
    """Runs as long as the ``with`` block; `tell` says how it answers."""

    def __init__(self) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                server.asked.append(("HEAD", self.path, dict(self.headers)))
                self.send_response(server._answers.get(self.path, [Answer(status=404)])[0].status)
                self.end_headers()

            def do_GET(self) -> None:
                server.asked.append(("GET", self.path, dict(self.headers)))
                told = server._answers.get(self.path, [Answer(b"nothing here", 404)])
                server._answer(self, told.pop(0) if len(told) > 1 else told[0])

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def _answer(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        status, headers, body = answer.status, dict(answer.headers), answer.body
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        current = {answer.headers.get("ETag"), answer.headers.get("Last-Modified")} - {None}
        if status == 200 and asked and answer.ranges and handler.headers.get("If-Range") in current:
            first = int(asked[1])
            if first >= len(body):
                status, body = 416, b""
            else:
                headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
                status, body = 206, body[first:]
        handler.send_response(status)
        announced = {"Content-Length": str(len(body))} if answer.length else {}
        for name, value in {**announced, **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[: answer.cut])
        handler.close_connection = True

    def tell(self, path: str, *answers: Answer) -> str:
        """Answer so at this path; its address."""
        self._answers[path] = list(answers)
        return self.url + path

    def ranges(self, path: str) -> list[str | None]:
        """Which part each request for a path asked for."""
        return [headers.get("Range") for method, asked, headers in self.asked if (method, asked) == ("GET", path)]

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
