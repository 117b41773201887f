"""Ports for servers that tests start as programs of their own."""

from __future__ import annotations

import os
import socket
from itertools import count

# Below those that the system hands to outgoing connections (32768 on): nothing else takes one between the
# look and the start. Each worker has two hundred of its own.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_next = count(20_000 + 200 * _WORKER)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    for port in _next:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("unreachable")
