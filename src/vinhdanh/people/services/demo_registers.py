"""What the sample's facts do not say of discipline, holds and works, and some acts to look at in the journal.

Nothing here changes a verdict: bases, shares, recognisers, what decisions say of titles; a sanction that
is annulled at once; a conclusion that repeats the earlier one with more evidence.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from vinhdanh.access import services as access
from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_PASSWORD, Operator
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import DisciplineForm, HoldGround, WorkScope
from vinhdanh.people.models import Discipline, Finding, Hold, Person, RecognisedWork, WorkAuthor
from vinhdanh.people.services.findings import conclude
from vinhdanh.people.services.works import WHOLE
from vinhdanh.people.services.years import (
    annul_discipline,
    close_hold,
    record_discipline,
    set_title_effect,
)
from vinhdanh.people.types import TitleEffect

_BASES = {
    HoldGround.DISCIPLINE_PENDING: "Thông báo {n}/TB-PX01 về xem xét kỷ luật",
    HoldGround.INSPECTION: "Quyết định thanh tra {n}/QĐ-CAT-PX05",
    HoldGround.COMPLAINT: "Thông báo thụ lý đơn {n}/TB-PX05",
    HoldGround.PRESS: "Công văn {n}/CAT-PV01 về nội dung báo nêu",
}
_RECOGNISERS = {
    WorkScope.BASE: "Giám đốc Công an tỉnh Sơn Hà",
    WorkScope.MINISTRY: "Bộ trưởng Bộ Công an",
    WorkScope.NATIONAL: "Bộ trưởng Bộ Công an",
}
RELEASED = 4  # earlier holds whose release gets its ground


def install_demo_registers(year: int, *, seed: int = 2025) -> None:
    """Dress the registers of the sample and let the demo accounts do some acts.

    Raises:
        Account.DoesNotExist: the demo accounts have not been installed.
    """
    rng = Random(seed)
    standing = Account.objects.get(username="thuongtruc")
    with transaction.atomic():
        _dress(rng)
        _discipline(standing, year)
        _holds(rng, standing)
        _conclusion(standing, year)
        _accounts()


def _dress(rng: Random) -> None:
    holds = list(Hold.objects.filter(basis=""))
    for hold in holds:
        hold.basis = _BASES[HoldGround(hold.ground)].format(n=rng.randint(12, 480))
    Hold.objects.bulk_update(holds, ["basis"], batch_size=500)
    for scope, recogniser in _RECOGNISERS.items():
        RecognisedWork.objects.filter(scope=scope.value, recogniser="").update(recogniser=recogniser)
    authors = list(WorkAuthor.objects.filter(share=None).order_by("work", "position"))
    by_work: dict[int, list[WorkAuthor]] = {}
    for author in authors:
        by_work.setdefault(author.work_id, []).append(author)
    for together in by_work.values():
        for author in together:
            author.share = WHOLE // len(together)
        together[0].share = WHOLE - (len(together) - 1) * (WHOLE // len(together))
    WorkAuthor.objects.bulk_update(authors, ["share"], batch_size=500)
    record(
        actor=Operator(),
        verb="people.registers_drawn",
        subject="Kỷ luật, tạm hoãn, sáng kiến",
        data={"holds": len(holds), "authors": len(authors)},
    )


def _discipline(standing: Account, year: int) -> None:
    for row in Discipline.objects.filter(decided__year__gte=year - 1, title_effect="", person__isnull=False):
        light = row.form == DisciplineForm.REPRIMAND
        set_title_effect(
            actor=standing,
            discipline=row,
            effect=TitleEffect.LOWERS if light else TitleEffect.REMOVES,
            year=row.decided.year,
            why="Điều 2 quyết định kỷ luật",
        )
    somebody = Person.objects.filter(disciplines=None, left=None, posts__unit__depth__gt=1).first()
    if somebody:
        wrong = record_discipline(
            actor=standing,
            subject=somebody,
            form=DisciplineForm.REPRIMAND,
            decided=date(year, 5, 6),
            number=f"118/QĐ-CAT-PX01-{year}",
        )
        annul_discipline(
            actor=standing,
            discipline=wrong,
            on=date(year, 6, 20),
            why="Quyết định 164/QĐ-CAT chấp nhận khiếu nại, hủy bỏ kỷ luật",
        )


def _holds(rng: Random, standing: Account) -> None:
    for hold in Hold.objects.filter(closed__isnull=False, release="").order_by("-closed", "pk")[:RELEASED]:
        assert hold.closed is not None
        close_hold(
            actor=standing,
            hold=hold,
            last_day=hold.closed,
            why=f"Thông báo kết luận {rng.randint(20, 300)}/TB-CAT: không có sai phạm",
        )


def _conclusion(standing: Account, year: int) -> None:
    earlier = Finding.objects.current().filter(year=year, person__isnull=False, holds=True).first()
    if earlier is None or earlier.person is None:
        return
    conclude(
        actor=standing,
        subject=earlier.person,
        about=earlier.about,
        year=year,
        holds=earlier.holds,
        figure=earlier.figure,
        evidence="Biên bản bình xét và nhận xét của cấp ủy nơi cư trú",
        why="Bổ sung căn cứ theo yêu cầu của Hội đồng",
    )


def _accounts() -> None:
    """A closed account, a role lent for later, an administrator who went into the records once."""
    today = timezone.localdate()
    administrator = Account.objects.get(username="quantri")
    if not Account.objects.filter(username="tonghop.cu").exists():
        former = access.create_account(
            actor=administrator,
            username="tonghop.cu",
            full_name="Hoàng Thị Lụa",
            password=DEMO_PASSWORD,
            post_text="Phòng Tổ chức cán bộ",
            is_demo=True,
        )
        access.close_account(actor=administrator, account=former, why="Đã nghỉ hưu")
    head = Account.objects.get(username="thutruong")
    role = head.roles.first()
    if role and not role.delegations.exists():
        access.delegate(
            actor=head,
            assignment=role,
            receiver=Account.objects.get(username="thamdinh"),
            valid_from=today + timedelta(days=30),
            valid_to=today + timedelta(days=44),
            ground="Giấy ủy quyền 03/GUQ-PX01: đi học lớp bồi dưỡng",
        )
    if not administrator.interventions.exists():
        mode = access.open_intervention(
            actor=administrator,
            reason="Kiểm tra lỗi hiển thị bảng phân loại theo đề nghị của PX01",
            minutes=10,
        )
        access.close_intervention(actor=administrator, intervention=mode)
