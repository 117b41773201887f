"""``vinhdanh remind``: today's reminders of every account, and their mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import Exit, count, emit, notes, screen, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import Json, require_migrated, start_django

if TYPE_CHECKING:
    from vinhdanh.movements.types.calendar import Told


def register_commands(app: typer.Typer) -> None:
    """Add the command of this module."""
    panel = "Trang web và cơ sở dữ liệu"
    register(app, "remind", example="vinhdanh remind", panel=panel)(remind)


def remind(
    no_mail: Annotated[
        bool, typer.Option("--no-mail", help="Chỉ lập lời nhắc trên trang, không gửi thư.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Lập lời nhắc hôm nay cho mọi tài khoản, gửi thư. Chạy lại không nhắc hai lần. Thư hỏng: mã thoát 1."""
    start_django()
    require_migrated()
    from vinhdanh.movements.services.mailing import mail_is_on, remind_everybody

    told = list(remind_everybody(mail=not no_mail))
    failed = sum(one.failed for one in told)
    if as_json:
        emit({"accounts": [_facts(one) for one in told], "failed": failed, "mail": mail_is_on()})
    else:
        if not mail_is_on():
            notes().print("Chưa đặt VINHDANH_EMAIL: chỉ lập lời nhắc trên trang, không gửi thư.")
        _print(told, failed)
    if failed:
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _facts(one: Told) -> dict[str, Any]:
    return {"account": one.account.username, "made": one.made, "mail": one.mail, "failed": one.failed}


def _print(told: list[Told], failed: int) -> None:
    out = screen()
    shown = table("Tài khoản", "Họ và tên", "Lời nhắc mới", "Thư", numbers=(2,))
    for one in told:
        shown.add_row(one.account.username, one.account.full_name, count(one.made), one.mail)
    out.print(shown)
    made = sum(one.made for one in told)
    out.print(f"{count(len(told))} tài khoản, {count(made)} lời nhắc mới, {count(failed)} thư hỏng.")
