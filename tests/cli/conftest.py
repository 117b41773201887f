"""Running commands as at a prompt, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.cli.workbooks import SMALL, write
from vinhdanh.web.cli import app


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """The JSON on stdout; fails when there is anything else."""
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """Stdout as one line, so that a sentence is found wherever the table broke it."""
        return " ".join(self.out.split())


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def run() -> Run:
    def run_command(*arguments: object) -> Ran:
        result = CliRunner().invoke(app, [str(one) for one in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run_command


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two officers of one phòng, without a mistake."""
    return write(tmp_path_factory.mktemp("small") / "nho.xlsx", SMALL)
