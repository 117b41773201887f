"""The program as a whole: help, wrong use, ways to end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from tests.cli.conftest import Run
from vinhdanh.web.cli import app, law
from vinhdanh.web.cli.output import Exit


def commands(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield (*path, name)


COMMANDS = list(commands(get_command(app)))
LEAST = {"judge", "template", "sample", "person", "demo", "serve", "manage", "verify"}


def test_every_command_that_people_were_promised_is_there() -> None:
    assert {path[0] for path in COMMANDS} >= LEAST
    assert {path[1] for path in COMMANDS if path[0] == "law"} == {"list", "show", "check", "coverage", "diff"}


@pytest.mark.parametrize("path", [path for path in COMMANDS if path != ("manage",)], ids=" ".join)
def test_help_is_vietnamese_and_has_an_example(run: Run, path: tuple[str, ...]) -> None:
    ran = run(*path, "--help")
    assert ran.code == Exit.OK
    assert f"Cách dùng: vinhdanh {' '.join(path)}" in ran.words
    assert f"vinhdanh {' '.join(path)}" in ran.words.split("Ví dụ:")[1]
    assert "Hiện trang trợ giúp này." in ran.words
    for english in ("Usage", "Options", "Arguments", "[required]", "Show this message"):
        assert english not in ran.out


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    ran = run()
    assert ran.code == Exit.OK
    for word in ("judge", "Luật", "Mã thoát", *(code.meaning for code in Exit)):
        assert word in ran.words
    assert run("law").code == Exit.OK


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out.startswith("vinhdanh 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["juge"], "Không có lệnh “juge”. Có phải judge?"),
        (["judge"], "Thiếu TỆP."),
        (["judge", "a.xlsx"], "Thiếu --year."),
        (["judge", "a.xlsx", "--yaer", "2025"], "Không có tùy chọn --yaer. Có phải --year?"),
        (["judge", "a.xlsx", "--year", "hai"], "--year chưa dùng được: cần một số nguyên."),
        (["judge", "a.xlsx", "--year", "1200"], "--year chưa dùng được: cần từ 1980 trở lên."),
        (["judge", "a.xlsx", "--year", "2025", "--members", "x"], "cần một trong: verdicts, grants."),
        (["judge", "a.xlsx", "b.xlsx", "--year", "2025"], "Thừa tham số: b.xlsx."),
        (["law", "list", "--on", "31/02/2025"], "đọc được “31/02/2025”, cần một ngày như 30/09/2026"),
        (["law", "diff"], "Cần hai ngày để so sánh, đọc được 0."),
        (["law", "show"], "Thiếu ĐIỀU."),
        (["law", "list", "--overlay", "bac-ninh"], "Không có bộ quy chế “bac-ninh”."),
    ],
)
def test_wrong_use_is_said_in_one_sentence(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert ran.code == Exit.USAGE
    assert said in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_an_error_of_the_program_has_no_traceback_unless_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(law, "load_book", broken)
    ran = run("law", "list")
    assert ran.code == Exit.INTERNAL
    assert "Lỗi của phần mềm: RuntimeError: hỏng" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("--debug", "law", "list").err


def test_stopping_is_no_error_of_the_program(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(law, "load_book", stopped)
    ran = run("law", "list")
    assert ran.code == Exit.INTERRUPTED
    assert "Đã dừng theo yêu cầu." in ran.err


def loaded_after(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after the statement."""
    program = f"import sys; {statement}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_help_loads_nothing_heavy() -> None:
    assert not loaded_after("import vinhdanh.web.cli") & {"django", "numpy", "rich", "yaml", "xlsxwriter"}


def test_modules_of_the_law_and_of_workbooks_need_no_django() -> None:
    needed = (
        "import vinhdanh.engine, vinhdanh.exchange.reading, vinhdanh.exchange.results, "
        "vinhdanh.exchange.template, vinhdanh.exchange.sample.workbook, vinhdanh.web.cli.explaining"
    )
    assert "django" not in loaded_after(needed)


def test_output_into_a_closed_pipe_is_silent() -> None:
    done = subprocess.run(
        f"'{sys.executable}' -c 'from vinhdanh.web.cli import main; main()' law list --json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
