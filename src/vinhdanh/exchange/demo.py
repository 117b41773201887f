"""What the demo has to import: an old ledger and a news text to be checked, people on record twice."""

from __future__ import annotations

from datetime import date
from itertools import islice

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine.facts import Facts
from vinhdanh.exchange import services, tasks
from vinhdanh.exchange.intake.mapping import from_json
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.packages import services as packages
from vinhdanh.exchange.sample.ledger import write_ledger
from vinhdanh.exchange.texts.services import bring
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.services import change_person

NAME = "so-khen-thuong-2010-2013.xlsx"
NEWS = (
    "Với những kết quả đã đạt được trong năm {year}, Phòng Tổ chức cán bộ vinh dự được Bộ Công an "
    "tặng Cờ “Đơn vị dẫn đầu trong phong trào thi đua Vì ANTQ”; Giám đốc Công an tỉnh tặng danh hiệu "
    "“Đơn vị Quyết thắng”; có 02 Đội nghiệp vụ đạt danh hiệu “Đơn vị Quyết thắng”, có 02 Đội nghiệp "
    "vụ đạt danh hiệu “Đơn vị Tiên tiến”; 07 lượt tập thể và 35 lượt cá nhân được các cấp biểu dương "
    "khen thưởng.\n\n"
    "Phát động phong trào thi đua “Vì ANTQ” năm {next} gắn với phong trào thi đua “Ba nhất: Kỷ luật "
    "nhất – Trung thành nhất – Gần dân nhất”, Phòng Tổ chức cán bộ xác định tập trung thực hiện thắng"
    " lợi các chỉ tiêu, nhiệm vụ công tác tổ chức cán bộ năm {next}, trọng tâm là: (1) “Kỷ luật là "
    "nền tảng, sức mạnh xây dựng lực lượng Công an Sơn Hà thật sự trong sạch, kỷ cương, vững mạnh "
    "toàn diện”; (2) “Nâng cao chất lượng công tác đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã và"
    " lực lượng tham gia bảo vệ an ninh trật tự tại cơ sở”; (3) “Đẩy mạnh tuyên truyền, vận động Nhân"
    " dân trong công tác tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân”.\n"
    "Lãnh đạo Công an tỉnh yêu cầu trong năm {next}, Phòng Tổ chức cán bộ tiếp tục phát huy những kết"
    " quả đã đạt được, nâng cao chất lượng công tác tổ chức cán bộ, thực hiện xuất sắc vai trò then "
    "chốt trong công tác xây dựng Đảng, xây dựng lực lượng.\n"
)
MAJOR = "Xây dựng Đảng và chính quyền nhà nước"
TWICE = 3  # people who left and came back under another number


def install_demo_imports(facts: Facts, year: int) -> None:
    """Let people come back under new numbers; bring the ledger as the standing body, up to its preview.

    Outside a transaction: the ledger is read as soon as it is kept.
    """
    _come_back(year)
    told = NEWS.format(year=year, next=year + 1)
    clerk = Account.objects.get(username="tonghop")
    bring(actor=clerk, unit=Unit.objects.get(code="PX01"), year=year, text=told, name="Tin tổng kết năm")
    actor = Account.objects.get(username="thuongtruc")
    with tasks.waited_for():
        intake = services.receive(actor=actor, name=NAME, data=write_ledger(facts), year=year)
        intake.refresh_from_db()
        if intake.state == Intake.State.MAPPING:
            services.set_mapping(actor=actor, intake=intake, maps=from_json(intake.mapping))


def install_demo_packages(year: int) -> None:
    """Hand over a department's and a commune's year; take the department's in again after a change.

    Outside a transaction: each package is made as soon as it is asked for.
    """
    head = Account.objects.get(username="thutruong")
    standing = Account.objects.get(username="thuongtruc")
    department = Unit.objects.get(code="PX01")
    commune = Unit.objects.filter(kind="cong_an_xa").open(date(year, 12, 31)).order_by("code").first()
    with tasks.waited_for():
        made = packages.make_package(
            actor=head, unit=department, first=year, last=year, ground="Bàn giao hồ sơ về lưu trữ lịch sử"
        )
        if commune is not None:
            packages.make_package(
                actor=standing,
                unit=commune,
                first=year,
                last=year,
                ground="Gửi Bộ Công an theo chế độ báo cáo năm",
            )
        made.refresh_from_db()
        _study_ended(department)
        with made.content.open("rb") as file:
            packages.receive_package(actor=standing, name=made.file_name, file=file)


def _study_ended(unit: Unit) -> None:
    """Somebody of the unit has another field of study than when the package was made."""
    inside = Person.objects.filter(left=None, posts__unit__path__startswith=unit.path, posts__end=None)
    person = inside.exclude(major=MAJOR).order_by("number").first()
    if person is not None:
        why = "Dữ liệu mẫu: bổ sung bằng mới"
        change_person(actor=Operator(), person=person, why=why, major=MAJOR)


def _come_back(year: int) -> None:
    """Newcomers of the year get the name and birth of people who left the year before."""
    left = Person.objects.filter(left__year=year - 1).order_by("number")
    for gone in islice(left.iterator(), TWICE):
        back = Person.objects.filter(joined__gte=date(year, 1, 1), sex=gone.sex, left=None)
        newcomer = back.exclude(name__in=left.values("name")).order_by("number").first()
        if newcomer is not None:
            change_person(
                actor=Operator(),
                person=newcomer,
                why="Dữ liệu mẫu: người trở lại ngành, lập hồ sơ lần thứ hai",
                name=gone.name,
                born=gone.born,
            )
