"""Rounds over the sample province: those whose recruits were handed over, and the one on the way.

Everybody in them is invented. The same units and seed give the same rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Sex
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Post, Unit
from vinhdanh.programmes.models import (
    Candidate,
    CandidateStep,
    CommuneQuota,
    OutreachSession,
    ReceiverQuota,
    RecruitmentRound,
)
from vinhdanh.programmes.recruitment_parameters import SHIPPED, Parameters, compare
from vinhdanh.programmes.recruitment_stages import MOVES, State, after
from vinhdanh.programmes.recruitment_types import Education, Measure, RoundState, Stage
from vinhdanh.programmes.services.recruitment_demo_words import (
    CROWDS,
    EDUCATIONS,
    ETHNICITY,
    PLACES,
    RECEIVERS,
    STUDIED,
)

DrawName = Callable[[Random, Sex], str]
BATCH = 500
# Days from a round's first to each step.
STEPS = {"screen": 50, "examine": 85, "vet": 115, "recheck": 120, "decide": 136, "hand": 163}
CHECKED = 130  # days after which everybody may be checked; a round that is younger goes faster
KINDS = ("cong_an_xa", "cong_an_phuong")


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into the database."""

    rounds: int
    files: int
    sessions: int


def install_demo_recruitment(
    year: int, *, draw_name: DrawName, today: date | None = None, seed: int = 2026
) -> Written:
    """The rounds of ``year`` and the two years after, as far as ``today``: over, or under way.

    A round begins in September of the year before and hands its recruits over in March.

    Args:
        draw_name: names of people who do not exist.
        today: by default the day of the clock.

    Raises:
        ValidationError: rounds are on record already, or there is no commune.
    """
    if RecruitmentRound.objects.exists():
        raise ValidationError("Đã có đợt tuyển chọn: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    communes = list(Unit.objects.open(date(year + 1, 1, 15)).filter(kind__in=KINDS).order_by("path"))
    if not communes:
        raise ValidationError("Chưa có xã, phường nào để tuyển chọn: nạp dữ liệu mẫu trước.")
    with transaction.atomic():
        day = today or timezone.localdate()
        sample = _Sample(communes, draw_name, day, Random(seed))
        years = [one for one in range(year, year + 3) if _first(one) <= day]
        for one in years:
            sample.round(one)
        done = Written(len(years), sample.files, sample.sessions)
        record(
            actor=Operator(),
            verb="recruitment.rounds_recorded",
            subject=f"Đợt {years[0]}–{years[-1]}",
            data={"files": done.files, "sessions": done.sessions},
        )
    return done


def _first(year: int) -> date:
    return date(year - 1, 9, 22)


def _decided(year: int) -> date:
    return date(year, 2, 5)


def _handover(year: int) -> date:
    return date(year, 3, 4)


class _Sample:
    def __init__(self, communes: Sequence[Unit], draw_name: DrawName, today: date, rng: Random) -> None:
        self.communes, self.draw_name, self.today, self.rng = communes, draw_name, today, rng
        self.pace = 1.0
        self.files = self.sessions = 0
        serving = Post.objects.standing(timezone.localdate()).filter(unit__in=communes)
        self.clerks = dict(serving.order_by("unit", "pk").values_list("unit", "person__name"))
        self.steps: list[CandidateStep] = []

    def round(self, year: int) -> None:
        finished = _handover(year) <= self.today
        self.pace = min((self.today - _first(year)).days / CHECKED, 1.0)
        shares = {unit: self.rng.choice((1, 2, 2, 3, 3, 4)) for unit in self.communes}
        women = set(self.rng.sample(self.communes, max(len(self.communes) // 25, 1)))
        text = (SHIPPED / "sample" / f"son-ha-{min(year, 2026)}.toml").read_text(encoding="utf-8")
        made = RecruitmentRound.objects.create(
            year=year,
            name=f"Tuyển chọn công dân năm {year}",
            state=RoundState.CLOSED if finished else RoundState.OPEN,
            plan=f"Kế hoạch số {210 + year % 10}/KH-UBND ngày 22/9/{year - 1} của UBND tỉnh Sơn Hà",
            decision=f"Quyết định số {1840 + year % 10}/QĐ-UBND ngày 4/11/{year - 1} "
            "của Chủ tịch UBND tỉnh Sơn Hà",
            first=_first(year),
            handover=_handover(year),
            quota=sum(shares.values()),
            quota_women=len(women),
            parameters=text,
            retain_until=date(year + 2, 12, 31),
            retain_basis=f"Quy chế lưu trữ của Công an tỉnh Sơn Hà (mẫu), mục {year % 10}",
        )
        CommuneQuota.objects.bulk_create(
            CommuneQuota(
                round=made,
                unit=unit,
                number=number,
                women=int(unit in women),
                hard_area=" xã " in unit.name and self.rng.random() < 0.4,
            )
            for unit, number in shares.items()
        )
        self.receivers(made)
        self.outreach(made, quiet=0.0 if finished else 0.12)
        left = {one.pk: one.number for one in made.receivers.all()}
        for quota in made.communes.select_related("unit"):
            self.commune(made, quota, left, finished=finished)
        if finished:
            self.exchange(made)
        CandidateStep.objects.bulk_create(self.steps, batch_size=BATCH)
        self.steps = []

    def receivers(self, made: RecruitmentRound) -> None:
        numbers = [made.quota * share // 100 for _, _, share in RECEIVERS]
        numbers[0] += made.quota - sum(numbers)
        for at, (code, name, _) in enumerate(RECEIVERS):
            women = 0 if at else made.quota_women
            ReceiverQuota.objects.create(round=made, code=code, name=name, number=numbers[at], women=women)

    def outreach(self, made: RecruitmentRound, *, quiet: float) -> None:
        rows = []
        for unit in self.communes:
            if self.rng.random() < quiet:
                continue
            for _ in range(self.rng.randint(1, 4)):
                channel = self.rng.choice(list(PLACES))
                rows.append(
                    OutreachSession(
                        round=made,
                        unit=unit,
                        on=made.first + timedelta(days=int(self.rng.randrange(6, 45) * self.pace)),
                        channel=channel,
                        place=PLACES[channel].format(n=self.rng.randint(1, 9)),
                        people=self.rng.randint(*CROWDS[channel]),
                    )
                )
        OutreachSession.objects.bulk_create(rows, batch_size=BATCH)
        self.sessions += len(rows)

    # ---- one commune ------------------------------------------------------------------------------

    def commune(
        self, made: RecruitmentRound, quota: CommuneQuota, left: dict[int, int], *, finished: bool
    ) -> None:
        """Everybody who registered there, as far as the commune has come."""
        decided = self.today >= _decided(made.year)
        reached = 6 if finished else self.rng.choices((1, 2, 3, 4, 5), (6, 14, 34, 22, 24 * decided))[0]
        number = quota.number * 2 + self.rng.randint(1 if not finished else 2, 3)
        people = [
            self.person(made, quota, at, female=quota.women > 0 and at < 2) for at in range(1, number + 1)
        ]
        walks = [self.walk(made.limits, made, quota, one, reached) for one in people]
        ready = [
            one
            for one, walk in zip(people, walks, strict=True)
            if one.vetting == "passed" and one.recheck == "passed" and one.stage == Stage.EXAMINED
        ]
        ready.sort(key=lambda one: (one.sex != Sex.FEMALE.value, one.health_class or 9))
        for at, one in enumerate(ready):
            walk = walks[people.index(one)]
            if at >= quota.number or reached == 4:
                if at >= quota.number:
                    self.take(one, walk, "reserve")
                continue
            if reached >= 5:
                self.call(made, one, walk, left, at)
            if reached == 6:
                one.handed_on = made.handover
                self.take(one, walk, "hand_over")
        Candidate.objects.bulk_create(people, batch_size=BATCH)
        CommuneQuota.objects.filter(pk=quota.pk).update(filed=len(people))
        self.files += len(people)
        self.write_steps(made, people, walks, quota.unit)

    def person(self, made: RecruitmentRound, quota: CommuneQuota, at: int, *, female: bool) -> Candidate:
        rng = self.rng
        sex = Sex.FEMALE if female else Sex.MALE
        name = self.draw_name(rng, sex)
        weights = (5 if quota.hard_area else 0, 70, 6, 8, 12)
        education = rng.choices(EDUCATIONS, weights)[0]
        if female:
            education = rng.choice((Education.TC, Education.CD, Education.DH))
        studied = education in (Education.CD, Education.DH)
        age = rng.randint(21, 26) if studied else rng.randint(18, 23)
        ethnicity = ETHNICITY.get(name.split()[0], "Kinh")
        return Candidate(
            round=made,
            unit=quota.unit,
            code=f"{quota.unit.code}-{at:03}",
            name=name,
            folded=fold(name),
            born=date(made.handover.year - age - 1, rng.randint(4, 12), rng.randint(1, 28)),
            sex=sex.value,
            ethnicity=ethnicity,
            minority=ethnicity != "Kinh",
            place=f"Thôn {rng.randint(1, 9)}",
            education=education,
            studied=rng.choice(STUDIED)
            if education != Education.THPT and education != Education.THCS
            else "",
            party=rng.random() < 0.05,
            deferred_for_study=studied and age > 24,
            family=f"Bố, mẹ làm ruộng; {rng.choice(('con thứ nhất', 'con thứ hai', 'con út'))}.",
            height=Decimal(rng.randint(1540, 1640) if female else rng.randint(1605, 1800)) / 10,
            weight=Decimal(rng.randint(450, 560) if female else rng.randint(470, 750)) / 10,
        )

    def walk(
        self,
        limits: Parameters,
        made: RecruitmentRound,
        quota: CommuneQuota,
        one: Candidate,
        reached: int,
    ) -> list[tuple[str, str]]:
        """Moves with their grounds, up to both tracks; the candidate is left where they lead."""
        rng, done = self.rng, list[tuple[str, str]]()
        outside = [
            o for o in compare(limits, one.measured(quota.hard_area), made.handover) if o.inside is False
        ]
        if reached == 1 and rng.random() < 0.4:
            return done
        if outside:
            short = outside[0].measure == Measure.HEIGHT
            self.take(one, done, "screen_fail", "Chiều cao ngoài giới hạn." if short else outside[0].sentence)
            return done
        if rng.random() < 0.04:
            self.take(one, done, "defer", "Đang học tập trung, có giấy của trường.")
            return done
        if rng.random() < 0.01:
            self.take(one, done, "exempt", "Thuộc diện miễn, có giấy xác nhận của UBND xã.")
            return done
        if rng.random() < 0.1:
            self.take(one, done, "screen_fail", "Sơ tuyển sức khỏe không đạt.")
            return done
        self.take(one, done, "screen_pass")
        if reached == 1 or (reached == 2 and rng.random() < 0.3):
            return done
        if rng.random() < 0.2:
            self.take(one, done, "examine_fail", "Hội đồng khám kết luận không đủ sức khỏe.")
            return done
        one.health_class = rng.choices((1, 2, 3), (28, 52, 20))[0]
        self.take(one, done, "examine_pass")
        if reached == 2:
            return done
        tracks = ["vet", "recheck"]
        rng.shuffle(tracks)
        for track in tracks:
            if reached == 3 and rng.random() < 0.45:
                continue
            if rng.random() < 0.04:
                words = "Tiêu chuẩn chính trị chưa bảo đảm." if track == "vet" else "Phúc tra không đạt."
                self.take(one, done, f"{track}_fail", words)
                return done
            self.take(one, done, f"{track}_pass")
        return done

    def take(self, one: Candidate, walk: list[tuple[str, str]], code: str, ground: str = "") -> None:
        """One move, as the table of stages lets it."""
        move = MOVES[code]
        state: State = after(one.state, move)
        one.stage = state.stage
        if move.step and move.result:
            setattr(one, move.step, move.result)
        walk.append((code, ground))

    def call(
        self,
        made: RecruitmentRound,
        one: Candidate,
        walk: list[tuple[str, str]],
        left: dict[int, int],
        at: int,
    ) -> None:
        fits = [
            receiver
            for receiver in made.receivers.all()
            if receiver.code not in ("CSCD", "CV") or (one.health_class or 9) <= 2
        ]
        one.receiver = max(fits, key=lambda receiver: left[receiver.pk] / max(receiver.number, 1))
        left[one.receiver.pk] -= 1
        one.decision_no = f"{17 + at}/QĐ-UBND"
        one.decision_on = _decided(made.year)
        self.take(one, walk, "decide")

    def write_steps(
        self,
        made: RecruitmentRound,
        people: Sequence[Candidate],
        walks: Sequence[list[tuple[str, str]]],
        unit: Unit,
    ) -> None:
        clerk = self.clerks.get(unit.pk, f"Cán bộ {unit}")
        for one, walk in zip(people, walks, strict=True):
            stage = Stage.REGISTERED
            for code, ground in walk:
                after_first = STEPS.get(code.split("_")[0], 60) + self.rng.randrange(8)
                day = made.first + timedelta(days=int(after_first * self.pace))
                at = datetime.combine(day, time(8 + self.rng.randrange(8), 15))
                self.steps.append(
                    CandidateStep(
                        candidate=one,
                        move=code,
                        at=timezone.make_aware(at),
                        by_name=clerk,
                        ground=ground,
                        came_from=stage,
                    )
                )
                stage = MOVES[code].target

    def exchange(self, made: RecruitmentRound) -> None:
        """Two came back and were replaced from the reserve."""
        left = list(made.candidates.filter(stage=Stage.HANDED_OVER).order_by("code")[:40:20])
        reserve = list(made.candidates.filter(stage=Stage.RESERVE).order_by("health_class", "code"))
        for gone, new in zip(left, reserve, strict=False):
            self.again(gone, "return", "Đơn vị nhận khám lại không đạt.", made.handover + timedelta(days=9))
            new.replaces, new.receiver = gone, gone.receiver
            new.decision_no, new.decision_on = "58/QĐ-UBND", made.handover + timedelta(days=12)
            self.again(new, "replace", "", made.handover + timedelta(days=12))
            new.handed_on = made.handover + timedelta(days=14)
            self.again(new, "hand_over", "", new.handed_on)

    def again(self, one: Candidate, code: str, ground: str, day: date) -> None:
        before = one.stage
        self.take(one, [], code)
        one.save()
        self.steps.append(
            CandidateStep(
                candidate=one,
                move=code,
                at=timezone.make_aware(datetime.combine(day, time(9, 30))),
                by_name=self.clerks.get(one.unit_id, "Công an tỉnh"),
                ground=ground,
                came_from=before,
            )
        )
