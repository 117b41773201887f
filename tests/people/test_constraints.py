"""The database refuses nonsense, and says why in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from tests.records import JOINED, Tree, make_household, make_person
from vinhdanh.people.models import (
    Absence,
    Discipline,
    Finding,
    Hold,
    Household,
    Person,
    Post,
    RankHeld,
    RecognisedWork,
    Unit,
    UnitLineage,
    WorkAuthor,
    YearRating,
)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def work(**more: object) -> RecognisedWork:
    return RecognisedWork(**({"kind": "initiative", "name": "Số hóa", "year": 2024, "scope": 1} | more))


REFUSED: list[tuple[str, Callable[[Tree], models.Model], str]] = [
    ("unit tier", lambda t: Unit(code="X", name="X", path="/X/", tier="cấp ba"), "Cấp đơn vị"),
    ("unit force", lambda t: Unit(code="X", name="X", path="/X/", force="x"), "Lực lượng"),
    (
        "unit dates",
        lambda t: Unit(
            code="X", name="X", path="/X/", valid_from=date(2025, 2, 1), valid_to=date(2025, 1, 1)
        ),
        "phải sau ngày thành lập",
    ),
    ("unit code", lambda t: Unit(code="PX01", name="X", path="/X/"), "đã có"),
    (
        "lineage",
        lambda t: UnitLineage(unit=t.d1, successor=t.d1, kind="renamed", on=JOINED),
        "phải khác đơn vị cũ",
    ),
    ("person number", lambda t: Person(number="101", name="X"), "đã có người mang"),
    ("person sex", lambda t: Person(number="9", name="X", sex="nam"), "Nam hoặc Nữ"),
    ("person force", lambda t: Person(number="9", name="X", force="navy"), "Lực lượng"),
    ("person secrecy", lambda t: Person(number="9", name="X", secrecy=9), "Độ mật"),
    ("short CCCD", lambda t: Person(number="9", name="X", citizen_id="09901"), "12 chữ số"),
    (
        "left before joining",
        lambda t: Person(number="9", name="X", joined=JOINED, left=date(2009, 1, 1)),
        "phải sau ngày vào ngành",
    ),
    (
        "joined before birth",
        lambda t: Person(number="9", name="X", born=date(2011, 1, 1), joined=JOINED),
        "phải sau ngày sinh",
    ),
    (
        "post ends before it starts",
        lambda t: Post(person=t.an, unit=t.d1, start=JOINED, end=date(2009, 1, 1), main=False),
        "phải sau ngày nhận",
    ),
    ("rank", lambda t: RankHeld(person=t.an, name="Thiếu úy", since=date(2012, 1, 1)), "đã ghi một cấp bậc"),
    ("absence kind", lambda t: Absence(person=t.an, kind="nghỉ", start=JOINED), "Lý do"),
    (
        "absence dates",
        lambda t: Absence(person=t.an, kind="study", start=JOINED, end=date(2009, 1, 1)),
        "phải sau ngày nghỉ",
    ),
    ("household code", lambda t: Household(code="HO-1", name="X"), "đã có"),
    ("rating without subject", lambda t: YearRating(year=2025, level=2), "đúng một đối tượng"),
    ("rating of two", lambda t: YearRating(person=t.an, unit=t.d1, year=2025, level=2), "đúng một đối tượng"),
    ("second rating", lambda t: YearRating(person=t.an, year=2024, level=2), "đã có xếp loại"),
    ("second unit rating", lambda t: YearRating(unit=t.d1, year=2024, level=2), "đã có xếp loại"),
    ("rating level", lambda t: YearRating(person=t.an, year=2025, level=4), "Mức xếp loại"),
    ("rating reason", lambda t: YearRating(person=t.an, year=2025, unassessed="ốm"), "Lý do không xếp loại"),
    (
        "level and reason",
        lambda t: YearRating(person=t.an, year=2025, level=2, unassessed="study"),
        "không ghi lý do",
    ),
    ("rating year", lambda t: YearRating(person=t.an, year=25, level=2), "1945 đến 2100"),
    ("work kind", lambda t: work(kind="sáng kiến"), "Loại này"),
    ("work scope", lambda t: work(scope=7), "Phạm vi"),
    ("work code", lambda t: work(code="SK-1"), "đã có"),
    ("author twice", lambda t: WorkAuthor(work=RecognisedWork.objects.get(), person=t.an), "đã là tác giả"),
    (
        "author's share",
        lambda t: WorkAuthor(work=RecognisedWork.objects.get(), person=t.binh, share=101),
        "từ 1 đến 100%",
    ),
    ("discipline form", lambda t: Discipline(person=t.an, form=9, decided=JOINED), "Hình thức"),
    (
        "discipline dates",
        lambda t: Discipline(person=t.an, form=1, decided=JOINED, ends=date(2009, 1, 1)),
        "phải sau ngày quyết định",
    ),
    ("hold ground", lambda t: Hold(person=t.an, ground="x", opened=JOINED), "Lý do"),
    (
        "hold dates",
        lambda t: Hold(person=t.an, ground="press", opened=JOINED, closed=date(2009, 1, 1)),
        "phải sau ngày tạm hoãn",
    ),
    (
        "finding twice",
        lambda t: Finding(person=t.an, about="conduct", year=2025, holds=True),
        "đã có kết luận",
    ),
    (
        "finding covers",
        lambda t: Finding(person=t.binh, about="conduct", year=2025, holds=True, covers_members=True),
        "kết luận về đơn vị",
    ),
]


@pytest.mark.parametrize(("row", "says"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_nonsense_is_refused_in_words_and_by_the_database(
    tree: Tree, row: Callable[[Tree], models.Model], says: str
) -> None:
    make_household("HO-1")
    YearRating.objects.create(person=tree.an, year=2024, level=2)
    YearRating.objects.create(unit=tree.d1, year=2024, level=2)
    RankHeld.objects.create(person=tree.an, name="Thiếu úy", since=date(2012, 1, 1))
    Finding.objects.create(person=tree.an, about="conduct", year=2025, holds=True)
    known = work(code="SK-1")
    known.save()
    WorkAuthor.objects.create(work=known, person=tree.an, share=60)
    with pytest.raises(ValidationError):
        row(tree).full_clean()
    assert says in " ".join(sentences(row(tree)))
    with pytest.raises(IntegrityError), transaction.atomic():
        row(tree).save()


def sentences(row: models.Model) -> list[str]:
    """What the uniqueness and the constraints of a row say, each asked by itself."""
    said = []
    for check in (row.clean_fields, row.validate_unique, row.validate_constraints):
        try:
            check()
        except ValidationError as refused:
            said += refused.messages
    return said


@pytest.mark.parametrize(
    ("start", "end", "main", "allowed"),
    [
        (date(2015, 1, 1), None, True, False),
        (date(2012, 1, 1), date(2012, 6, 30), True, False),
        (date(2009, 1, 1), JOINED, True, False),
        (date(2009, 1, 1), date(2010, 2, 28), True, True),
        (date(2020, 1, 1), None, True, True),
        (date(2019, 12, 31), None, True, False),
        (date(2015, 1, 1), None, False, True),
    ],
)
def test_nobody_holds_two_main_posts_at_once(
    tree: Tree, start: date, end: date | None, main: bool, allowed: bool
) -> None:
    tree.an.posts.update(end=date(2019, 12, 31))
    post = Post(person=tree.an, unit=tree.px02, start=start, end=end, main=main)
    if allowed:
        post.save()
        return
    with pytest.raises(IntegrityError, match=r"people_post_overlap|hai chức vụ chính"), transaction.atomic():
        post.save()


def test_a_post_cannot_be_moved_over_another_one(tree: Tree) -> None:
    tree.an.posts.update(end=date(2019, 12, 31))
    later = Post.objects.create(person=tree.an, unit=tree.px02, start=date(2020, 1, 1))
    later.title = "Đội trưởng"
    later.save()
    later.start = date(2019, 6, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save()
    beside = Post.objects.create(person=tree.an, unit=tree.d2, start=date(2018, 1, 1), main=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=beside.pk).update(main=True)


def test_whoever_has_a_history_is_not_deleted(tree: Tree) -> None:
    for record in (tree.an, tree.px01):
        with pytest.raises(models.ProtectedError):
            record.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_person WHERE number = '101'")
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_every_constraint_of_these_apps_has_its_sentence() -> None:
    silent = [
        f"{model.__name__}.{constraint.name}"
        for app in ("access", "people", "awards")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert not silent


def test_two_people_may_lack_a_citizen_id_but_not_share_one(tree: Tree) -> None:
    make_person("301", citizen_id="099071312405")
    with pytest.raises(ValidationError, match="hồ sơ của người khác"):
        Person(number="302", name="X", citizen_id="099071312405").full_clean()
