"""``vinhdanh demo``, ``serve``, ``manage``, ``verify``: everything that needs the database."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinhdanh.web.cli.output import Exit, count, emit, fail, notes, screen
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.steps import Steps

if TYPE_CHECKING:
    from vinhdanh.audit.types import Head

LOCAL = "127.0.0.1"
PORT = 8000

Port = Annotated[int, typer.Option("--port", metavar="CỔNG", help="Cổng phục vụ.", min=1, max=65535)]
Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Trang web và cơ sở dữ liệu"
    register(app, "demo", example="vinhdanh demo --no-serve", panel=panel)(demo)
    register(app, "serve", example="vinhdanh serve --port 8000", panel=panel)(serve)
    register(
        app,
        "manage",
        example="vinhdanh manage migrate",
        panel=panel,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(manage)
    register(app, "verify", example="vinhdanh verify --json", panel=panel)(verify)


def start_django() -> None:
    """Load Django with the settings of this installation, or one message why not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        fail(str(error), "Các biến môi trường: đầu tệp src/vinhdanh/web/settings.py.")
    except OSError as error:
        fail(f"Không dùng được thư mục dữ liệu: {error}.", "Đặt VINHDANH_HOME vào nơi ghi được.")


def migrate() -> None:
    """Bring the database to the form that this version needs."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        fail(f"Không dùng được cơ sở dữ liệu: {str(error).strip()}.", "Kiểm tra DATABASE_URL và quyền ghi.")


# ---- the demo -------------------------------------------------------------------------------------


def demo(
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="In bảng kết quả rồi thôi, không phục vụ web.")
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Xóa dữ liệu mẫu cũ, lập lại từ đầu.")] = False,
    port: Port = PORT,
) -> None:
    """Chạy thử: lập tỉnh mẫu Sơn Hà, xét cả lực lượng năm 2025, in kết quả, mở trang web trên máy này."""
    os.environ["VINHDANH_DEMO"] = "1"
    if not no_serve:
        require_free(port)
    from vinhdanh.web.cli.province import judged, print_accounts, print_judged, settle

    start_django()
    if reset:
        remove_demo()
    steps = Steps()
    with steps.step("Cơ sở dữ liệu"):
        migrate()
    settle(steps)
    verdicts, took = judged(steps)
    if not no_serve:
        with steps.step("Tệp tĩnh của trang web"):
            collect_static()
    print_judged(verdicts, took)
    if not no_serve:
        print_accounts(f"http://{LOCAL}:{port}")
        run_server(port)


def remove_demo() -> None:
    """Delete the demo's database file. Refuses to touch anything that is not a demo."""
    from django.conf import settings
    from django.db import connection

    from vinhdanh.web.cli.province import is_demo

    if connection.vendor != "sqlite":
        fail("--reset chỉ xóa dữ liệu mẫu trên SQLite.", "Trên PostgreSQL, tạo một cơ sở dữ liệu trống khác.")
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if not file.exists():
        return
    if is_demo() is False:
        fail(
            f"{file} không phải dữ liệu mẫu, không xóa.",
            "Chạy thử ở chỗ khác: VINHDANH_HOME=/tmp/thu vinhdanh demo",
        )
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


# ---- serving --------------------------------------------------------------------------------------


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ lắng nghe.")] = LOCAL,
    port: Port = PORT,
    workers: Annotated[
        int, typer.Option("--workers", metavar="SỐ", help="Số tiến trình.", min=1, max=64)
    ] = 1,
) -> None:
    """Phục vụ trang web của cơ quan. Trước đó cập nhật cơ sở dữ liệu: vinhdanh manage migrate."""
    require_free(port, host)
    start_django()
    require_migrated()
    from vinhdanh.council.services.opening import sweep_keys

    sweep_keys()  # of ballot boxes that were closed when the last server was killed
    collect_static()
    notes().print(f"Phục vụ tại http://{host}:{port} (dừng: Ctrl+C)")
    run_server(port, host=host, workers=workers)


def require_free(port: int, host: str = LOCAL) -> None:
    """Refuse before any work when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(f"Không dùng được cổng {port} ({error.strerror}).", f"Chọn cổng khác: --port {port + 1}")


def require_migrated() -> None:
    """Refuse to serve from a database that is not in this version's form."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        fail(f"Không dùng được cơ sở dữ liệu: {str(error).strip()}.", "Kiểm tra DATABASE_URL.")
    if waiting:
        fail(
            f"Cơ sở dữ liệu chưa đúng bản này: còn {len(waiting)} bước cập nhật.",
            "Sao lưu rồi chạy: vinhdanh manage migrate",
        )


def collect_static() -> None:
    """Put style sheet, fonts and scripts where the server hands them out."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def run_server(port: int, *, host: str = LOCAL, workers: int = 1) -> None:
    """Serve until stopped.

    The workers are processes begun anew. A copy of this one hangs at its first PDF once papers were set
    here, as the demo does: Typst's threads do not come along.
    """
    import multiprocessing

    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "vinhdanh.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_enabled=False,
    ).serve()


# ---- Django's own, and the journal ----------------------------------------------------------------


def manage(ctx: typer.Context) -> None:
    """Lệnh của Django: migrate, check, shell… Không nêu lệnh thì liệt kê."""
    from vinhdanh.web.manage import main

    main(ctx.args)


def verify(
    noted: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="SỐ:MÃ", help="Mục cuối đã ghi ra ngoài ở lần kiểm tra trước."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra chuỗi nhật ký: còn nguyên như lúc ghi, không mục nào bị thêm, bớt. Sai thì mã thoát là 1."""
    start_django()
    require_migrated()
    from vinhdanh.audit.checks import missing_guards, verify_chain
    from vinhdanh.audit.selectors import head

    broken, guards = verify_chain([_head(text) for text in noted or ()]), missing_guards()
    last = head()
    if as_json:
        emit(
            {
                "intact": broken is None and not guards,
                "entries": last.number if last else 0,
                "head": f"{last.number}:{last.hash}" if last else None,
                "broken_at": broken.number if broken else None,
                "reason": broken.what if broken else None,
                "missing_guards": guards,
            }
        )
    else:
        out = screen()
        if broken is not None:
            out.print(f"Nhật ký không còn nguyên: {broken.what}", markup=False)
        elif last is None:
            out.print("Nhật ký chưa có mục nào.")
        else:
            out.print(f"Nhật ký nguyên vẹn: {count(last.number)} mục. Mục cuối:\n{last.number}:{last.hash}")
            out.print("Ghi dòng trên ra ngoài máy này; lần sau thêm --head để biết có bị cắt bớt không.")
        if guards:
            out.print(f"Cơ sở dữ liệu mất các khóa bảo vệ: {', '.join(guards)}", markup=False)
    if broken is not None or guards:
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _head(text: str) -> Head:
    from vinhdanh.audit.types import Head

    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        fail(f"--head đọc được “{text}”, cần dạng SỐ:MÃ như vinhdanh verify đã in.", code=Exit.USAGE)
    return Head(int(number), digest)
