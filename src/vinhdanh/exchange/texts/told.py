"""What a text tells that becomes no record of its own: numbers to compare, decisions behind awards."""

from __future__ import annotations

from datetime import datetime

from vinhdanh.awards.models import Decision
from vinhdanh.awards.selectors.tallies import YearOfUnit, years_of_unit
from vinhdanh.exchange.texts.items import Item
from vinhdanh.exchange.texts.offers import Desk, Made, Offer


def count_offer(desk: Desk, item: Item) -> Offer:
    """How many were commended, beside what the register counts for the unit and the year."""
    year = desk.reading.year
    held = years_of_unit(desk.unit, year).get(year) or YearOfUnit.empty(year)
    parts = []
    for side, label, counted in (
        ("collectives", "tập thể", held.commended.units.times),
        ("individuals", "cá nhân", held.commended.persons.times),
    ):
        said = item.facts[side]
        if said is None:
            continue
        gap = counted - said
        differs = "khớp" if gap == 0 else f"sổ {'hơn' if gap > 0 else 'thiếu'} {abs(gap):02d}"
        parts.append(f"{label}: văn bản {said:02d}, sổ {counted:02d} lượt ({differs})")
    compared = "; ".join(parts) or "Văn bản không nêu số cụ thể"
    return Offer(
        never=f"{compared}. Số lượt không ghi thành bản ghi: sổ đếm từ từng lượt khen năm {year} "
        f"của {desk.unit}, thiếu ai thì ghi lượt của người đó."
    )


def decision_offer(desk: Desk, item: Item) -> Offer:
    """A decision is written together with the honours that stand on it."""
    number, day = item.facts["number"], item.facts["date"]
    there: list[Made] = []
    if number and day:
        decided = datetime.strptime(day, "%d/%m/%Y").date()
        same = Decision.objects.standing().filter(number__iexact=number, decided=decided)
        there = [Made("awards.decision", one.pk, f"{one}, {one.authority}") for one in same[:3]]
    if there:
        return Offer(there=tuple(there), never="Quyết định này đã có trong sổ.")
    users = [
        one
        for one in desk.of_kind("awards")
        if number and desk.values.get(one.key, {}).get("number", "").casefold() == number.casefold()
    ]
    if users:
        return Offer(never=f"Ghi cùng {len(users):02d} mục khen thưởng theo quyết định này.")
    return Offer(
        never="Quyết định chỉ ghi cùng lượt khen theo nó. Chưa mục khen thưởng nào trong văn bản ghi số này: "
        "điền số, ngày ở mục khen thưởng nếu đúng."
    )
