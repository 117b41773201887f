"""What speaks against recording an honour: told to the recorder, who decides and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.awards.catalogue import TITLE, codes_of, honour_name, is_title
from vinhdanh.awards.models import Grant, Recipient
from vinhdanh.awards.recipients import column
from vinhdanh.people.folding import fold
from vinhdanh.people.models import RecognisedWork


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look again. ``grant``: the earlier honour it is about, where there is one."""

    code: str
    text: str
    grant: int | None = None


def doubts_about(
    recipient: Recipient,
    honour: str,
    year: int,
    *,
    decided: date | None = None,
    works: Sequence[RecognisedWork] = (),
    achievement: str = "",
    money: int | None = None,
    own: Iterable[Grant] | None = None,
) -> list[Doubt]:
    """Everything on record that speaks against giving this honour to this recipient for this year.

    Args:
        own: the recipient's honours in force, where the caller has read them for a whole list.
    """
    if own is None:
        own = Grant.objects.in_force().filter(**column(recipient)).select_related("decision")
    found = [*_title_twice(own, honour, year), *_works_used(recipient, works)]
    found += _achievement_twice(own, honour, achievement)
    if money and is_title(honour):
        found += _paid_already(own, honour, year)
    if decided and decided.year < year:
        found.append(
            Doubt("decided_before", f"Quyết định ký ngày {decided:%d/%m/%Y}, trước năm {year} được tính.")
        )
    return found


def _title_twice(own: Iterable[Grant], honour: str, year: int) -> list[Doubt]:
    """A title is held once a year; a form may be given again."""
    if not is_title(honour):
        return []
    name = honour_name(honour)
    return [
        Doubt("title_twice", f"Đã có {name} năm {year}{_by(grant)}.", grant.pk)
        for grant in own
        if grant.honour == honour and grant.year == year
    ]


def _works_used(recipient: Recipient, works: Sequence[RecognisedWork]) -> list[Doubt]:
    """One's own earlier honour used the work up; a co-author's is a question for people."""
    found = []
    for work in works:
        for grant in Grant.objects.in_force().filter(works=work).select_related("person", "decision"):
            told = f"{honour_name(grant.honour)} năm {grant.year}"
            if grant.subject == recipient:
                found.append(
                    Doubt(
                        "work_used",
                        f"“{work}” đã dùng cho {told}: một sáng kiến chỉ dùng cho một lần khen.",
                        grant.pk,
                    )
                )
            else:
                found.append(Doubt("work_shared", f"“{work}”: {grant.subject} đã dùng cho {told}.", grant.pk))
    return found


def _achievement_twice(own: Iterable[Grant], honour: str, achievement: str) -> list[Doubt]:
    """One achievement is honoured once. Titles are held beside each other: the higher rests on the lower."""
    asked = fold(achievement)
    if not asked:
        return []
    return [
        Doubt(
            "achievement_twice",
            f"Thành tích này đã được {honour_name(grant.honour)} năm {grant.year}{_by(grant)}: "
            "không khen nhiều lần cho một thành tích.",
            grant.pk,
        )
        for grant in own
        if fold(grant.achievement) == asked and not (is_title(honour) and is_title(grant.honour))
    ]


def _paid_already(own: Iterable[Grant], honour: str, year: int) -> list[Doubt]:
    """Titles of one year are paid once, at the highest."""
    titles = set(codes_of(kind=TITLE)) - {honour}
    return [
        Doubt(
            "paid_already",
            f"Đã nhận tiền thưởng {honour_name(grant.honour)} năm {year}: các danh hiệu của một năm "
            "chỉ thưởng một mức cao nhất.",
            grant.pk,
        )
        for grant in own
        if grant.honour in titles and grant.year == year and grant.money
    ]


def _by(grant: Grant) -> str:
    return f" theo {grant.decision}" if grant.decision else ""
