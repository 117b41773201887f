"""``vinhdanh backup``, ``vinhdanh restore``: a copy of everything that may be copied, and putting it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinhdanh.web.cli.output import count, emit, fail, notes, screen
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import Json, start_django

if TYPE_CHECKING:
    from vinhdanh.web.backups import Backup


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Trang web và cơ sở dữ liệu"
    register(app, "backup", example="vinhdanh backup /sao-luu/vinhdanh.zip", panel=panel)(backup)
    register(app, "restore", example="vinhdanh restore /sao-luu/vinhdanh.zip", panel=panel)(restore)


def backup(
    target: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp ZIP sẽ ghi; không ghi đè.")],
    as_json: Json = False,
) -> None:
    """Sao lưu cơ sở dữ liệu và tệp vào một ZIP, lúc đang chạy cũng được. Không kèm khóa hòm phiếu."""
    start_django()
    from vinhdanh.web.backups import BackupError, back_up

    try:
        made = back_up(target)
    except (BackupError, OSError) as error:
        fail(f"Chưa sao lưu được: {error}")
    if as_json:
        emit(_facts(made))
        return
    out = screen()
    size = count(max(target.stat().st_size // 1_000_000, 1))
    out.print(f"Đã sao lưu {count(len(made.files))} tệp vào {target} ({size} MB).", markup=False)
    out.print("Không có trong bản sao lưu:")
    for name, why in made.left_out.items():
        out.print(f"  {name}: {why}", markup=False)
    _warn(made)
    if made.head:
        out.print("Phục hồi xong thì kiểm tra nhật ký:", f"vinhdanh verify --head {made.head}", sep="\n")


def restore(
    source: Annotated[
        Path, typer.Argument(metavar="TỆP", help="Tệp ZIP do vinhdanh backup ghi.", exists=True)
    ],
    as_json: Json = False,
) -> None:
    """Phục hồi một bản sao lưu vào thư mục dữ liệu trống, sau khi so mã băm từng tệp. Không ghi đè gì."""
    start_django()
    from vinhdanh.web.backups import BackupError, put_back

    try:
        made = put_back(source)
    except (BackupError, OSError) as error:
        fail(f"Chưa phục hồi: {error}")
    if as_json:
        emit(_facts(made))
        return
    screen().print(f"Đã phục hồi {count(len(made.files))} tệp, sao lưu lúc {made.made}, bản {made.version}.")
    _warn(made)
    head = f" --head {made.head}" if made.head else ""
    screen().print(
        "Chạy tiếp:", "vinhdanh manage migrate", f"vinhdanh verify{head}", "vinhdanh doctor", sep="\n"
    )


def _facts(made: Backup) -> dict[str, object]:
    return {
        "made": made.made,
        "version": made.version,
        "files": len(made.files),
        "database": made.has_database,
        "head": made.head or None,
        "open_boxes": made.open_boxes,
        "left_out": made.left_out,
    }


def _warn(made: Backup) -> None:
    if not made.has_database:
        notes().print(
            "Cơ sở dữ liệu PostgreSQL không nằm trong bản này: sao lưu, phục hồi bằng pg_dump, pg_restore "
            "(docs/how-to/postgresql.md).",
            markup=False,
        )
    for box in made.open_boxes:
        notes().print(
            f"Hòm phiếu “{box}” đang mở lúc sao lưu: từ bản sao lưu không ai mở kiểm được; phục hồi thì hủy "
            "hòm đó, bỏ phiếu lại.",
            markup=False,
        )
