"""Several people at the same moment, and machines that stop in the middle: what tests of both share."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """Do them in threads that start together; "done" or the sentence of the refusal, in the acts' order."""
    said = [""] * len(acts)
    start = threading.Barrier(len(acts))

    def do(place: int) -> None:
        try:
            start.wait()
            acts[place]()
            said[place] = "done"
        except (PermissionDenied, ValidationError) as refusal:
            said[place] = " ".join(getattr(refusal, "messages", [str(refusal)]))
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def killed_after_each_statement(act: Act, check: Callable[[bool], None]) -> int:
    """Let a process of its own do the act and kill it (-9) after its first statement, then after its second …

    Statements that only read are not counted: a death after one leaves what a death before it leaves.

    Args:
        check: called after each death; whether the act had come to its end.

    Returns:
        how many times it was killed before the end.
    """
    deaths = 0
    while True:
        ended = _killed_after(act, deaths)
        check(ended)
        if ended:
            return deaths
        deaths += 1


def _killed_after(act: Act, statements: int) -> bool:
    """Whether the act came to its end before so many statements were done."""
    connection.close()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _do_and_die(act, statements, writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, said.decode()
    assert said in (b"", b"ended"), said.decode()
    return said == b"ended"


def _do_and_die(act: Act, statements: int, writes: int) -> None:
    """In the child: never comes back."""
    done = 0

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal done
        answer = execute(sql, *rest)
        done += not sql.lstrip().upper().startswith("SELECT")
        if done > statements:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    try:
        with connection.execute_wrapper(count):
            act()
        os.write(writes, b"ended")
    except BaseException as error:  # noqa: BLE001 (whatever it is, the parent is told)
        os.write(writes, repr(error).encode())
    os.kill(os.getpid(), signal.SIGKILL)
