"""What should hold of ballot boxes and no constraint can hold; ``vinhdanh doctor`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.council.models import BallotBox
from vinhdanh.council.sealing import Tampered
from vinhdanh.council.selectors.boxes import box_ref, problems_of
from vinhdanh.council.services import keyfiles
from vinhdanh.council.types.boxes import BoxState, BoxWay


@check(
    "council.results_stand",
    "Kết quả bỏ phiếu khớp phiếu rời, mã đối chiếu và nhật ký",
    "Giữ nguyên máy chủ, báo Chủ tịch Hội đồng; so với bản sao lưu để biết ai sửa, sửa lúc nào.",
)
def results_stand() -> Iterator[Inconsistency]:
    for box in BallotBox.objects.filter(state=BoxState.CLOSED):
        for said in problems_of(box):
            yield Inconsistency(f"{box}: {said}", (box_ref(box),))


@check(
    "council.open_boxes_whole",
    "Hòm phiếu đang mở còn khóa ngoài và đủ phiếu",
    "Hủy hòm phiếu, có lý do, rồi mở hòm khác và bỏ phiếu lại.",
)
def open_boxes_whole() -> Iterator[Inconsistency]:
    for box in BallotBox.objects.filter(state=BoxState.OPEN, way=BoxWay.SCREEN):
        voted = box.voters.filter(voted=True).count()
        if voted != box.casts:
            yield Inconsistency(
                f"{box}: {box.casts} phiếu, {voted} người được ghi đã bỏ phiếu.", (box_ref(box),)
            )
        try:
            keyfiles.key_at(box.name, box.casts)
        except Tampered as found:
            yield Inconsistency(f"{box}: {found}", (box_ref(box),))


@check(
    "council.keys_destroyed",
    "Khóa ngoài của hòm phiếu đã đóng không còn trên máy chủ",
    "Mở trang Hòm phiếu: khóa thừa được xóa ngay.",
)
def keys_destroyed() -> Iterator[Inconsistency]:
    states = dict(BallotBox.objects.exclude(name="").values_list("name", "state"))
    for name, old in keyfiles.kept():
        if states.get(name, "" if old else BoxState.OPEN) != BoxState.OPEN:
            yield Inconsistency(f"Còn tệp khóa {keyfiles.FOLDER}/{name}.key.")
