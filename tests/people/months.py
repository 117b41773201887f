"""A department with two teams, a month that is open, and how a clerk fills a sheet in."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.records import Tree, make_account, make_person
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.people import services
from vinhdanh.people.classing_scales import Offered, offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Period, Sheet, Unit
from vinhdanh.people.services.classing import Line

OPERATOR = Operator()
YEAR = 2025
EVERYBODY = ("101", "102", "103", "111", "112", "113", "114")  # on the sheet of PX01
UNITS = ("PX01", "PX01-D1", "PX01-D2")


def scale(key: str = "loai-1-4") -> Offered:
    return offered()[0][key]


class Department(Tree):
    """PX01 with its head 101, D1 (102, 111–114) and D2 (103), and PX02 (201); a clerk and a head of PX01."""

    def __init__(self) -> None:
        super().__init__()
        self.head.posts.update(leads=True)
        self.team = [make_person(f"11{n}", self.d1, f"Hoàng Văn {n}") for n in range(1, 5)]
        self.clerk: Account = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.boss: Account = make_account("thutruong", (Role.UNIT_HEAD, "PX01"), person_number="101")

    def month(self, number: int = 5, unit: Unit | None = None, *, key: str = "loai-1-4") -> Period:
        return services.open_period(
            actor=OPERATOR,
            unit=unit or self.cat,
            scale=scale(key),
            kind=PeriodKind.MONTH,
            year=YEAR,
            number=number,
        )

    def week(self, number: int) -> Period:
        return services.open_period(
            actor=OPERATOR, unit=self.cat, scale=scale(), kind=PeriodKind.WEEK, year=YEAR, number=number
        )

    def save(
        self,
        period: Period,
        people: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        *,
        actor: Account | Operator | None = None,
        unit: Unit | None = None,
        submit: bool = False,
        **more: str | int,
    ) -> Sheet:
        """Save a sheet; by default everybody is in class 2 and every collective in class 1."""
        if people is None:
            people = dict.fromkeys(("101", "102", "103", "111", "112", "113", "114"), "2")
        return services.save_sheet(
            actor=actor or self.clerk,
            period=period,
            unit=unit or self.px01,
            unit_classes=dict.fromkeys(("PX01", "PX01-D1", "PX01-D2"), "1") if units is None else units,
            lines={number: Line(cls) for number, cls in people.items()},
            submit=submit,
            **more,  # type: ignore[arg-type]
        )

    def save_px02(self, period: Period) -> Sheet:
        return self.save(period, {"201": "2"}, {"PX02": "1"}, unit=self.px02, actor=OPERATOR, submit=True)


def months_of(department: Department, classes: str, unit: str = "1") -> None:
    """Submitted months for everybody of PX01: one letter a month, from January."""
    numbers = ("101", "102", "103", "111", "112", "113", "114")
    for month, cls in enumerate(classes, 1):
        period = department.month(month)
        people = dict.fromkeys(numbers, "2") | ({} if cls == "2" else {"102": cls})
        units = dict.fromkeys(("PX01", "PX01-D1", "PX01-D2"), unit)
        department.save(period, people, units, submit=True)


def day(text: str) -> date:
    return date.fromisoformat(text)


def refused(call: Callable[[], Any]) -> dict[str, list[str]]:
    """What a call is refused with: messages by số hiệu or code, or under ""."""
    with pytest.raises(ValidationError) as error:
        call()
    return error.value.message_dict if hasattr(error.value, "error_dict") else {"": error.value.messages}


# ---- the pages ------------------------------------------------------------------------------------


def as_(account: Account) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(account)
    return client


def said(answer: Any) -> str:
    """The words of a page, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def typed(cls: str = "2", unit: str = "1", **more: str) -> dict[str, str]:
    """A form filled in with one class for everybody; ``d_102`` is the field ``d:102``."""
    return {
        **{f"l:{number}": cls for number in EVERYBODY},
        **{f"u:{code}": unit for code in UNITS},
        "version": "0",
        **{key.replace("_", ":", 1): value for key, value in more.items()},
    }


def sheet_of(answer: Any) -> Any:
    """The one sheet of a downloaded workbook."""
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active
