"""Django's own commands (``vinhdanh manage …``)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one of Django's commands: ``main(["migrate"])``; by default what was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vinhdanh manage", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
