"""``vinhdanh verify-signature``: the signatures of a PDF, on a machine without database or network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vinhdanh.web.cli.output import Exit, emit, fail, screen
from vinhdanh.web.cli.shell import register

if TYPE_CHECKING:
    from vinhdanh.documents.validating import SignatureReport

File = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp PDF đã ký số.")]
Roots = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="TỆP", help="Chứng thư gốc tin cậy, PEM hoặc DER; ghi được nhiều lần."),
]
Lists = Annotated[
    list[Path] | None, typer.Option("--crl", metavar="TỆP", help="Danh sách thu hồi; ghi được nhiều lần.")
]
Json = Annotated[bool, typer.Option("--json", help="In dữ kiện dạng JSON, khóa tiếng Anh, không in gì khác.")]


def register_commands(app: typer.Typer) -> None:
    """Put the command on the program."""
    register(app, "verify-signature", example="vinhdanh verify-signature qd.pdf --trust goc.pem")(verify)


def verify(file: File, trust: Roots = None, crl: Lists = None, as_json: Json = False) -> None:
    """Kiểm chữ ký số của một tệp PDF: ai ký, còn nguyên vẹn không, chứng thư số có tin cậy không."""
    from vinhdanh.documents.trust import Trust, TrustError, read_certificates, read_list
    from vinhdanh.documents.validating import UnreadablePdf, validate

    try:
        roots = tuple(der for path in trust or () for der in read_certificates(path.read_bytes()))
        lists = tuple(read_list(path.read_bytes()) for path in crl or ())
        reports = validate(file.read_bytes(), Trust(roots=roots, lists=lists))
    except (OSError, TrustError, UnreadablePdf) as error:
        said = f"Không đọc được {error.filename}." if isinstance(error, OSError) else str(error)
        fail(said, "Xem lại đường dẫn và loại tệp.")
    if as_json:
        emit({"file": str(file), "signatures": [one.plain() | {"good": one.good} for one in reports]})
    else:
        _show(file, reports)
    if not reports or not all(one.good for one in reports):
        raise typer.Exit(Exit.NOT_IN_ORDER)


def _show(file: Path, reports: list[SignatureReport]) -> None:
    from rich.markup import escape

    from vinhdanh.documents.validating import Chain
    from vinhdanh.documents.wording import CHAIN_WORDS, CHANGED_WORDS

    out = screen()
    out.print(f"{escape(str(file))}: {len(reports)} chữ ký số")
    for at, one in enumerate(reports, 1):
        out.print(f"\n[bold]{at}. {escape(one.signer or one.field)}[/]  {escape(one.organisation)}")
        if one.problem:
            out.print(f"   {escape(one.problem)}")
            continue
        out.print(f"   {'Nguyên vẹn' if one.intact and not one.stamp_broken else 'KHÔNG nguyên vẹn'}.")
        out.print(f"   {CHANGED_WORDS[one.changed]}.")
        out.print(f"   Chứng thư số {CHAIN_WORDS[one.chain]}; {escape(one.issuer)} cấp, số {one.serial}.")
        if one.chain is Chain.TRUSTED and not one.revocation_known:
            out.print("   Chưa rõ có bị thu hồi không: không có danh sách thu hồi (--crl).")
        time = one.stamped if one.stamp_trusted else one.claimed
        by = "theo dấu thời gian" if one.stamp_trusted else "theo đồng hồ của máy ký"
        if time is not None:
            out.print(f"   Ký lúc {time.astimezone():%H:%M %d/%m/%Y}, {by}.")
