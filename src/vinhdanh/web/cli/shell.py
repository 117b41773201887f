"""Typer, speaking Vietnamese: help pages, wrong use, and errors without a traceback."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from vinhdanh.web.cli.output import CliError, Exit

Function = TypeVar("Function", bound=Callable[..., Any])

HELP_OF_HELP = "Hiện trang trợ giúp này."


if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object


class _Vietnamese(_Base):
    """Help pages with Vietnamese headings, for commands and groups alike."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP_OF_HELP
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        pieces: list[str] = super().collect_usage_pieces(ctx)
        words = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH …"}
        return [words.get(piece, piece).strip("{}") for piece in pieces]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
        rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
        rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
        rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
        rich_utils.DEFAULT_STRING = "[mặc định: {}]"
        for param in self.get_params(ctx):
            if getattr(param, "is_flag", False) and param.metavar is None:
                param.metavar = ""  # a switch takes no value
        super().format_help(ctx, formatter)


class Command(_Vietnamese, TyperCommand):
    """One command."""


class Group(_Vietnamese, TyperGroup):
    """A group of commands."""


class Root(Group):
    """The whole program: turns every way to end into a message and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        debug = "--debug" in given or bool(os.environ.get("VINHDANH_DEBUG"))
        try:
            code = super().main(
                args=given,
                prog_name="vinhdanh",
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
        except BaseException as error:  # noqa: BLE001  (whatever it is, the person gets a sentence)
            if debug and not isinstance(error, SystemExit):
                traceback.print_exc()
            code = _told(error)
        if code == Exit.INTERRUPTED:
            _say("Đã dừng theo yêu cầu.")
        if not standalone_mode:
            return code
        sys.exit(int(code) if isinstance(code, int) else 0)


def _told(error: BaseException) -> int:
    """Say on stderr what went wrong; the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(bool(error.code))
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return Exit.INTERRUPTED
    if isinstance(error, CliError):
        _say(error.message, error.way_out)
        return error.code
    if isinstance(error, BrokenPipeError):  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that exiting stays silent
        return Exit.OK
    if isinstance(error, OSError) and error.filename:
        _say(
            f"Không đọc hoặc ghi được {error.filename}: {error.strerror}.",
            "Kiểm tra quyền và chỗ trống; đóng tệp nếu đang mở trong Excel.",
        )
        return Exit.UNUSABLE
    if type(error).__name__ == "NoArgsIsHelpError":  # a group without a command: its help is already printed
        return Exit.OK
    if getattr(error, "exit_code", None) == Exit.USAGE:
        ctx = getattr(error, "ctx", None)
        path = ctx.command_path if ctx else "vinhdanh"
        _say(wrong_use(error), f"Xem cách dùng: {path} --help")
        return Exit.USAGE
    _say(
        f"Lỗi của phần mềm: {type(error).__name__}: {error}",
        "Chạy lại với “vinhdanh --debug …” và gửi phần in ra cho người phụ trách.",
    )
    return Exit.INTERNAL


def _say(message: str, way_out: str = "") -> None:
    sys.stdout.flush()
    sys.stderr.write(f"{message}\n{way_out}\n" if way_out else f"{message}\n")


def wrong_use(error: Any) -> str:
    """Typer's own complaint, in Vietnamese."""
    message = str(getattr(error, "message", error)).removeprefix("Value error, ").rstrip(".")
    if isinstance(error, typer.BadParameter):
        hint = error.param.get_error_hint() if error.param else str(error.param_hint or "")
        hint = str(hint).replace("'", "")
        return f"{hint} chưa dùng được: {_expected(message)}." if message else f"Thiếu {hint}."
    if option := getattr(error, "option_name", None):
        near = getattr(error, "possibilities", None)
        return f"Không có tùy chọn {option}." + (f" Có phải {' hoặc '.join(sorted(near))}?" if near else "")
    if found := re.match(r"No such command '(.+?)'(?:\. Did you mean (.+)\?)?", message):
        asked, near = found.groups()
        return f"Không có lệnh “{asked}”." + (f" Có phải {near}?" if near else "").replace("'", "")
    if found := re.match(r"Got unexpected extra argument.*? \((.+)\)", message):
        return f"Thừa tham số: {found.group(1)}."
    if message.startswith("Missing command"):
        return "Chưa nêu lệnh."
    return f"{message}."


def _expected(message: str) -> str:
    """What a value should have been."""
    for pattern, said in (
        (r".*valid integer.*", "cần một số nguyên"),
        (r".*greater than or equal to (\d+)", r"cần từ \1 trở lên"),
        (r".*less than or equal to (\d+)", r"cần không quá \1"),
        (r"'(.+)' is not one of (.+)", r"đọc được “\1”, cần một trong: \2"),
    ):
        if re.fullmatch(pattern, message):
            return re.sub(pattern, said, message).replace("'", "")
    return message


def register(
    app: typer.Typer, name: str, *, example: str, panel: str = "", **settings: Any
) -> Callable[[Function], Function]:
    """Add a command: its docstring is the help, ``example`` the line under it."""
    epilog = f"Ví dụ:\n\n  {example}"
    return app.command(name, cls=Command, epilog=epilog, rich_help_panel=panel or None, **settings)
