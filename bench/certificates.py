"""A thousand certificates with QR from data to PDF, beside WeasyPrint and ReportLab with the same words.

Each draws its codes from the same matrices (``documents.codes``); the frame is drawn by the program alone.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2

from bench.measuring import Section, Target, interleaved
from vinhdanh.documents.certificates import Certificate, Layout, certificates_pdf
from vinhdanh.documents.codes import qr_drawing, qr_svg
from vinhdanh.documents.setting import FONTS

COUNT = 1000
PEERS_COUNT = 100  # of WeasyPrint, which takes so long that its time is told for each
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)")


def words(count: int) -> list[Certificate]:
    """Certificates of fictitious people; every name and every code is another."""
    family = ("Nông", "Nguyễn", "Trịnh", "Hoàng", "Giàng", "Quách", "Bế", "Lương")
    own = ("Bích Thủy", "Quốc Bảo", "Mí Cháng", "Thị Ngọc Anh", "Phước Thiện", "Đình Đức", "Kim Oanh")
    return [
        Certificate(
            authority="GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ",
            given="TẶNG",
            form="GIẤY KHEN",
            title="Trung tá",
            recipient=f"{family[at % 8]} {own[at % 7]} {at}".upper(),
            place=("Phó Đội trưởng Đội Đào tạo, Phòng Tổ chức cán bộ", "Công an tỉnh Sơn Hà"),
            merit="Đã có thành tích xuất sắc trong phong trào thi đua “Vì An ninh Tổ quốc” năm 2026",
            decision=("Quyết định số: 1286/QĐ-CAT-PX01", "ngày 22 tháng 12 năm 2026"),
            book=f"Số sổ vàng: {at:04}",
            dated="Sơn Hà, ngày 22 tháng 12 năm 2026",
            signing=("GIÁM ĐỐC",),
            signer="Đại tá Trịnh Quốc Bảo",
            qr=f"https://thidua.sonha.vn/xac-thuc/{at:06}-k7m2qpx4",
        )
        for at in range(count)
    ]


def by_us(sheets: list[Certificate]) -> bytes:
    return certificates_pdf(sheets, Layout())


def by_reportlab(sheets: list[Certificate]) -> bytes:
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in ("Regular", "Bold", "Italic", "BoldItalic"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"Tinos-{name}.ttf")))
    out = BytesIO()
    page = Canvas(out, pagesize=(297 * mm, 210 * mm))
    for one in sheets:
        for font, size, y, text in (
            ("Bold", 14, 180, one.nation),
            ("Bold", 14, 173, one.motto),
            ("Bold", 18, 140, one.authority),
            ("Bold", 18, 130, one.given),
            ("Bold", 48, 112, one.form),
            ("Bold", 23, 100, f"{one.title} {one.recipient}"),
            ("Regular", 15.5, 92, one.place[0]),
            ("Regular", 15.5, 85, one.place[1]),
            ("Italic", 16.5, 76, one.merit),
        ):
            page.setFont(font, size)
            page.drawCentredString(148.5 * mm, y * mm, text)
        page.setFont("BoldItalic", 12)
        for at, text in enumerate((*one.decision, one.book)):
            page.drawString(56 * mm, (38 - 5 * at) * mm, text)
        page.drawCentredString(210 * mm, 66 * mm, one.dated)
        page.setFont("Bold", 14)
        page.drawCentredString(210 * mm, 59 * mm, one.signing[0])
        page.drawCentredString(210 * mm, 28 * mm, one.signer)
        drawn = qr_drawing(one.qr, quiet=False)
        side = 22 * mm / drawn.size
        path = page.beginPath()
        for x, y, long in _RUN.findall(drawn.path):
            path.rect(30 * mm + int(x) * side, 50 * mm - (int(y) + 1) * side, int(long) * side, side)
        page.drawPath(path, stroke=0, fill=1)
        page.showPage()
    page.save()
    return out.getvalue()


_STYLE = """@page{size:297mm 210mm;margin:26mm 30mm}body{margin:0;text-align:center;font:14pt Tinos}
section{break-after:page;position:relative;height:156mm}b{display:block}.a{font-size:18pt;margin-top:28mm}
.g{font-size:18pt}.f{font-size:48pt}.r{font-size:23pt}.p{font-size:15.5pt}.m{font:italic 16.5pt Tinos}
.d{position:absolute;left:26mm;bottom:0;text-align:left;font:italic bold 12pt Tinos}
.s{position:absolute;right:0;bottom:0;width:118mm}.q{position:absolute;left:0;bottom:0;width:22mm}"""


def by_weasyprint() -> Callable[[list[Certificate]], bytes] | str:
    """The peer, or why it cannot run here."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        return f"WeasyPrint left out: {error} (it needs libpango-1.0-0 and libpangoft2-1.0-0)"
    faces = "".join(
        f"@font-face{{font-family:Tinos;font-weight:{weight};font-style:{style};"
        f"src:url({(FONTS / f'Tinos-{name}.ttf').as_uri()})}}"
        for name, weight, style in (
            ("Regular", 400, "normal"),
            ("Bold", 700, "normal"),
            ("Italic", 400, "italic"),
            ("BoldItalic", 700, "italic"),
        )
    )
    fonts = FontConfiguration()
    style = CSS(string=faces + _STYLE, font_config=fonts)

    def made(sheets: list[Certificate]) -> bytes:
        body = "".join(map(_section, sheets))
        content: bytes = HTML(string=f"<body>{body}</body>").write_pdf(stylesheets=[style], font_config=fonts)
        return content

    return made


def _section(one: Certificate) -> str:
    e: Any = html.escape
    return (
        f"<section><b>{e(one.nation)}</b><b>{e(one.motto)}</b><b class=a>{e(one.authority)}</b>"
        f"<b class=g>{e(one.given)}</b><b class=f>{e(one.form)}</b>"
        f"<div class=r>{e(one.title)} {e(one.recipient)}</div>"
        f"<div class=p>{'<br>'.join(map(e, one.place))}</div><div class=m>{e(one.merit)}</div>"
        f"<div class=q>{qr_svg(one.qr)}</div>"
        f"<div class=d>{'<br>'.join(map(e, (*one.decision, one.book)))}</div>"
        f"<div class=s>{e(one.dated)}<b>{e(one.signing[0])}</b><br><br><br><b>{e(one.signer)}</b></div>"
        "</section>"
    )


def certificates(rounds: int) -> Section:
    """All of them in turn; first each is read back: the same names on as many pages."""
    sheets = words(COUNT)
    weasy = by_weasyprint()
    makers: dict[str, tuple[Callable[[list[Certificate]], bytes], int]] = {
        "vinhdanh (Typst)": (by_us, COUNT),
        "ReportLab": (by_reportlab, COUNT),
    }
    if not isinstance(weasy, str):
        makers["WeasyPrint"] = (weasy, PEERS_COUNT)
    sizes = {name: _checked(make, sheets[:n]) for name, (make, n) in makers.items()}
    times = interleaved(
        {name: lambda make=make, n=n: make(sheets[:n]) for name, (make, n) in makers.items()},  # type: ignore[misc]
        rounds,
        collect=True,
    )
    rates = {name: n / times[name].median for name, (_, n) in makers.items()}
    ours = rates["vinhdanh (Typst)"]
    return Section(
        title="11. Certificates with QR",
        text=(
            f"{COUNT:,} certificates in one PDF/A-2b, each with another name and QR, from data to bytes, "
            f"{rounds} rounds in turn; frame and fitted lines by the program alone. The peers set the same "
            "words and draw the same codes, without frame and fitting, "
            f"WeasyPrint {PEERS_COUNT} of them. Every name was read back from its page first. "
            f"Load when it ran: {os.getloadavg()[0]:.1f}." + (f" {weasy}" if isinstance(weasy, str) else "")
        ),
        head=("", "median (min–max)", "a second", "KB each"),
        rows=[
            (name, str(times[name]), f"{rates[name]:,.0f}", f"{sizes[name] / n / 1024:.1f}")
            for name, (_, n) in makers.items()
        ],
        targets=[Target("Certificates with QR, end to end", "≥ 400/s", f"{ours:,.0f}/s", ours >= 400)],
    )


def _checked(make: Callable[[list[Certificate]], bytes], sheets: list[Certificate]) -> int:
    """How big the file is.

    Raises:
        AssertionError: a name is not on its page.
    """
    content = make(sheets)
    read = pypdfium2.PdfDocument(content)
    if len(read) != len(sheets):
        raise AssertionError(f"{len(read)} pages for {len(sheets)} certificates")
    for page, one in zip(read, sheets, strict=True):
        if one.recipient not in " ".join(page.get_textpage().get_text_bounded().split()):
            raise AssertionError(f"{one.recipient} is not on its page")
    return len(content)
