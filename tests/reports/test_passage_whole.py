"""The passage that the program is made for, on the sample province: every figure of it, one by one.

The sample Phòng Tổ chức cán bộ is another one: its people, its province and the wording of what its leaders
asked for are made up. What is counted is what the passage states.
"""

from __future__ import annotations

import html
import re
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from tests.papers import pdf_text
from tests.records import standing_body
from tests.reports.test_passage_launch import FIRSTS, SPIRIT, TASKS
from tests.reports.told import OPERATOR
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.passage import FLAG
from vinhdanh.movements.services.demo import PURPOSE, install_demo_movements
from vinhdanh.movements.services.demo_directives import install_demo_directives
from vinhdanh.movements.services.demo_registration import install_demo_registration
from vinhdanh.movements.services.demo_targets import install_demo_targets
from vinhdanh.people.models import Unit
from vinhdanh.reports.selectors.yearly import report_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HOME = "/bao-cao/PX01/2025/"
# What the passage states, in its order, as the report and the news text say it.
STATED = (
    f"Bộ trưởng Bộ Công an tặng {FLAG}",
    "Giám đốc Công an tỉnh tặng danh hiệu “Đơn vị quyết thắng”",
    "có 02 Đội đạt danh hiệu “Đơn vị quyết thắng”",
    "có 02 Đội đạt danh hiệu “Đơn vị tiên tiến”",
    "07 lượt tập thể",
    "35 lượt cá nhân",
    "được các cấp biểu dương, khen thưởng",
    "Phát động phong trào thi đua “Vì An ninh Tổ quốc” năm 2026",
    f"gắn với phong trào thi đua “{FIRSTS}”",
    f"Phòng Tổ chức cán bộ xác định {PURPOSE[0].lower()}{PURPOSE[1:].rstrip('.')}",
    *(f"({at}) {task}" for at, task in enumerate(TASKS, 1)),
    "có 03 trục: (1) Kỷ luật nhất; (2) Trung thành nhất; (3) Gần dân nhất",
    "đã phát động 100% cán bộ, chiến sĩ",
    f"với tinh thần “{SPIRIT}”",
)
DIRECTED = (
    "Phát biểu chỉ đạo tại hội nghị có đồng chí",
    ", Giám đốc Công an tỉnh và đồng chí",
    ", Phó Giám đốc Công an tỉnh.",
    "có 03 ý kiến, yêu cầu trong năm 2026:",
    "(1) tiếp tục phát huy kết quả năm 2025;",
    "(2) nâng cao chất lượng công tác tổ chức cán bộ;",
    "(3) giữ vai trò then chốt, nòng cốt trong xây dựng Đảng",
)


def install_province() -> None:
    """The sample province with what the demo writes of its movements, targets and conferences."""
    province = sample_province(scale=0.2)
    record_facts(province.facts, province.details, actor=OPERATOR, artefacts=province.artefacts)
    agency = Unit.objects.get(code="CAT")
    install_demo_movements(agency)
    install_demo_registration(agency)
    install_demo_directives(agency)
    install_demo_targets(agency, 2025)


def of_page(content: bytes) -> str:
    """What a page says in its text."""
    body = re.search(r"<article.*?</article>", content.decode(), re.DOTALL)
    assert body is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body[0])).split())


def of_word(content: bytes) -> str:
    return " ".join(one.text for one in Document(BytesIO(content)).paragraphs)


def test_the_report_and_the_news_text_state_every_figure_of_the_passage() -> None:
    install_province()
    reader = standing_body()
    report = report_of(reader, Unit.objects.get(code="PX01"), 2025)
    assert not report.failed
    counts = {"luot-tap-the": 7, "luot-ca-nhan": 35, "don-vi-truc-thuoc.dvqt": 2, "don-vi-truc-thuoc.dvtt": 2}
    for key, count in counts.items():  # computed: as many records as the figure says
        figure = report.figures[f"khen-thuong.{key}"]
        assert (figure.value, len(figure.records())) == (count, count)
    registered, whole = report.figures["phat-dong.ty-le"].parts
    assert registered.value == whole.value
    browser = Client()
    browser.force_login(reader)

    def got(address: str) -> bytes:
        return bytes(browser.get(f"{HOME}{address}").content)

    said = {
        "trang báo cáo": of_page(got("")),
        "báo cáo PDF": pdf_text(got("bao-cao.pdf")),
        "báo cáo Word": of_word(got("bao-cao.docx")),
        "trang tin": of_page(got("tin-ngan/")),
        "tin PDF": pdf_text(got("tin-ngan.pdf")),
        "tin Word": of_word(got("tin-ngan.docx")),
        "tin, tệp chữ": got("tin-ngan.txt").decode(),
    }
    wanted = (*STATED, *DIRECTED)
    missing = [(where, one) for where, text in said.items() for one in wanted if one not in text]
    assert missing == []
    news = said["tin, tệp chữ"]
    places = [news.index(one) for one in (*STATED[:10], STATED[-1], *DIRECTED)]
    assert places == sorted(places), "the news tells in the order of the passage"
