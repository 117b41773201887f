"""The small province with browsers."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
from django.http import HttpResponse
from django.test import Client

from tests.programmes.classes import TODAY, Training
from tests.records import standing_body
from vinhdanh.access.models import Account

DAY = f"{TODAY:%d/%m/%Y}"


class Office(Training):
    """The same with browsers."""

    def __init__(self) -> None:
        super().__init__()
        self.body = standing_body()
        self.rows = self.call(self.dinh, self.em, self.ha)

    def page(self, who: Account, address: str, status: int = 200) -> str:
        answer = self.client(who).get(f"/tap-huan/{address}")
        assert answer.status_code == status, answer.content.decode()[:2000]
        return text(answer)

    def post(self, who: Account, address: str, data: dict[str, Any], status: int = 302) -> str:
        client = self.client(who)
        answer = client.post(f"/tap-huan/{address}", data)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return text(client.get(answer["Location"])) if status == 302 else text(answer)

    def file(self, who: Account, address: str) -> list[list[Any]]:
        answer = self.client(who).get(f"/tap-huan/{address}")
        assert answer.status_code == 200
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def client(self, who: Account) -> Client:
        client = Client()
        client.force_login(who)
        return client


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
