"""A web server that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Answer:
    """What the server says once; the last answer of a path is given again and again."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[], Iterator[bytes]] | None = None
    """What is written instead of all this, piece by piece, as long as somebody listens."""


class FeedServer:
    """Runs as long as the ``with`` block; `tell` says how it answers."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                told = server._answers.get(self.path, [Answer(b"nothing here", 404)])
                answer = told.pop(0) if len(told) > 1 else told[0]
                if answer.raw is not None:
                    self.close_connection = True
                    with contextlib.suppress(OSError):
                        for piece in answer.raw():
                            self.wfile.write(piece)
                    return
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                with contextlib.suppress(OSError):  # whoever asked has heard enough
                    self.end_headers()
                    self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
            daemon_threads = True

        self._http = Server((host, 0), Handler)
        self.port = self._http.server_port
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def tell(self, path: str, *answers: Answer) -> str:
        """Answer so at this path; its address."""
        self._answers[path] = list(answers)
        return self.url + path

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
