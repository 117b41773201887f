"""``vinhdanh read``: a report, a news text or a decision into records, shown or as JSON; nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinhdanh.web.cli.output import emit, fail, notes, screen, table
from vinhdanh.web.cli.shell import register

if TYPE_CHECKING:
    from vinhdanh.documents.ocr import Recognised
    from vinhdanh.exchange.prose.scans import Confidence, Doubt
    from vinhdanh.exchange.prose.types import Reading

KINDS_OF_RECIPIENT = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "mixed": "tập thể, cá nhân",
    "household": "hộ gia đình",
}


def register_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    register(app, "read", example="vinhdanh read bao-cao.docx", panel="Bảng dữ liệu")(read)


def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP", help="Tệp .txt, .docx, .pdf có chữ; với --ocr: .pdf quét, .tif, .png, .jpg."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="TỆP", help="Ghi kết quả dạng JSON ra tệp này; “-” là in ra màn hình."
        ),
    ] = None,
    scanned: Annotated[
        bool, typer.Option("--ocr", help="Nhận dạng chữ trên bản quét, ảnh chụp (cần Tesseract).")
    ] = False,
    language: Annotated[
        str, typer.Option("--lang", metavar="MÃ", help="Ngôn ngữ của bản quét, theo tên của Tesseract.")
    ] = "vie",
    below: Annotated[
        float,
        typer.Option(
            "--below", metavar="SỐ", help="Chữ kém tin cậy hơn số này thì đánh dấu.", min=0, max=100
        ),
    ] = 70,
) -> None:
    """Đọc báo cáo, tin bài, quyết định thành khen thưởng, phong trào, nhiệm vụ, chỉ tiêu."""
    from vinhdanh.documents.ocr import Recognised
    from vinhdanh.exchange.prose.export import as_json, recognised_as_json
    from vinhdanh.exchange.prose.files import UnreadableText, text_of
    from vinhdanh.exchange.prose.reader import read_text
    from vinhdanh.exchange.prose.scans import doubts, recognised_text
    from vinhdanh.web.cli.steps import Steps

    if not file.is_file():
        fail(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.")
    try:
        if scanned:
            with Steps().step("Nhận dạng chữ") as tell:
                recognised = recognised_text(
                    file, told=lambda page, of: tell(f"Trang {page}/{of}", page - 1, of), language=language
                )
        else:
            recognised = Recognised(text_of(file))
            _warn_of_scans(file)
    except UnreadableText as error:
        fail(str(error), error.way_out)
    reading = read_text(recognised.text)
    if out is None:
        found = doubts(reading, recognised, below=below)
        _show(reading, recognised.text, {key: _sure(one, below) for key, one in found.items.items()})
        if scanned:
            _show_doubts(recognised, found.words, below)
        return
    items = as_json(reading, recognised if scanned else None)
    data = items | (recognised_as_json(recognised, below) if scanned else {})
    if str(out) == "-":
        emit(data)
        return
    try:
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"Không ghi được “{out}”: {error.strerror}.", "Chọn nơi ghi khác.")
    screen().print(f"Đã ghi {sum(map(len, items.values()))} mục vào “{out}”.")


def _warn_of_scans(file: Path) -> None:
    from vinhdanh.exchange.prose.scans import scanned_pages

    if file.suffix.lower() == ".pdf" and (pages := scanned_pages(file)):
        said = ", ".join(map(str, pages))
        notes().print(f"Trang {said} là bản quét, chưa đọc. Thêm --ocr để nhận dạng chữ.", style="yellow")


def _sure(found: Confidence, below: float) -> str:
    """An item's confidence: the mean, and the least where somebody has to look."""
    mean = f"{found.mean:.0f}"
    return f"{mean}, có chữ {int(found.minimum)}: soát" if found.minimum < below else mean


MOST_SHOWN = 60  # doubtful words in the terminal


def _show_doubts(recognised: Recognised, words: Sequence[Doubt], below: float) -> None:
    """How sure the recognised text is, and each doubtful word among its neighbours, in ‹ ›."""
    from rich.markup import escape

    if recognised.confidence is None:
        screen().print("Không trang nào phải nhận dạng: tệp có sẵn lớp chữ.")
        return
    screen().print(
        f"Nhận dạng {len(recognised.words)} chữ trên {len(recognised.pages)} trang, "
        f"độ tin cậy trung bình {recognised.confidence:.0f}/100; {len(words)} chữ dưới {below:.0f}."
    )
    if not words:
        return
    sheet = table("Trang", "Tin cậy", "Chữ cần soát, trong ‹ ›", title="Chữ kém tin cậy")
    text = recognised.text
    for one in words[:MOST_SHOWN]:
        before = text[max(0, one.start - 40) : one.start].rpartition("\n")[2]
        behind = text[one.end : one.end + 40].partition("\n")[0]
        sheet.add_row(
            str(one.page), str(int(one.confidence)), escape(f"{before}‹{text[one.start : one.end]}›{behind}")
        )
    screen().print(sheet)
    if len(words) > MOST_SHOWN:
        screen().print(f"Còn {len(words) - MOST_SHOWN} chữ nữa: xem “doubtful” trong tệp --json.")


Row = Callable[[Any], list[str]]

SHEETS: tuple[tuple[str, str, tuple[str, ...], Row], ...] = (
    (
        "awards",
        "Khen thưởng",
        ("Hình thức", "Người tặng", "Đối tượng", "Ai nhận", "Số lượng", "Năm"),
        lambda one: [
            one.award,
            one.granter or "",
            KINDS_OF_RECIPIENT[one.recipient_kind],
            one.recipient or "",
            _number(one.count),
            _number(one.year),
        ],
    ),
    (
        "commendation_counts",
        "Số được khen",
        ("Tập thể", "Cá nhân", "Nội dung"),
        lambda one: [_number(one.collectives), _number(one.individuals), one.what],
    ),
    (
        "movements",
        "Phong trào",
        ("Tên", "Năm", "Gắn với", "Nội dung"),
        lambda one: [one.name, _number(one.year), one.linked_to or "", "; ".join(one.axes)],
    ),
    ("focal_tasks", "Nhiệm vụ trọng tâm", ("Nhiệm vụ",), lambda one: [one.task]),
    (
        "targets",
        "Chỉ tiêu, kết quả",
        ("Chỉ tiêu", "Số", "Đơn vị tính", "Là"),
        lambda one: [
            one.indicator,
            _amount(one.value),
            one.unit,
            "kết quả" if one.kind == "result" else "chỉ tiêu",
        ],
    ),
    ("directives", "Chỉ đạo", ("Ai", "Việc"), lambda one: [one.by, one.task]),
    (
        "decisions",
        "Quyết định",
        ("Số", "Ngày", "Người ký"),
        lambda one: [one.number or "", one.date or "", one.signer or ""],
    ),
)


def _show(reading: Reading, text: str, sure: Mapping[tuple[str, int], str]) -> None:
    """The items, kind by kind; ``sure``: how sure each is that was read off a scan."""
    from rich.markup import escape

    found = False
    for kind, title, head, row in SHEETS:
        if records := getattr(reading, kind):
            found = True
            sheet = table(*head, "Dòng", *(["Tin cậy"] if sure else []), title=title)
            for number, one in enumerate(records):
                line = str(text.count("\n", 0, one.place.start) + 1)
                sheet.add_row(*map(escape, row(one)), line, *([sure.get((kind, number), "")] if sure else []))
            screen().print(sheet)
    if not found:
        screen().print("Không đọc được mục nào về thi đua, khen thưởng trong văn bản này.")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _amount(value: float) -> str:
    """A figure as Vietnamese texts write it: 1.234,5."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
