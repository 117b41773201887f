"""An award that a text tells of, as rows of the register of honours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Denied
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Decision, Grant, Outsider, Recipient
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.awards.recipients import answer_about, column, counting_day, place_of
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.awards.services import Doubtful, record_decision, record_grant, register_outsider
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.awards.types import MERIT_LABELS
from vinhdanh.engine.facts import Merit
from vinhdanh.exchange.texts.items import Item
from vinhdanh.exchange.texts.matching import Candidate
from vinhdanh.exchange.texts.naming import honour_meant, honours_meant
from vinhdanh.exchange.texts.offers import Desk, Field, Made, Offer, Values, day_in, year_in

MOST_NAMED = 20  # recipients of one item that are chosen one by one
OUTSIDER = "outsider"
_SENTENCE_ENDS = re.compile(r"[.!?](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Slot:
    """One recipient to be chosen. ``name``: as the text calls him."""

    number: int
    name: str
    candidates: tuple[Candidate, ...]


def slots(desk: Desk, item: Item) -> list[Slot]:
    """The recipients of an award, one by one; none where the text names and counts nobody, or too many."""
    facts = item.facts
    names = [one.strip() for one in (facts["recipient"] or "").split(";") if one.strip()]
    count = facts["count"]
    if len(names) <= 1:
        if (count or 1) > MOST_NAMED or (not names and not count):
            return []
        names = (names or [""]) * (count or 1)
    kind = facts["recipient_kind"]
    found = {name: tuple(desk.register.candidates(name, kind)) for name in dict.fromkeys(names)}
    return [Slot(at, name, found[name]) for at, name in enumerate(names[:MOST_NAMED])]


def proposed(desk: Desk, item: Item) -> dict[str, str]:
    """What the fields hold before anybody has changed them."""
    facts = item.facts
    paper = _paper_near(desk, item)
    values = {
        "honour": honour_meant(facts["award"], facts["granter"] or "", facts["recipient_kind"]),
        "year": str(facts["year"] or desk.reading.year),
        "merit": (Merit.DOT_XUAT if "đột xuất" in facts["award"] else Merit.CONG_TRANG).value,
        "number": (paper or {}).get("number") or "",
        "decided": (paper or {}).get("date") or "",
        "authority": facts["granter"] or "",
    }
    listed = slots(desk, item)
    alone = {name for name in (slot.name for slot in listed) if [s.name for s in listed].count(name) == 1}
    for slot in listed:
        sure = desk.register.sure(list(slot.candidates)) if slot.name in alone else ""
        values[f"who-{slot.number}"] = sure
    if listed and not alone:
        values |= _holders(desk, listed, values)
    return values


def _holders(desk: Desk, listed: list[Slot], values: Values) -> dict[str, str]:
    """Bodies of which the text gives only the kind ("02 Đội"): those who hold the honour, if as many do."""
    named = [one.value for one in listed[0].candidates]
    held = [value for value in named if (whom := desk.register.chosen(value)) and _there(desk, whom, values)]
    return {f"who-{at}": value for at, value in enumerate(held)} if len(held) == len(listed) else {}


def _paper_near(desk: Desk, item: Item) -> Mapping[str, str] | None:
    """The decision named in the same sentence, the last one in front of the award before one behind it."""
    text = desk.reading.text
    near = [
        one
        for one in desk.of_kind("decisions")
        if not _SENTENCE_ENDS.search(text[min(one.end, item.end) : max(one.start, item.start)])
    ]
    ahead = [one for one in near if one.end <= item.start]
    return (ahead[-1] if ahead else near[0]).facts if near else None


def offer(desk: Desk, item: Item, values: Values) -> Offer:
    """The award as it would be written."""
    answer = may_record_decision(scopes(desk.actor))
    refused = answer.reason if isinstance(answer, Denied) else ""
    listed = slots(desk, item)
    fields = _fields(desk, item, values, listed)
    if not listed:
        return Offer(
            never=(
                f"Văn bản nêu {item.facts['count']} lượt mà không nêu danh sách: nhập danh sách kèm "
                "quyết định ở trang Nhập dữ liệu."
                if item.facts["count"]
                else "Văn bản không nêu ai được nhận nên không ghi được lượt khen nào."
            )
        )
    will, there, lacks = [], [], ""
    honour, year = values.get("honour", ""), values.get("year", "")
    chosen = 0
    for slot in listed:
        whom = _recipient(desk, values, slot.number)
        if whom is None and values.get(f"who-{slot.number}") != OUTSIDER:
            continue
        chosen += 1
        already = _there(desk, whom, values) if whom else None
        if already is not None and not values.get("again"):
            there.append(already)
        else:
            will.append(f"{honour_name(honour)} năm {year} cho {whom or slot.name}" if honour else "")
    if not honour:
        lacks = "chọn danh hiệu, hình thức trong danh mục."
    elif not chosen:
        lacks = "chọn ai được nhận."
    return Offer(fields, tuple(filter(None, will)), tuple(there), lacks, "", refused)


def _fields(desk: Desk, item: Item, values: Values, listed: list[Slot]) -> tuple[Field, ...]:
    def has(name: str) -> str:
        return values.get(name, "")

    kind = item.facts["recipient_kind"]
    near = [code for code, _ in honours_meant(item.facts["award"], item.facts["granter"] or "", kind)]
    rest = [code for code in catalogue() if code not in near]
    codes = tuple((code, honour_name(code)) for code in (*near, *rest))
    return (
        Field("honour", "Danh hiệu, hình thức", has("honour"), (("", "Chọn…"), *codes)),
        *(one for slot in listed for one in _whom(desk, slot, values, kind)),
        Field("year", "Năm", has("year"), kind="number"),
        Field(
            "merit",
            "Loại hình",
            has("merit"),
            tuple((merit.value, words) for merit, words in MERIT_LABELS.items()),
        ),
        Field("number", "Số quyết định", has("number")),
        Field("decided", "Ngày quyết định", has("decided"), kind="date"),
        Field("authority", "Người quyết định", has("authority")),
        Field("again", "Ghi thêm dù sổ đã có", has("again"), kind="tick"),
        Field("despite", "Căn cứ ghi khi có nghi vấn", has("despite")),
    )


def _whom(desk: Desk, slot: Slot, values: Values, kind: str) -> tuple[Field, ...]:
    """The list for one recipient, where there is one, and the code of whoever is not in it."""
    value = values.get(f"who-{slot.number}", "")
    options = [(one.value, one.words) for one in slot.candidates]
    if kind in ("individual", "mixed") and slot.name:
        options.append((OUTSIDER, f"Người ngoài cơ quan: {slot.name}"))
    if value and value not in dict(options) and (known := desk.register.chosen(value)):
        options.append((value, str(known)))
    code = Field(
        f"code-{slot.number}",
        "Hoặc mã, số hiệu khác" if options else f"Mã, số hiệu người nhận {slot.number + 1}",
        values.get(f"code-{slot.number}", ""),
    )
    if not options:
        return (code,)
    label = f"“{slot.name}” là" if slot.name else "Ai nhận"
    return Field(f"who-{slot.number}", label, value, (("", "Chọn…"), *options)), code


def _recipient(desk: Desk, values: Values, number: int) -> Recipient | None:
    """The record chosen for one recipient: a typed code goes before the list."""
    code = values.get(f"code-{number}", "")
    value = desk.register.named(code) if code.strip() else values.get(f"who-{number}", "")
    return desk.register.chosen(value) if value else None


def _there(desk: Desk, whom: Recipient, values: Values) -> Made | None:
    """The same honour of the same year on record; another decision's is another one."""
    honour, year = values.get("honour", ""), values.get("year", "")
    if not honour or not year.isdigit():
        return None
    same = grants_visible_to(desk.actor).in_force().filter(**column(whom), honour=honour, year=int(year))
    for grant in same.select_related("decision"):
        number = values.get("number", "").strip()
        if not number or grant.decision is None or grant.decision.number.casefold() == number.casefold():
            return grant_made(grant)
    return None


def grant_made(grant: Grant) -> Made:
    """A row of the register as the page names it."""
    by = f", {grant.decision}" if grant.decision else ""
    return Made("awards.grant", grant.pk, f"{honour_name(grant.honour)} {grant.years}: {grant.subject}{by}")


# ---- writing --------------------------------------------------------------------------------------


def write(desk: Desk, item: Item, values: Values) -> list[Made]:
    """Record the award for everybody chosen, leaving out what the register holds already.

    Raises:
        PermissionDenied: the reader may not record honours there, or it is his own.
        ValidationError: something is missing, nobody is chosen, one is chosen twice, or something speaks
            against an entry and no ground is given.
    """
    honour, year = values.get("honour", ""), year_in(values)
    if honour not in catalogue():
        raise ValidationError("Chọn danh hiệu, hình thức trong danh mục.")
    if values.get("merit") not in {merit.value for merit in MERIT_LABELS}:
        raise ValidationError("Chọn loại hình khen thưởng.")
    whom = list(_chosen(desk, item, values))
    if not whom:
        raise ValidationError("Chưa chọn ai được nhận.")
    if len({(type(one), one.pk) for one in whom}) < len(whom):
        raise ValidationError("Một người, một đơn vị được chọn hai lần trong cùng mục.")
    fresh = [
        one
        for one in whom
        if values.get("again") or isinstance(one, Outsider) or not _there(desk, one, values)
    ]
    if not fresh:
        return []
    decided = day_in(values, "decided", "Ngày quyết định")
    for one in fresh:  # asked before the decision is written
        answer = answer_about(desk.actor, one, place_of(one, counting_day(year, decided)))
        if isinstance(answer, Denied):
            raise PermissionDenied(f"{one}: {answer.reason}")
    decision = _decision(desk, values, decided)
    return [
        grant_made(_recorded(desk, one, honour, year, Merit(values["merit"]), decision, values))
        for one in fresh
    ]


def _chosen(desk: Desk, item: Item, values: Values) -> Iterator[Recipient]:
    for slot in slots(desk, item):
        value, code = values.get(f"who-{slot.number}", ""), values.get(f"code-{slot.number}", "").strip()
        if value == OUTSIDER and not code and slot.name:
            yield register_outsider(actor=desk.actor, name=slot.name)
        elif value or code:
            found = _recipient(desk, values, slot.number)
            if found is None:
                raise ValidationError(
                    f"“{code or value.partition(':')[2]}” không có trong phạm vi của đồng chí: "
                    "xem lại mã, số hiệu."
                )
            yield found


def _decision(desk: Desk, values: Values, decided: date | None) -> Decision | None:
    number, authority = values.get("number", "").strip(), values.get("authority", "").strip()
    if not number and decided is None:
        return None
    if not number or decided is None:
        raise ValidationError("Ghi cả số và ngày quyết định, hoặc để trống cả hai.")
    known = decision_named(authority, number, decided) if authority else None
    if known is not None and known.decided == decided:
        return known
    return record_decision(
        actor=desk.actor,
        authority=authority,
        number=number,
        decided=decided,
        document=f"Đọc từ văn bản “{desk.reading.name}”"[:300],
    )


def _recorded(
    desk: Desk,
    whom: Recipient,
    honour: str,
    year: int,
    merit: Merit,
    decision: Decision | None,
    values: Values,
) -> Grant:
    try:
        return record_grant(
            actor=desk.actor,
            subject=whom,
            honour=honour,
            year=year,
            decision=decision,
            merit=merit,
            despite=values.get("despite", ""),
        )
    except Doubtful as doubtful:
        said = " ".join(doubt.text for doubt in doubtful.doubts)
        raise ValidationError(f"{whom}: {said} Vẫn ghi thì điền “Căn cứ ghi khi có nghi vấn”.") from doubtful
