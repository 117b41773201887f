"""Recognised works: initiatives, research, ingenuity in combat, with names as officers give them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random

from vinhdanh.engine.facts import Force, Level, Work, WorkKind, WorkScope
from vinhdanh.exchange.sample.career import YEARS, Career, Register
from vinhdanh.exchange.sample.places import COMMUNES

_OBJECTS = (
    "sổ theo dõi lớp bồi dưỡng",
    "hồ sơ cán bộ",
    "sổ trực ban hình sự",
    "hồ sơ đăng ký xe",
    "sổ quản lý vật chứng",
    "hồ sơ đối tượng quản lý tại xã",
    "lịch trực sẵn sàng chiến đấu",
    "hồ sơ phòng cháy, chữa cháy cơ sở",
    "đơn thư khiếu nại, tố cáo",
    "quân trang, quân số",
    "hồ sơ thi hành án tại cộng đồng",
    "văn bản đi, đến",
    "hồ sơ cư trú, tạm trú",
    "sổ khen thưởng 2014–2025",
    "vũ khí, công cụ hỗ trợ",
    "phương tiện giao thông vi phạm",
)
_TASKS = (
    "tiếp nhận tố giác, tin báo về tội phạm",
    "cấp căn cước lưu động ở vùng cao",
    "tuần tra, kiểm soát ban đêm",
    "bồi dưỡng Công an xã",
    "diễn tập chữa cháy rừng",
    "tuyên truyền an toàn giao thông trong trường học",
    "vận động giao nộp vũ khí tự chế",
    "quản lý người nghiện tại xã",
    "hướng dẫn điều tra ban đầu",
    "phòng, chống lừa đảo trên không gian mạng",
    "cứu nạn, cứu hộ mùa mưa lũ",
    "xác minh lý lịch tuyển công dân vào Công an nhân dân",
    "giải quyết mâu thuẫn trong Nhân dân",
    "dẫn giải bị cáo ra phiên tòa",
)
_AMONG_PEOPLE = (  # what a commune's people take part in
    "phòng cháy, chữa cháy",
    "tự quản an ninh, trật tự",
    "phòng, chống lừa đảo trên mạng",
    "phòng, chống ma túy",
    "giữ đường biên, cột mốc",
    "bảo vệ rừng",
    "an toàn giao thông",
    "hòa giải ở cơ sở",
)
_INITIATIVES = (
    "Số hóa {object}",
    "Phần mềm quản lý {object}",
    "Cải tiến mẫu biểu, tra cứu nhanh {object} bằng mã QR",
    "Cải tiến quy trình {task}",
    "Bộ tình huống {task}",
    "Giải pháp nâng cao chất lượng {task}",
    "Mô hình “Tổ liên gia {among}” tại xã {place}",
    "Sổ tay {among} song ngữ Việt – Mông",
    "Trang Zalo {among} tại xã {place}",
)
_PROJECTS = (
    "Nâng cao hiệu quả {task} trên địa bàn tỉnh Sơn Hà",
    "Công tác {task} của Công an tỉnh Sơn Hà: thực trạng và giải pháp",
    "Đề án {task} giai đoạn {year}–{later}",
)
_INGENUITY = (
    "Mưu trí bắt đối tượng truy nã đặc biệt nguy hiểm tại xã {place}",
    "Mưu trí, sáng tạo phá chuyên án ma túy {code}",
    "Sáng tạo chiến thuật cứu người trong đám cháy tại chợ {place}",
    "Mưu trí giải cứu nạn nhân bị mua bán tại xã {place}",
    "Sáng tạo thu thập chứng cứ điện tử trong chuyên án {code}",
)


def _kind(rng: Random) -> WorkKind:
    kinds = (WorkKind.INITIATIVE, WorkKind.PROJECT, WorkKind.INGENUITY)
    return rng.choices(kinds, (78, 12, 10))[0]


def name_of_work(rng: Random, kind: WorkKind, year: int) -> str:
    shapes = {
        WorkKind.INITIATIVE: _INITIATIVES,
        WorkKind.PROJECT: _PROJECTS,
        WorkKind.INGENUITY: _INGENUITY,
    }[kind]
    return rng.choice(shapes).format(
        object=rng.choice(_OBJECTS),
        task=rng.choice(_TASKS),
        among=rng.choice(_AMONG_PEOPLE),
        place=rng.choice(COMMUNES),
        year=year,
        later=year + 3,
        code=f"{rng.randint(100, 999)}{rng.choice('ABCDHKTS')}",
    )


def recognise_for(
    register: Register,
    rng: Random,
    authors: list[Career],
    year: int,
    scope: WorkScope,
    kind: WorkKind | None = None,
) -> Work:
    """One work of these authors, recognised in that year by whoever recognises works of that reach."""
    kind = kind or _kind(rng)
    number = {
        WorkScope.BASE: f"{rng.randint(200, 499)}/QĐ-CAT",
        WorkScope.MINISTRY: f"{rng.randint(3000, 9800)}/QĐ-BCA",
        WorkScope.NATIONAL: f"{rng.randint(3000, 9800)}/QĐ-BCA",
    }[scope]
    day = date(year, rng.randint(3, 11), rng.randint(1, 28))
    return register.recognise(authors, kind, year, scope, name_of_work(rng, kind, year), day, number)


def record_works(register: Register, careers: list[Career]) -> None:
    """The works of every year: mostly by those whose year was excellent, at times by two or three."""
    rng = register.stream("works")
    by_unit: dict[tuple[str, int], list[Career]] = defaultdict(list)
    for career in careers:
        for year, unit in career.unit_of.items():
            by_unit[unit, year].append(career)
    for year in YEARS:
        for career in careers:
            level = career.level(year)
            if level is None or level < Level.GOOD or career.force is Force.GRASSROOTS or career.script:
                continue
            if rng.random() > (0.16 if level is Level.EXCELLENT else 0.022):
                continue
            authors = [career]
            mates = by_unit[career.unit_of.get(year, career.unit), year]
            if rng.random() < 0.22 and len(mates) > 2:
                others = rng.sample(mates, rng.choice((1, 1, 2)))
                authors += [m for m in others if m is not career and not m.script]
            scope = WorkScope.MINISTRY if rng.random() < 0.03 else WorkScope.BASE
            recognise_for(register, rng, authors, year, scope)
            if rng.random() < 0.12:
                recognise_for(register, rng, [career], year, WorkScope.BASE)
