"""Write one import in a process of its own, which kills itself at a given word of its progress.

    python -m tests.exchange.killed INTAKE WORD

The word is counted from 1; the process that reaches the end says how many there were and is then killed too.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import partial

import django


def main(pk: int, word: int) -> None:
    django.setup()
    from vinhdanh.access.types import Operator
    from vinhdanh.exchange import tasks
    from vinhdanh.exchange.models import Intake

    heard = 0

    def listen(what: str, done: int, of: int) -> None:
        nonlocal heard
        heard += 1
        if heard == word:
            os.kill(os.getpid(), signal.SIGKILL)

    intake = Intake.objects.get(pk=pk)
    partial(tasks.apply_now, actor=Operator(), tell=listen)(intake)
    sys.stdout.write(str(heard))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
