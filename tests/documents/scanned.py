"""A fictitious report as a scanner gives it: printed, laid askew, with grain and a grey ground."""

from __future__ import annotations

import os
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageChops, ImageFilter

from vinhdanh.documents.paper import Heading, Letterhead, Paper, Paragraph
from vinhdanh.documents.pdf import paper_pictures

SENTENCES = tuple(
    """\
Năm 2025, Giám đốc Công an tỉnh Sơn Hà tặng Giấy khen cho 45 tập thể và 128 cá nhân có thành tích xuất sắc \
trong phong trào thi đua “Vì an ninh Tổ quốc”.
Chủ tịch Ủy ban nhân dân tỉnh Sơn Hà tặng Bằng khen cho bà Lò Thị Nụ, cán bộ Công an xã Mường Chiềng, vì đã \
dũng cảm cứu người trong lũ quét.
Phòng Cảnh sát hình sự được tặng Cờ thi đua của Chính phủ. Trong năm, toàn lực lượng bắt 1.577 đối tượng, \
tỷ lệ điều tra, khám phá án đạt 92,4%, vượt chỉ tiêu được giao.""".splitlines()
)
REPORT = Paper(
    title="Báo cáo",
    letterhead=Letterhead("CÔNG AN TỈNH SƠN HÀ", "BỘ CÔNG AN", "Sơn Hà"),
    number="125/BC-CAT",
    dated=date(2025, 12, 20),
    kind="BÁO CÁO",
    about="Kết quả công tác thi đua, khen thưởng năm 2025",
    body=(Heading("I. Kết quả khen thưởng"), *map(Paragraph, SENTENCES)),
)

there = shutil.which(os.environ.get("VINHDANH_TESSERACT", "") or "tesseract") is not None
needs_tesseract = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not there and not os.environ.get("CI"),
        reason="no Tesseract here: install your system's tesseract-ocr and tesseract-ocr-vie to test OCR",
    ),
]


def scan(
    paper: Paper = REPORT, *, dpi: int = 300, askew: float = 0.7, grain: float = 18, blur: float = 0.6
) -> Image.Image:
    """The first page as a scanner gives it: turned by some degrees, blurred, with grain (grey levels)."""
    page = Image.open(BytesIO(paper_pictures(paper, ppi=dpi)[0])).convert("L")
    page = page.rotate(askew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(blur)).point(lambda level: 20 + level * 215 // 255)
    levels = bytes(round(128 + (level - 127.5) / 74 * grain) for level in range(256))  # 74: their deviation
    noise = Image.frombytes("L", page.size, Random(1).randbytes(page.width * page.height).translate(levels))
    return ImageChops.add(page, noise, offset=-128)


def png(page: Image.Image) -> bytes:
    """The page as a PNG file."""
    kept = BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()


def pdf(*pages: Image.Image, dpi: int = 300) -> bytes:
    """The pages as a PDF of pictures, as scanners write it."""
    kept = BytesIO()
    pages[0].save(kept, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return kept.getvalue()


def stand_in(folder: Path, *, said: str = "", seconds: float = 0, fails: bool = False) -> Path:
    """A program that answers as Tesseract does, always the same: for what happens around it.

    Args:
        said: rows of its table, cells parted by blanks: block, paragraph, line, left, top, width, height,
            confidence, word.
    """
    rows = [f"5\t1\t{b}\t{p}\t{n}\t1\t{rest}" for b, p, n, rest in map(_cells, said.splitlines())]
    (folder / "said.tsv").write_text("\n".join(["level", *rows]) + "\n", encoding="utf-8")
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --list-langs ]; then echo "List of available languages (1):"; echo vie; exit; fi\n'
        f"cat >/dev/null; sleep {seconds}; cat {folder}/said.tsv; exit {int(fails)}\n"
    )
    program.chmod(0o755)
    return program


def _cells(row: str) -> tuple[str, str, str, str]:
    block, paragraph, line, *rest = row.split()
    return block, paragraph, line, "\t".join(rest)
