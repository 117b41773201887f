"""Names of people who do not exist, in the frequencies of a northern mountain province."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from vinhdanh.engine.facts import Sex


@dataclass(frozen=True, slots=True)
class _People:
    """One people's family names (with weights) and the words that stand after them."""

    families: tuple[str, ...]
    weights: tuple[int, ...]  # cumulative
    male_middle: tuple[str, ...]
    male_given: tuple[str, ...]
    female_middle: tuple[str, ...]
    female_given: tuple[str, ...]


def _people(families: str, male_middle: str, male: str, female_middle: str, female: str) -> _People:
    """Read "Nguyễn 30, Trần 11" and comma-separated lists; a middle name given twice is twice as frequent."""
    pairs = [f.rsplit(" ", 1) for f in families.split(", ")]
    return _People(
        families=tuple(name for name, _ in pairs),
        weights=tuple(accumulate(int(weight) for _, weight in pairs)),
        male_middle=tuple(male_middle.split(", ")),
        male_given=tuple(male.split(", ")),
        female_middle=tuple(female_middle.split(", ")),
        female_given=tuple(female.split(", ")),
    )


_MEN = (
    "Anh, An, Bách, Bảo, Biên, Bình, Chiến, Chính, Chung, Công, Cương, Cường, Danh, Dũng, Duy, Dương, Đại, "
    "Đạt, Điệp, Đoàn, Độ, Đông, Đức, Giang, Giáp, Hà, Hải, Hào, Hậu, Hiển, Hiệp, Hiếu, Hoàn, Hoàng, Hòa, "
    "Học, Huấn, Huy, Hùng, Hưng, Hưởng, Kế, Khang, Khánh, Khải, Khiêm, Khoa, Khôi, Kiên, Kiệt, Lâm, Lập, "
    "Linh, Long, Luân, Lực, Lượng, Mạnh, Minh, Nam, Nghĩa, Ngọc, Nguyên, Nhân, Nhật, Ninh, Phong, Phú, Phúc, "
    "Phương, Quân, Quang, Quý, Quyền, Quyết, Sáng, Sinh, Sơn, Tài, Tâm, Tân, Thái, Thành, Thạch, Thắng, "
    "Thiện, Thịnh, Thông, Thuận, Thủy, Thức, Tiến, Tiệp, Toàn, Toản, Trung, Trường, Tú, Tuấn, Tùng, Tuyên, "
    "Tuyến, Tường, Vĩnh, Việt, Vinh, Vũ, Vượng, Xuân"
)
_WOMEN = (
    "An, Anh, Bích, Châm, Châu, Chi, Chinh, Diễm, Diệp, Dung, Duyên, Điệp, Giang, Hà, Hạnh, Hải, Hân, Hằng, "
    "Hậu, Hiên, Hiền, Hiếu, Hoa, Hoài, Hoan, Hòa, Hồng, Huệ, Huế, Huyền, Hương, Hường, Khánh, Lam, Lan, Lệ, "
    "Liên, Liễu, Linh, Loan, Lụa, Luyến, Ly, Mai, Minh, My, Nga, Ngà, Ngân, Ngoan, Ngọc, Nguyệt, "
    "Nhàn, Nhung, "
    "Oanh, Phương, Phượng, Quyên, Quỳnh, Sen, Tâm, Thanh, Thảo, Thắm, Thoa, Thu, Thúy, Thủy, Thư, Thương, "
    "Tình, Trà, Trang, Trinh, Tuyết, Tươi, Uyên, Vân, Xuân, Yên, Yến"
)
_WOMEN_MIDDLE = (
    "Thị, Thị, Thị, Thị, Thị, Thị Thu, Thị Bích, Thị Ngọc, Thị Hồng, Thị Thanh, Thị Kim, Thị Minh, "
    "Thu, Ngọc, "
    "Thanh, Thùy, Khánh, Phương"
)

_KINH = _people(
    "Nguyễn 300, Trần 110, Lê 95, Phạm 70, Hoàng 45, Phan 30, Vũ 42, Đặng 22, Bùi 22, Đỗ 18, Ngô 14, "
    "Dương 13, Đinh 11, Trịnh 9, Đào 9, Mai 7, Tô 5, Lưu 6, Cao 6, Phùng 5, Tạ 5, Hà 6, Trương 8, Doãn 3",
    "Văn, Văn, Văn, Văn, Đức, Đức, Hữu, Quang, Minh, Đình, Xuân, Công, Thanh, Mạnh, Tuấn, Ngọc, Trọng, Quốc, "
    "Anh, Hoàng, Duy, Trung, Tiến, Việt, Thế, Bá",
    _MEN,
    _WOMEN_MIDDLE,
    _WOMEN,
)
_TAY = _people(
    "Nông 30, Hoàng 28, Ma 22, Hà 16, Lý 10, Triệu 9, Bế 8, Đàm 8, Lương 10, Quan 8, Chu 7, Hứa 8, La 5, "
    "Nguyễn 14, Lộc 3, Ninh 3, Âu 2, Tô 3",
    "Văn, Văn, Văn, Văn, Đức, Quang, Đình, Thanh, Xuân, Ngọc, Công, Hữu, Minh, Trọng",
    _MEN,
    _WOMEN_MIDDLE,
    _WOMEN,
)
_NUNG = _people(
    (
        "Nông 26, Hoàng 20, Lục 10, Vi 10, Mông 8, Lương 10, Phùng 7, Đàm 6, Mã 6, Linh 4, Lý 8, Long 4, "
        "Sầm 4, Vy 3"
    ),
    "Văn, Văn, Văn, Văn, Thanh, Đức, Quang, Xuân, Minh, Ngọc",
    _MEN,
    _WOMEN_MIDDLE,
    _WOMEN,
)
_MONG = _people(
    (
        "Giàng 20, Vàng 16, Sùng 16, Thào 12, Lý 12, Hạng 8, Ma 7, Cứ 5, Mùa 5, Lầu 6, Vừ 5, Ly 4, Hầu "
        "5, Tráng 4"
    ),
    "A, A, A, A, A, Seo, Seo, Mí, Mí, Văn",
    "Páo, Sử, Dình, Chứ, Lử, Sà, Tủa, Chống, Sinh, Dế, Nủ, Chinh, Lềnh, Pó, Cháng, Giống, Vần, Dơ, "
    "Chá, Sình, "
    "Lùng, Thắng, Lồng, Sáu, Dũng, Vừ",
    "Thị, Thị, Thị, Thị",
    "Mỷ, Dợ, Máy, Dua, Sua, Chở, Say, Mai, Dính, Pà, Sùng, Vá, Xía, Chía, Mo, Chi, Hoa, Lan",
)
_DAO = _people(
    "Triệu 22, Đặng 20, Bàn 22, Lý 14, Phàn 10, Chảo 6, Tẩn 7, Phùng 7, Dương 5",
    "Văn, Văn, Văn, Tiến, Tài, Phúc, Hữu, Kim, Quang, Thừa",
    "Phúc, Tiến, Chẳn, Sơn, Hương, Quyên, Thọ, Vượng, Toàn, Minh, Kinh, Chiêu, Phấu, Pu, Lai, Đức, Thanh, "
    "Hiện, Thắng, Hòa, Cường, Lâm, Tuấn, Vinh",
    "Thị, Thị, Thị, Mùi, Thị Kim",
    "Mùi, Mán, Pham, Liều, Lai, Nái, Hương, Sinh, Mai, Lan, Nhậy, Xuân, Thảo, Tâm, Hoa, Nga, Yến",
)
_THAI = _people(
    "Lò 22, Cầm 8, Quàng 10, Hà 10, Vi 10, Lường 14, Tòng 8, Cà 6, Lù 4, Điêu 4",
    "Văn, Văn, Văn, Văn, Quang, Minh",
    _MEN,
    "Thị, Thị, Thị, Thị, Thị Thu, Thị Hồng, Thị Kim",
    _WOMEN + ", Sương, Pánh, Phiên, Dượng, Inh",
)
_MUONG = _people(
    "Bùi 26, Đinh 20, Quách 14, Hà 12, Trương 8, Phùng 6, Bạch 5",
    "Văn, Văn, Văn, Công, Đình, Quang",
    _MEN,
    _WOMEN_MIDDLE,
    _WOMEN,
)

_ALL = (_KINH, _TAY, _NUNG, _MONG, _DAO, _THAI, _MUONG)
_CODES = ("kinh", "tay", "nung", "mong", "dao", "thai", "muong")
_PARTS = (45, 23, 9, 8, 9, 3, 3)
_SHARES = tuple(accumulate(_PARTS))
_UNWRITTEN = 0.03  # of the files don't say it


def draw_name(rng: Random, sex: Sex) -> str:
    """A full name, family name first, in NFC; middle and given name differ."""
    people = rng.choices(_ALL, cum_weights=_SHARES)[0]
    family = rng.choices(people.families, cum_weights=people.weights)[0]
    male = sex is Sex.MALE
    middle = rng.choice(people.male_middle if male else people.female_middle)
    given = rng.choice(people.male_given if male else people.female_given)
    while given in middle.split() or given == family:
        given = rng.choice(people.male_given if male else people.female_given)
    return f"{family} {middle} {given}"


def draw_people(number: str, name: str) -> str:
    """The people that a name may be of, as often as it is of each; "" where the file doesn't say it.

    Drawn by the person's number alone, so that it changes nothing else of the sample.
    """
    rng = Random(number)
    if rng.random() < _UNWRITTEN:
        return ""
    family = name.split()[0]
    weights = [part * _weight(people, family) for part, people in zip(_PARTS, _ALL, strict=True)]
    return rng.choices(_CODES, weights)[0] if any(weights) else _CODES[0]


def _weight(people: _People, family: str) -> float:
    """The share of a people's persons who have a family name."""
    if family not in people.families:
        return 0
    at = people.families.index(family)
    return (people.weights[at] - (people.weights[at - 1] if at else 0)) / people.weights[-1]
