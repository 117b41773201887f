"""``vinhdanh export-package`` and ``vinhdanh import-package``: packages of records, from the prompt."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import Exit, count, emit, fail, screen, table
from vinhdanh.web.cli.shell import register
from vinhdanh.web.cli.site import Json, migrate, require_migrated, start_django
from vinhdanh.web.cli.steps import Steps

if TYPE_CHECKING:
    from vinhdanh.exchange.packages.models import ReceivedPackage

PANEL = "Gói dữ liệu"
SHOWN = 20  # problems printed


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(
        app,
        "export-package",
        example='vinhdanh export-package --from 2025 --to 2025 --ground "Báo cáo Bộ" --out goi.zip',
        panel=PANEL,
    )(export_package)
    register(app, "import-package", example="vinhdanh import-package px01.zip --apply", panel=PANEL)(
        import_package
    )


def export_package(
    out: Annotated[Path, typer.Option("--out", metavar="TỆP", help="Tệp .zip sẽ ghi.")],
    ground: Annotated[str, typer.Option("--ground", metavar="CHỮ", help="Căn cứ, nơi nhận gói.")],
    first: Annotated[int, typer.Option("--from", metavar="NĂM", help="Từ năm.", min=1945, max=2100)],
    last: Annotated[int, typer.Option("--to", metavar="NĂM", help="Đến năm.", min=1945, max=2100)],
    unit: Annotated[
        str, typer.Option("--unit", metavar="MÃ", help="Mã đơn vị; không ghi thì cả cơ quan.")
    ] = "",
    documents: Annotated[
        bool, typer.Option("--documents", help="Kèm quyết định ký số và tệp của hồ sơ đã có quyết định.")
    ] = False,
    personal: Annotated[
        bool, typer.Option("--personal", help="Kèm ngày sinh, CCCD, ngày vào Đảng, Đoàn.")
    ] = False,
    secrecy: Annotated[
        str,
        typer.Option(
            "--secrecy",
            metavar="CÁCH",
            help="Người có độ mật: left_out (để lại), pseudonym (ẩn danh), included (đưa đủ).",
        ),
    ] = "left_out",
    as_json: Json = False,
) -> None:
    """Lập gói dữ liệu của một đơn vị, của những năm đã chọn, thành một tệp ZIP."""
    start_django()
    require_migrated()
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.packages import services
    from vinhdanh.exchange.packages.types import SecrecyRule
    from vinhdanh.exchange.tasks import waited_for
    from vinhdanh.people.models import Unit

    if secrecy not in SecrecyRule.values:
        fail(f"Không có cách “{secrecy}”.", f"Chọn một trong: {', '.join(SecrecyRule.values)}.", Exit.USAGE)
    found = Unit.objects.filter(code=unit).first() if unit else None
    if unit and found is None:
        fail(f"Không có đơn vị mã “{unit}”.", "Xem mã ở trang Đơn vị.")
    steps = Steps(quiet=as_json)
    with steps.step("Lập gói dữ liệu"), waited_for():
        try:
            package = services.make_package(
                actor=Operator(),
                unit=found,
                first=first,
                last=last,
                ground=ground,
                with_documents=documents,
                personal=personal,
                secrecy=SecrecyRule(secrecy),
            )
        except ValidationError as error:
            fail(" ".join(error.messages))
    package.refresh_from_db()
    if package.state != package.State.READY:
        fail(package.error)
    with package.content.open("rb") as source, out.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    if as_json:
        emit({"file": out, "sha256": package.digest, "counts": package.counts, "left_out": package.left_out})
        return
    screen().print(f"Đã ghi {out}: {count(package.records)} bản ghi, SHA-256 {package.digest}.")
    for one in package.left_out:
        screen().print(f"Để lại {count(one['number'])} dòng của bảng {one['table']} ({one['why']}).")


def import_package(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Gói dữ liệu .zip lập ở hệ thống khác.")],
    write: Annotated[
        bool, typer.Option("--apply", help="Ghi vào sổ; không có thì chỉ kiểm tra và so.")
    ] = False,
    take: Annotated[
        bool, typer.Option("--take", help="Dòng khác sổ thì lấy theo gói; không có thì giữ theo sổ.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Kiểm tra gói dữ liệu, so với sổ; với --apply thì ghi trọn hoặc không ghi gì."""
    if not file.is_file():
        fail(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.")
    start_django()
    migrate()
    steps = Steps(quiet=as_json)
    package = _checked(file, steps)
    if write:
        package = _written(package, steps, take=take)
    if package.state != package.State.APPLIED:
        _drop(package)
    _print(package, file, written=write, as_json=as_json)


def _checked(file: Path, steps: Steps) -> ReceivedPackage:
    from django.core.exceptions import ValidationError
    from django.core.files import File

    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.packages import services
    from vinhdanh.exchange.tasks import waited_for

    with steps.step(f"Kiểm tra {file.name}, so với sổ"), waited_for(), file.open("rb") as source:
        try:
            package = services.receive_package(actor=Operator(), name=file.name, file=File(source, file.name))
        except ValidationError as error:
            fail(" ".join(error.messages))
    package.refresh_from_db()
    if package.state != package.State.PREVIEW:
        problems = package.problems or [package.error]
        _drop(package)
        fail("\n".join(problems[:SHOWN]), "Chưa ghi gì vào sổ.")
    return package


def _drop(package: ReceivedPackage) -> None:
    """Looked at only: nothing is kept of it but the journal's entry."""
    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.packages import services

    counts, pk = package.counts, package.pk
    services.drop_package(actor=Operator(), package=package)
    package.counts, package.pk = counts, pk


def _written(package: ReceivedPackage, steps: Steps, *, take: bool) -> ReceivedPackage:
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.exchange.packages import services
    from vinhdanh.exchange.tasks import waited_for

    with steps.step("Ghi vào sổ"), waited_for():
        try:
            if take:
                services.choose(actor=Operator(), package=package, take=True)
            if not services.why_not_apply(package):
                services.start_applying(actor=Operator(), package=package)
        except ValidationError as error:
            fail(" ".join(error.messages))
    package.refresh_from_db()
    if package.state != package.State.APPLIED and package.new:
        fail(package.error or "Chưa ghi gì vào sổ.", f"Gói chờ ở lần nhận {package.pk}, trang Gói dữ liệu.")
    return package


def _print(package: ReceivedPackage, file: Path, *, written: bool, as_json: bool) -> None:
    done = written and package.state == package.State.APPLIED
    counts: dict[str, dict[str, int]] = package.counts
    if as_json:
        said: dict[str, Any] = {"file": file, "written": done, "package": package.pk, "counts": counts}
        emit(said | {"signature": package.signature})
        return
    out = screen()
    shown = table("Bảng", "Mới", "Đã có", "Khác sổ")
    for name, one in counts.items():
        if one["new"] or one["same"] or one["conflict"]:
            shown.add_row(name, *(count(one[key]) for key in ("new", "same", "conflict")))
    out.print(shown)
    out.print(package.signature)
    if done:
        out.print(f"Đã ghi vào sổ (lần nhận {package.pk}). Hoàn tác trên trang web.")
    elif written:
        out.print("Không có gì để ghi: mọi dòng đã có trong sổ.")
    else:
        out.print("Chưa ghi gì. Ghi vào sổ: thêm --apply.")
