"""A machine that is told of decisions: a small HTTP server in a thread, which checks every signature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from vinhdanh.exchange.webhooks.sending import SIGNATURE, signature_of


@dataclass
class Receiver:
    """What came in, and what the machine answers to the next messages (200 when nothing else is set)."""

    url: str
    secret: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    forged: int = 0

    @property
    def events(self) -> list[str]:
        return [one["event"] for one in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """The server on a free port of this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            moment = int(self.headers[SIGNATURE].partition(",")[0].removeprefix("t="))
            if self.headers[SIGNATURE] != signature_of(receiver.secret, moment, body):
                receiver.forged += 1
            receiver.got.append(json.loads(body))
            receiver.ids.append(self.headers["X-Vinhdanh-Delivery"])
            status = receiver.answers.pop(0) if receiver.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", receiver.url)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/tin")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
