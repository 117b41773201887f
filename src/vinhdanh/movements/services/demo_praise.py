"""The sample's commendations: quarterly proposals with their answers, and the Sổ vàng."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import GoldenEntry, GoldenStrike, Movement, PraiseAct, PraiseProposal
from vinhdanh.movements.services.praise import put_subject
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PraiseActKind, PraiseState, PraiseWay
from vinhdanh.people.models import Hold, Person, Post, Unit

DECIDER = "Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh"
OURS = "PX01"  # the demo accounts' unit: it has something to send and something that waits
COLLECTIVE = 0.12  # of the proposals praise a collective
DEEDS = (
    (
        "Trực chỉ huy 14 đêm liền trong đợt mưa lũ, không để đứt liên lạc, báo cáo đúng giờ từng ngày",
        "Cải tiến sổ trực, rút thời gian tổng hợp báo cáo ngày từ hai giờ còn 30 phút",
        "Một năm không vi phạm điều lệnh, kèm cặp ba chiến sĩ mới thực hiện đúng lễ tiết tác phong",
        "Phát hiện sai sót trong hồ sơ, tự báo cáo và khắc phục ngay trong ngày",
        "Từ chối tiền của người vi phạm giao thông, lập biên bản đúng quy định",
        "Hoàn thành 100% hồ sơ quá hạn của đội trong một tháng, không phát sinh hồ sơ quá hạn mới",
    ),
    (
        "Truy bắt đối tượng có vũ khí trong đêm, bảo đảm an toàn cho người dân xung quanh",
        "Bám địa bàn biên giới sáu tháng, nắm chắc tình hình, tham mưu xử lý kịp thời một vụ phức tạp",
        "Cứu hai người dân khỏi dòng nước xiết khi cầu tràn bị ngập",
        "Đạt giải cao hội thi học tập và làm theo Bác cấp tỉnh",
        "Bảo vệ tuyệt đối an toàn kỳ họp và các đoàn khách về tỉnh",
        "Tình nguyện nhận địa bàn khó nhất, giữ yên bản sau ba tháng",
    ),
    (
        "Làm căn cước lưu động tại nhà cho 46 người già yếu, tàn tật ở các bản xa",
        "Vận động 12 người giao nộp súng tự chế, không ai phải xử phạt",
        "Trả lại 35 triệu đồng nhặt được cho người đánh rơi trong ngày",
        "Dựng lại nhà cho hộ nghèo bị sập sau bão cùng dân quân và đoàn viên xã",
        "Hòa giải dứt điểm tranh chấp đất kéo dài bốn năm giữa hai bản",
        "Mở lớp xóa mù chữ buổi tối cho 18 phụ nữ ở bản vùng cao",
        "Hướng dẫn 320 lượt người dân nộp hồ sơ qua mạng ngay tại nhà văn hóa thôn",
    ),
)
OUTCOMES = (
    "người dân viết thư cảm ơn gửi Giám đốc Công an tỉnh, đọc trước toàn đơn vị",
    "cấp ủy, chính quyền địa phương ghi nhận bằng văn bản và đề nghị nêu gương",
    "cách làm này ba tổ công tác khác đã học theo ngay quý sau",
    "kiểm tra đột xuất xác nhận kết quả đúng như báo cáo, không thiếu sót",
    "làm ngoài giờ suốt hai tuần, vẫn hoàn thành đủ chỉ tiêu được giao",
    "đồng đội bỏ phiếu giới thiệu với số phiếu cao nhất tại cuộc họp",
    "nội dung được chọn để trao đổi trong sinh hoạt chuyên đề toàn chi bộ",
)
EVIDENCE = (
    "Báo cáo số {n}/BC-{code}",
    "Thư khen của Chủ tịch Ủy ban nhân dân xã",
    "Biên bản họp đơn vị ngày {day}",
)
REFUSALS = (
    "Việc làm thuộc nhiệm vụ thường xuyên, chưa nổi bật: đơn vị biểu dương tại giao ban.",
    "Minh chứng chưa rõ kết quả, đề nghị bổ sung rồi đề xuất kỳ sau.",
)
STANDING = "Thường trực Hội đồng thi đua, khen thưởng"
NEWEST = (PraiseState.SENT, PraiseState.SENT, PraiseState.AGREED, PraiseState.DONE, PraiseState.DRAFT)
WAYS = (PraiseWay.NOTICE, PraiseWay.NOTICE, PraiseWay.BOOK, PraiseWay.FORM)


def install_demo_praise(movement: Movement, units: list[Unit], terms: list[Term], rng: Random) -> int:
    """Proposals of these terms and the Sổ vàng that came of them; how many lines the book has."""
    sample = _Praise(movement, units, rng)
    for term in terms:
        sample.propose(term, newest=term == terms[-1])
    sample.propose_for_held(terms[-1])
    sample.praise_ours(terms[0])
    return sample.write()


class _Praise:
    def __init__(self, movement: Movement, units: list[Unit], rng: Random) -> None:
        self.movement, self.units, self.rng = movement, units, rng
        self.axes = list(movement.axes.all())
        today = timezone.localdate()
        posts = Post.objects.standing(today).on(today).select_related("person", "unit")
        self.people: dict[str, list[Person]] = {}
        for post in posts.order_by("person__number"):
            code = "/".join(post.unit.path.split("/")[:3]) + "/"
            self.people.setdefault(code, []).append(post.person)
        self.proposals: list[PraiseProposal] = []
        self.acts: list[tuple[int, PraiseAct]] = []
        self.golden: list[tuple[int, GoldenEntry]] = []
        self.used: set[tuple[int, str]] = set()

    def propose(self, term: Term, *, newest: bool) -> None:
        """A third of the units propose somebody for the term; the newest term is half undecided."""
        for unit in self.units:
            if self.rng.random() < 0.34:
                collective = self.rng.random() < COLLECTIVE
                subject = unit if collective else self._somebody(unit)
                if subject is not None:
                    state = self._state(newest)
                    self._add(unit, subject, term, self.rng.choice(WAYS), state)
        ours = next((unit for unit in self.units if unit.code == OURS), None)
        if newest and ours:
            for state, way in ((PraiseState.DRAFT, PraiseWay.NOTICE), (PraiseState.SENT, PraiseWay.BOOK)):
                if (subject := self._somebody(ours)) is not None:
                    self._add(ours, subject, term, way, state)

    def propose_for_held(self, term: Term) -> None:
        """Somebody whose consideration is deferred, so that the warning is seen."""
        paths = {unit.path: unit for unit in self.units}
        held = set(Hold.objects.filter(closed=None, person__isnull=False).values_list("person", flat=True))
        for path, people in self.people.items():
            person = next((one for one in people if one.pk in held), None)
            if person and path in paths:
                self._add(paths[path], person, term, PraiseWay.NOTICE, PraiseState.SENT)
                return

    def praise_ours(self, term: Term) -> None:
        """The demo accounts' unit has a deed praised and one in the Sổ vàng at the year's end."""
        for ours in self.units:
            for way in (PraiseWay.NOTICE, PraiseWay.BOOK) if ours.code == OURS else ():
                if (subject := self._somebody(ours)) is not None:
                    self._add(ours, subject, term, way, PraiseState.DONE)

    def _somebody(self, unit: Unit) -> Person | None:
        people = self.people.get(unit.path)
        return self.rng.choice(people) if people else None

    def _state(self, newest: bool) -> PraiseState:
        draw = self.rng.random()
        if newest:
            return NEWEST[int(draw * len(NEWEST))]
        return PraiseState.REFUSED if draw < 0.08 else PraiseState.AGREED if draw < 0.14 else PraiseState.DONE

    def _add(
        self, unit: Unit, subject: Person | Unit, term: Term, way: PraiseWay, state: PraiseState
    ) -> None:
        at = self.rng.randrange(len(self.axes))
        deed = f"{self.rng.choice(DEEDS[at % len(DEEDS)])}; {self.rng.choice(OUTCOMES)}"
        if (subject.pk, deed) in self.used:
            return
        self.used.add((subject.pk, deed))
        evidence = self.rng.choice(EVIDENCE).format(
            n=self.rng.randint(11, 299), code=unit.code, day=f"{term.last:%d/%m/%Y}"
        )
        honour = "GK" if way == PraiseWay.FORM else ""
        row = PraiseProposal(
            movement=self.movement,
            unit=unit,
            axis=self.axes[at],
            deed=deed,
            way=way,
            honour=honour,
            evidence=evidence,
            state=state,
        )
        put_subject(row, subject, term)
        index = len(self.proposals)
        self.proposals.append(row)
        self._play(index, row, unit, term)

    def _play(self, index: int, row: PraiseProposal, unit: Unit, term: Term) -> None:
        """The acts that brought a proposal into its state, a few days after the term."""
        if row.state == PraiseState.DRAFT:
            return
        self._act(index, PraiseActKind.SENT, term, 3, f"Thủ trưởng {unit.name}")
        if row.state == PraiseState.SENT:
            return
        if row.state == PraiseState.REFUSED:
            self._act(index, PraiseActKind.REFUSED, term, 8, DECIDER, self.rng.choice(REFUSALS))
            return
        self._act(index, PraiseActKind.AGREED, term, 8, DECIDER)
        if row.state != PraiseState.DONE:
            return
        number = self.rng.randint(101, 989)
        on = _day(term, 12)
        row.document = f"Thông báo số {number}/TB-CAT" if row.way == PraiseWay.NOTICE else ""
        if row.way == PraiseWay.FORM:
            row.document = f"Quyết định số {number}/QĐ-CAT ngày {on:%d/%m/%Y}"
        self._act(index, PraiseActKind.DONE, term, 12, STANDING, row.document)
        if row.way == PraiseWay.BOOK or self.rng.random() < 0.2:
            entry = GoldenEntry(
                movement=self.movement,
                unit=unit,
                axis=row.axis,
                deed=row.deed,
                on=on,
                decided_by=DECIDER,
                document=row.document,
                at=_moment(on),
                by_name=STANDING,
            )
            put_subject(entry, row.subject, term)
            self.golden.append((index, entry))

    def _act(self, index: int, kind: PraiseActKind, term: Term, after: int, by: str, note: str = "") -> None:
        moment = _moment(_day(term, after))
        self.acts.append((index, PraiseAct(kind=kind, note=note, at=moment, by_name=by[:200])))

    def write(self) -> int:
        PraiseProposal.objects.bulk_create(self.proposals)
        for index, act in self.acts:
            act.proposal = self.proposals[index]
        PraiseAct.objects.bulk_create([act for _, act in self.acts])
        for index, entry in self.golden:
            entry.proposal = self.proposals[index]
        entries = [entry for _, entry in self.golden]
        GoldenEntry.objects.bulk_create(entries)
        for entry in entries[3:4]:
            GoldenStrike.objects.create(
                entry=entry,
                on=entry.on + timedelta(days=9),
                ground="Ghi nhầm người: việc này do một đồng chí khác cùng đội thực hiện.",
                document="Công văn 214/PX01",
                at=_moment(entry.on + timedelta(days=9)),
                by_name=STANDING,
            )
        return len(entries)


def _day(term: Term, after: int) -> date:
    return min(term.last + timedelta(days=after), timezone.localdate())


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))


def demo_terms(movement: Movement, today: date) -> list[Term]:
    """The movement's quarters that are over, and the last month that is."""
    found = []
    for cadence in (Cadence.QUARTER, Cadence.MONTH):
        term = Term(cadence, movement.first.year, 1)
        while term.last < today:
            if term.last >= movement.first:
                found.append(term)
            term = term.shifted(1)
    months = [term for term in found if term.cadence == Cadence.MONTH]
    return [term for term in found if term.cadence == Cadence.QUARTER] + months[-1:]
