"""Reading ballot boxes: who has voted while one is open, and after closing how it came out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox, BallotItem, BallotSlip, BallotTyping, BallotVoter
from vinhdanh.council.sealing import receipt_mark, receipt_of
from vinhdanh.council.types.boxes import LEAST, BoxState, BoxWay, Choice, ItemResult, Progress
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator
COUNTED = {
    "handed_out": "Số phiếu phát ra",
    "returned": "Số phiếu thu về",
    "valid": "Số phiếu hợp lệ",
    "invalid": "Số phiếu không hợp lệ",
}


def box_ref(box: BallotBox) -> str:
    """The box's name in the journal: ``box:5``."""
    return f"box:{box.pk}"


def boxes_visible_to(actor: Actor) -> QuerySet[BallotBox]:
    """Boxes that the actor votes in or counts, and those of units that he sees."""
    found = BallotBox.objects.select_related("unit")
    if isinstance(actor, Operator):
        return found
    mine = BallotVoter.objects.filter(account=actor).values("box")
    tells = BallotBox.objects.filter(tellers__account=actor).values("pk")
    return found.filter(Q(pk__in=mine) | Q(pk__in=tells) | Q(unit__in=visible_units(actor)))


def progress_of(box: BallotBox) -> Progress:
    """Who has voted, never what."""
    return Progress(tuple(box.voters.values_list("name", "voted")))


def voter_of(box: BallotBox, actor: Actor) -> BallotVoter | None:
    """The actor's line in the list of voters; None when he has none."""
    return None if isinstance(actor, Operator) else box.voters.filter(account_id=actor.pk).first()


def own_refs(account: Account, refs: Iterable[str]) -> frozenset[str]:
    """Those of the refs that propose the account's own person."""
    keys = {ref.removeprefix("proposal:") for ref in refs if ref.startswith("proposal:")}
    if not account.person_number or not keys:
        return frozenset()
    own = Proposal.objects.filter(pk__in=keys, person__number=account.person_number)
    return frozenset(f"proposal:{key}" for key in own.values_list("pk", flat=True))


def result_of(box: BallotBox) -> list[ItemResult]:
    """How each item came out, in the box's order; nothing before it is closed."""
    if box.state != BoxState.CLOSED:
        return []
    return [
        ItemResult(
            item.ref,
            item.label,
            item.sub,
            item.total.in_favour,
            item.total.against,
            item.total.blank,
            item.needed,
        )
        for item in box.items.select_related("total")
    ]


def was_counted(box: BallotBox, words: str) -> bool | None:
    """Whether the ballot with this receipt was in the box; None when no receipt is written like that."""
    receipt = receipt_of(words)
    return None if receipt is None else box.receipts.filter(mark=receipt_mark(receipt, box.name)).exists()


# ---- what must agree ------------------------------------------------------------------------------


def digest_of(box: BallotBox, results: Sequence[ItemResult], receipts: Iterable[str]) -> str:
    """The fingerprint of a result: what was voted on, how it came out, who voted, the receipts."""
    said = {
        "box": box.pk,
        "title": box.title,
        "members": box.members,
        "items": [[one.ref, one.label, one.needed, one.for_, one.against, one.blank] for one in results],
        "voters": sorted(box.voters.values_list("account_id", "voted")),
        "receipts": sorted(receipts),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def frame_of(box: BallotBox) -> bytes:
    """What the ballots in a box are about: key, items in order, voters. They open only with it."""
    said = [
        box.name,
        bytes(box.public).hex(),
        box.title,
        box.members,
        list(box.items.values_list("position", "ref", "label", "sub", "needed")),
        list(box.voters.order_by("account").values_list("account_id", "name", "refused")),
    ]
    return sha256(json.dumps(said, sort_keys=True).encode()).digest()


def barred_from(item: BallotItem, voted: Iterable[BallotVoter]) -> int:
    """How many of those who put a ballot in did not vote on the item."""
    return sum(item.ref in voter.refused for voter in voted)


def told_apart(box: BallotBox) -> list[str]:
    """Items on which so few have voted that, who voted being known, their sum says how each of them did."""
    voted = list(box.voters.filter(voted=True))
    counts = [(item, len(voted) - barred_from(item, voted)) for item in box.items.all()]
    return [f"mục {item} mới có {count} phiếu" for item, count in counts if 0 < count < LEAST]


def problems_of(box: BallotBox) -> list[str]:
    """What does not agree in a closed box: slips, totals, receipts, marks of voters, the journal."""
    if box.state != BoxState.CLOSED:
        return []
    results = result_of(box)
    found = _paper_problems(box, results) if box.way == BoxWay.PAPER else _slip_problems(box, results)
    digest = digest_of(box, results, box.receipts.values_list("mark", flat=True))
    entry = JournalEntry.objects.filter(ref=box_ref(box), verb="council.box_closed").first()
    if entry is None:
        found.append("Nhật ký không có dòng đóng hòm phiếu này.")
    elif entry.details.get("digest") != digest:
        found.append("Kết quả đang lưu khác kết quả ghi trong nhật ký lúc đóng hòm.")
    if box.digest != digest:
        found.append("Kết quả đang lưu không khớp mã băm ghi ở hòm phiếu.")
    return found


def _slip_problems(box: BallotBox, results: Sequence[ItemResult]) -> list[str]:
    found = []
    voted = list(box.voters.filter(voted=True))
    if len(voted) != box.casts:
        found.append(f"Danh sách ghi {len(voted)} người đã bỏ phiếu, hòm có {box.casts} phiếu.")
    if (receipts := box.receipts.count()) != box.casts:
        found.append(f"Có {receipts} mã đối chiếu cho {box.casts} phiếu.")
    casts = JournalEntry.objects.filter(ref=box_ref(box), verb="council.ballot_cast").count()
    if casts != box.casts:
        found.append(f"Nhật ký ghi {casts} lần bỏ phiếu, hòm có {box.casts} phiếu.")
    slips: dict[int, Counter[int]] = {}
    for key, choice in BallotSlip.objects.filter(item__box=box).values_list("item", "choice"):
        slips.setdefault(key, Counter())[choice] += 1
    for item, result in zip(box.items.all(), results, strict=True):
        counted = slips.get(item.pk, Counter[int]())
        told = Counter({Choice.FOR: result.for_, Choice.AGAINST: result.against, Choice.BLANK: result.blank})
        if +counted != +told:
            found.append(f"Mục {item}: phiếu rời không khớp kết quả đã công bố.")
        if counted.total() != len(voted) - barred_from(item, voted):
            found.append(f"Mục {item}: số phiếu rời không bằng số người đã bỏ phiếu cho mục này.")
    return found


def _paper_problems(box: BallotBox, results: Sequence[ItemResult]) -> list[str]:
    pair = list(box.typings.order_by("-attempt", "id")[:2])
    if len(pair) < 2 or differences(pair, box.items.all()):
        return ["Hai lần nhập phiếu giấy không khớp nhau."]
    told = {one.ref: [one.for_, one.against, one.blank] for one in results}
    return [] if pair[0].counts == told else ["Kết quả đã công bố khác số hai người đã nhập."]


# ---- paper ----------------------------------------------------------------------------------------


def current_typings(box: BallotBox) -> tuple[int, list[BallotTyping]]:
    """The attempt that is being typed now, and what is typed of it: nothing, or one person's figures."""
    typed = list(box.typings.all())
    last = max((one.attempt for one in typed), default=0)
    of_last = [one for one in typed if one.attempt == last]
    return (last, of_last) if len(of_last) == 1 else (last + 1, [])


def last_difference(box: BallotBox) -> list[tuple[str, str, str]]:
    """Where the last two typings differ, once both are there: what, the first one's figures, the second's."""
    pair = list(box.typings.filter(attempt=current_typings(box)[0] - 1))
    return differences(pair, box.items.all()) if len(pair) == 2 else []


def differences(pair: Sequence[BallotTyping], items: Iterable[BallotItem]) -> list[tuple[str, str, str]]:
    """Where two typings differ: what, the first one's figures, the second one's."""
    first, second = pair
    found = [
        (label, str(getattr(first, name)), str(getattr(second, name)))
        for name, label in COUNTED.items()
        if getattr(first, name) != getattr(second, name)
    ]
    for item in items:
        one, other = (list(typing.counts.get(item.ref, ())) for typing in pair)
        if one != other:
            found.append((str(item), _figures(one), _figures(other)))
    return found


def _figures(counts: Sequence[int]) -> str:
    words = ("đồng ý", "không đồng ý", "trắng")
    return ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True))
