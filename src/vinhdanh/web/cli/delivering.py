"""``vinhdanh deliver``: send what webhooks have waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from vinhdanh.web.cli.output import Exit, count, emit, screen, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import Json, require_migrated, start_django

if TYPE_CHECKING:
    from vinhdanh.exchange.webhooks.outbox import Delivered


def register_commands(app: typer.Typer) -> None:
    """Add the command of this module."""
    panel = "Trang web và cơ sở dữ liệu"
    register(app, "deliver", example="vinhdanh deliver", panel=panel)(deliver)


def deliver(as_json: Json = False) -> None:
    """Gửi các thông báo webhook đang chờ, đúng thứ tự. Chạy lại không gửi hai lần. Gửi hỏng: mã thoát 1."""
    start_django()
    require_migrated()
    from vinhdanh.exchange.webhooks.outbox import deliver_all

    done = deliver_all()
    failed = sum(one.failed for one in done)
    if as_json:
        emit({"webhooks": [_facts(one) for one in done], "failed": failed})
    else:
        _print(done)
    if failed:
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _facts(one: Delivered) -> dict[str, Any]:
    return {
        "webhook": one.subscription.name,
        "state": one.subscription.state,
        "collected": one.collected,
        "taken": one.taken,
        "failed": one.failed,
        "waiting": one.waiting,
        "busy": one.busy,
    }


def _print(done: list[Delivered]) -> None:
    out = screen()
    shown = table("Webhook", "Tình trạng", "Mới", "Đã nhận", "Hỏng", "Còn chờ", numbers=(2, 3, 4, 5))
    for one in done:
        state = "tiến trình khác đang gửi" if one.busy else one.subscription.get_state_display()
        figures = (one.collected, one.taken, one.failed, one.waiting)
        shown.add_row(one.subscription.name, state, *(count(figure) for figure in figures))
    out.print(shown)
    taken, waiting = sum(one.taken for one in done), sum(one.waiting for one in done)
    out.print(f"{count(len(done))} webhook, {count(taken)} thông báo đã nhận, {count(waiting)} còn chờ.")
