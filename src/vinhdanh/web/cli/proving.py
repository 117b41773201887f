"""``vinhdanh proof-keys`` and ``vinhdanh verify-certificate``: keys that sign papers, and checking one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import Exit, emit, fail, screen, table
from vinhdanh.web.cli.shell import Group, register
from vinhdanh.web.cli.site import Json, require_migrated, start_django

if TYPE_CHECKING:
    from vinhdanh.documents.credentials.checking import Verdict
    from vinhdanh.documents.credentials.keys import PublicKey

PANEL = "Xác thực giấy khen"
LARGEST = 1024 * 1024  # bytes of a file that is read

keys_app = typer.Typer(cls=Group, help="Khóa ký mã xác thực của cơ quan: tạo, xem, đổi, xuất khóa công khai.")


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(keys_app, "create", example="vinhdanh proof-keys create")(create)
    register(keys_app, "list", example="vinhdanh proof-keys list")(list_keys)
    register(keys_app, "rotate", example='vinhdanh proof-keys rotate --why "Đổi khóa hằng năm"')(rotate)
    register(keys_app, "export", example="vinhdanh proof-keys export khoa.json")(export)
    app.add_typer(keys_app, name="proof-keys", rich_help_panel=PANEL)
    register(
        app,
        "verify-certificate",
        example="vinhdanh verify-certificate chung-chi.json --keys khoa.json --status trang-thai-1.json",
        panel=PANEL,
    )(verify_certificate)


def create() -> None:
    """Tạo khóa ký đầu tiên. Không tạo thì khóa tự có khi in giấy lần đầu."""
    start_django()
    require_migrated()
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.awards.services.proofs import create_key

    try:
        made = create_key(by=Operator())
    except ValidationError as error:
        fail(" ".join(error.messages))
    _print([made])


def list_keys(as_json: Json = False) -> None:
    """Liệt kê các khóa: khóa đang dùng, khóa đã thôi dùng vẫn kiểm tra được giấy cũ, khóa đã hủy."""
    start_django()
    from vinhdanh.awards.proof_keys import ring

    found = ring().public_keys()
    if as_json:
        emit({"keys": [_facts(key) for key in found]})
        return
    if not found:
        screen().print("Chưa có khóa nào. Tạo: vinhdanh proof-keys create")
        return
    _print(found)


def rotate(
    why: Annotated[str, typer.Option("--why", metavar="LÝ_DO", help="Lý do, ghi vào nhật ký.")],
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Khóa cũ có thể đã lộ: hủy cả chữ ký của giấy đã in.")
    ] = False,
) -> None:
    """Đổi khóa ký: giấy in từ nay dùng khóa mới; nửa riêng của khóa cũ bị xóa, khóa công khai cũ giữ lại."""
    start_django()
    require_migrated()
    from django.core.exceptions import ValidationError

    from vinhdanh.access.types import Operator
    from vinhdanh.awards.proof_keys import ring
    from vinhdanh.awards.services.proofs import rotate_keys

    try:
        rotate_keys(by=Operator(), why=why, revoke=revoke)
    except ValidationError as error:
        fail(" ".join(error.messages), code=Exit.USAGE)
    _print(ring().public_keys())


def export(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp JSON nhận khóa công khai.")],
) -> None:
    """Xuất khóa công khai ra tệp JSON: mang theo để kiểm tra giấy ở nơi không có mạng."""
    start_django()
    require_migrated()
    import json

    from vinhdanh.reports.publishing import keys_document

    file.write_text(json.dumps(keys_document(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    screen().print(f"Đã ghi {file}")


def verify_certificate(
    given: Annotated[
        str, typer.Argument(metavar="MÃ_HOẶC_TỆP", help="Dòng quét từ mã QR, hoặc tệp chứng chỉ JSON.")
    ],
    keys: Annotated[
        Path, typer.Option("--keys", metavar="TỆP", help="Khóa công khai của cơ quan (khoa.json).")
    ],
    status: Annotated[
        list[Path] | None,
        typer.Option("--status", metavar="TỆP", help="Danh sách trạng thái; dùng nhiều lần được."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Kiểm tra một tờ giấy, không cần mạng và cơ sở dữ liệu. Giấy giả hoặc đã thu hồi: mã thoát 1."""
    from datetime import UTC, datetime

    from vinhdanh.documents.credentials.checking import Finding, check
    from vinhdanh.documents.credentials.encoding import Unreadable, read_json
    from vinhdanh.documents.credentials.keys import keys_in

    try:
        trusted = keys_in(read_json(_text(keys)))
        lists = [read_json(_text(one)) for one in status or ()]
    except Unreadable as error:
        fail(str(error))
    text = given if given.count(".") == 2 and not Path(given).is_file() else _text(Path(given))
    verdict = check(
        text, trusted, lists=[one for one in lists if isinstance(one, dict)], now=datetime.now(UTC)
    )
    if as_json:
        emit({"finding": verdict.finding.value, "why": verdict.why, "said": dict(verdict.said)})
    else:
        _say(verdict)
    match verdict.finding:
        case Finding.REVOKED | Finding.NOT_GENUINE:
            raise typer.Exit(Exit.NOT_IN_ORDER)
        case Finding.UNREADABLE:
            raise typer.Exit(Exit.UNUSABLE)
        case Finding.UNKNOWN_STATUS if status:
            raise typer.Exit(Exit.UNUSABLE)


def _text(file: Path) -> str:
    if not file.is_file():
        fail(f"Không có tệp {file}.", "Kiểm tra tên tệp, hoặc đặt dòng quét được trong dấu ngoặc kép.")
    if file.stat().st_size > LARGEST:
        fail(f"{file} lớn hơn 1 MB, không phải tệp cần.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{file} không phải tệp văn bản JSON.")


def _say(verdict: Verdict) -> None:
    out = screen()
    out.print(verdict.why, markup=False)
    for label, text in verdict.said:
        out.print(f"  {label:<18} {text}", markup=False)
    if verdict.said:
        out.print("So từng dòng với tờ giấy đang cầm: khác nhau thì tờ giấy đó không phải bản được cấp.")


def _print(found: list[PublicKey]) -> None:
    shown = table("Khóa", "Tình trạng", "Từ ngày", "Đến ngày", "SHA-256 để đối chiếu")
    for key in found:
        until = f"{key.retired:%d/%m/%Y}" if key.retired else ""
        shown.add_row(key.id, _state(key), f"{key.created:%d/%m/%Y}", until, key.fingerprint)
    screen().print(shown)


def _state(key: PublicKey) -> str:
    if key.revoked:
        return "đã hủy"
    return "thôi dùng" if key.retired else "đang dùng"


def _facts(key: PublicKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "multikey": key.multikey,
        "created": key.created,
        "retired": key.retired,
        "revoked": key.revoked,
    }
