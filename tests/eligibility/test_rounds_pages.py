"""Rounds after they are opened: another name, closed, open again."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.eligibility.agency import YEAR
from tests.eligibility.test_pages import text_of
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.eligibility.models import RoundAct
from vinhdanh.eligibility.services import open_round, rename_round, run_now

pytestmark = pytest.mark.django_db
WHO = Operator()


def test_a_round_is_renamed_closed_and_opened_again_with_a_reason(judged: Judged) -> None:
    made = open_round(actor=WHO, name="Tổng kết", year=YEAR, lines=["CSTT"])
    open_round(actor=WHO, name="Sơ kết", year=YEAR, lines=["CSTT"])
    with pytest.raises(ValidationError, match="đã có đợt xét tên “Sơ kết”"):
        rename_round(actor=WHO, round=made, name="Sơ kết")
    client = judged.client("standing")

    def press(act: str, text: str = "") -> str:
        data = {"act": act, "dot": str(made.pk), "text": text}
        return text_of(client, client.post("/lan-xet/dot/", data)["Location"])

    assert f"Tổng kết cả năm, năm {YEAR}" in press("doi-ten", "Tổng kết cả năm")
    assert "Đã đóng đợt Tổng kết cả năm" in press("dong")
    assert "Tổng kết cả năm" not in text_of(client, "/lan-xet/")
    with pytest.raises(ValidationError, match="đã đóng: mở lại đợt, ghi lý do"):
        run_now(actor=WHO, year=YEAR, round=made)
    with pytest.raises(ValidationError, match="mở lại, ghi lý do, rồi mới đổi tên"):
        rename_round(actor=WHO, round=made, name="Khác")
    assert "Ghi lý do mở lại đợt xét." in press("mo-lai")
    assert "Đã mở lại đợt Tổng kết cả năm" in press("mo-lai", "Bổ sung hồ sơ")
    assert run_now(actor=WHO, year=YEAR, round=made).round == made
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundAct.objects.update(why="X")
