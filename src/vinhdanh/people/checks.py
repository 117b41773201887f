"""Named checks over units and people: what should hold and no constraint can hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.selectors import held_on
from vinhdanh.access.types import WHOLE_AGENCY
from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.people.folding import fold
from vinhdanh.people.models import (
    Household,
    Person,
    Post,
    RankHeld,
    RecognisedWork,
    Transfer,
    Unit,
    UnitLineage,
)
from vinhdanh.people.types import LineageKind, TransferKind

WHOLE = 100  # hundredths of a work that its authors share


# ---- units ----------------------------------------------------------------------------------------


@check(
    "people.unit_paths",
    "Đường dẫn của mỗi đơn vị khớp với cây đơn vị",
    "Báo người phụ trách phần mềm: cây đơn vị đã bị sửa thẳng trong cơ sở dữ liệu; khôi phục từ bản sao lưu.",
)
def unit_paths() -> Iterator[Inconsistency]:
    """A unit's path is its parent's with its own code at the end."""
    rows = Unit.objects.values_list("code", "path", "depth", "parent__path", "parent__depth")
    for code, path, depth, above, depth_above in rows:
        expected = f"{above or '/'}{code}/"
        if path != expected or depth != (depth_above + 1 if above else 0):
            yield Inconsistency(
                f"Đơn vị {code}: đường dẫn “{path}” không khớp với cấp trên, đúng ra là “{expected}”.",
                (f"unit:{code}",),
            )


@check(
    "people.below_a_closed_unit",
    "Không đơn vị nào còn hoạt động dưới một đơn vị đã kết thúc",
    "Chuyển đơn vị đó sang cấp trên khác (move_unit), sáp nhập hoặc giải thể.",
)
def below_a_closed_unit() -> Iterator[Inconsistency]:
    """A unit ends with the one above, or is moved before."""
    rows = Unit.objects.filter(parent__valid_to__isnull=False).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=F("parent__valid_to"))
    )
    for unit in rows.select_related("parent"):
        assert unit.parent is not None
        yield Inconsistency(
            f"{unit} ({unit.code}) còn trực thuộc {unit.parent}, "
            f"đã kết thúc ngày {unit.parent.valid_to:%d/%m/%Y}.",
            (f"unit:{unit.code}", f"unit:{unit.parent.code}"),
        )


@check(
    "people.succeeded_units_ended",
    "Đơn vị đã sáp nhập hoặc đổi tên thì đã kết thúc",
    "Ghi ngày kết thúc của đơn vị cũ: giải thể (close_unit) sau khi chuyển hết người.",
)
def succeeded_units_ended() -> Iterator[Inconsistency]:
    """What was merged or renamed ended before its successor took over."""
    rows = UnitLineage.objects.exclude(kind=LineageKind.SPLIT_FROM).filter(
        Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=F("on"))
    )
    for lineage in rows.select_related("unit", "successor"):
        yield Inconsistency(
            f"{lineage.unit} ({lineage.unit.code}) đã {lineage.get_kind_display().lower()} "
            f"{lineage.successor} từ {lineage.on:%d/%m/%Y} nhưng chưa kết thúc.",
            (f"unit:{lineage.unit.code}", f"unit:{lineage.successor.code}"),
        )


@check(
    "people.lineage_without_circles",
    "Kế thừa đơn vị không đi vòng",
    "Xem các quyết định sắp xếp đơn vị, báo người phụ trách để bỏ một trong các dòng kế thừa.",
)
def lineage_without_circles() -> Iterator[Inconsistency]:
    """No unit is its own forebear: a streak would never end."""
    onward: dict[int, set[int]] = {}
    for unit, successor in UnitLineage.objects.values_list("unit", "successor"):
        onward.setdefault(unit, set()).add(successor)
    codes = dict(Unit.objects.filter(pk__in=onward).values_list("pk", "code"))
    for start in onward:
        reached, edge = set(onward[start]), set(onward[start])
        while edge:
            edge = {after for unit in edge for after in onward.get(unit, ())} - reached
            reached |= edge
        if start in reached:
            yield Inconsistency(
                f"Đơn vị {codes[start]} kế thừa chính nó qua các lần sắp xếp.", (f"unit:{codes[start]}",)
            )


# ---- names and codes ------------------------------------------------------------------------------


@check(
    "people.folded_names",
    "Tên để tìm kiếm khớp với tên trong hồ sơ",
    "Mở hồ sơ và lưu lại tên.",
)
def folded_names() -> Iterator[Inconsistency]:
    """The search form of every name is that of the name as it stands."""
    names = [
        *(("unit", *row) for row in Unit.objects.values_list("code", "name", "folded")),
        *(("person", *row) for row in Person.objects.values_list("number", "name", "folded")),
        *(("household", *row) for row in Household.objects.values_list("code", "name", "folded")),
        *(("work", *row) for row in RecognisedWork.objects.values_list("pk", "name", "folded")),
    ]
    for kind, code, name, folded in names:
        if folded != fold(name):
            yield Inconsistency(f"{code} “{name}”: dạng tìm kiếm “{folded}” đã cũ.", (f"{kind}:{code}",))


@check(
    "people.shared_codes",
    "Không mã nào dùng cho hai đối tượng khác loại",
    "Lập lại một trong hai với mã khác: kết quả xét gọi đối tượng bằng mã.",
)
def shared_codes() -> Iterator[Inconsistency]:
    """No code names two subjects: verdicts name their subject by it."""
    units = set(Unit.objects.values_list("code", flat=True))
    households = set(Household.objects.values_list("code", flat=True))
    persons = set(Person.objects.filter(number__in=units | households).values_list("number", flat=True))
    for code in sorted(persons | (units & households)):
        kinds = (("person", persons), ("unit", units), ("household", households))
        yield Inconsistency(
            f"Mã {code} dùng cho hai đối tượng khác loại.",
            tuple(f"{kind}:{code}" for kind, codes in kinds if code in codes),
        )


# ---- service --------------------------------------------------------------------------------------


@check(
    "people.serving_beyond_the_unit",
    "Không ai giữ chức vụ ở đơn vị đã kết thúc",
    "Ghi chức vụ của người đó ở đơn vị mới, hoặc kết thúc chức vụ cũ.",
)
def serving_beyond_the_unit() -> Iterator[Inconsistency]:
    """Nobody holds a post in a unit after it ended."""
    rows = Post.objects.filter(
        Q(end__isnull=True) | Q(end__gt=F("unit__valid_to")), unit__valid_to__isnull=False
    )
    for post in rows.select_related("person", "unit"):
        yield Inconsistency(
            f"{post.person} ({post.person.number}) còn chức vụ ở {post.unit}, đơn vị này đã kết thúc.",
            (f"person:{post.person.number}", f"unit:{post.unit.code}"),
        )


@check(
    "people.serving_after_leaving",
    "Người đã ra khỏi ngành không còn giữ chức vụ",
    "Ghi ngày thôi chức vụ, hoặc sửa ngày ra khỏi ngành.",
)
def serving_after_leaving() -> Iterator[Inconsistency]:
    """No post lasts beyond the day on which its holder left the service."""
    rows = Post.objects.filter(Q(end__isnull=True) | Q(end__gt=F("person__left")), person__left__isnull=False)
    for post in rows.select_related("person", "unit"):
        yield Inconsistency(
            f"{post.person} ({post.person.number}) ra khỏi ngành ngày {post.person.left:%d/%m/%Y}, "
            f"còn chức vụ ở {post.unit}.",
            (f"person:{post.person.number}",),
        )


@check(
    "people.serving_nowhere",
    "Mỗi người đang công tác đều có đơn vị",
    "Ghi chức vụ hiện nay của người đó, hoặc ghi ngày ra khỏi ngành.",
)
def serving_nowhere() -> Iterator[Inconsistency]:
    """Who joined and hasn't left has a main post today (people from outside have never joined)."""
    today = timezone.localdate()
    running = Post.objects.on(today).filter(person=OuterRef("pk"), main=True)
    rows = Person.objects.filter(
        Q(left__isnull=True) | Q(left__gt=today), ~Exists(running), joined__lte=today
    )
    for person in rows:
        yield Inconsistency(
            f"{person} ({person.number}) đang công tác nhưng không thuộc đơn vị nào hôm nay.",
            (f"person:{person.number}",),
        )


@check(
    "people.rank_now",
    "Cấp bậc hàm hiện nay là cấp ghi sau cùng",
    "Ghi lại lần phong, thăng cấp sau cùng.",
)
def rank_now() -> Iterator[Inconsistency]:
    """A person's rank is the newest of his history, where there is one."""
    newest = RankHeld.objects.filter(person=OuterRef("pk")).order_by("-since").values("name")[:1]
    rows = Person.objects.annotate(newest=Subquery(newest)).filter(newest__isnull=False)
    for person in rows.exclude(rank=F("newest")):
        yield Inconsistency(
            f"{person} ({person.number}): hồ sơ ghi {person.rank or 'chưa có'}, cấp ghi sau cùng khác.",
            (f"person:{person.number}",),
        )


@check(
    "people.shares_of_works",
    "Tỷ lệ đóng góp của các tác giả không quá 100%",
    "Sửa tỷ lệ theo quyết định công nhận.",
)
def shares_of_works() -> Iterator[Inconsistency]:
    """The authors of a work share no more than the whole of it."""
    works = RecognisedWork.objects.annotate(total=Sum("authorships__share")).filter(total__gt=WHOLE)
    for work in works:
        yield Inconsistency(f"“{work}”: tổng tỷ lệ {work.total}%.", (f"work:{work.pk}",))


@check(
    "people.transfers_written",
    "Mỗi lần điều động, biệt phái đã tiếp nhận khớp với chức vụ đã ghi",
    "Sửa chức vụ của người đó cho khớp quyết định, hoặc lập lại đề nghị.",
)
def transfers_written() -> Iterator[Inconsistency]:
    """What was accepted stands in the history of posts, and a request names where somebody really is."""
    accepted = Transfer.objects.filter(post__isnull=False)
    main = Q(kind=TransferKind.TRANSFER, post__main=True) | Q(kind=TransferKind.SECONDMENT, post__main=False)
    wrong = accepted.exclude(main, post__person=F("person"), post__start__gte=F("start"))
    for transfer in wrong.select_related("person", "from_unit", "to_unit"):
        yield Inconsistency(
            f"{transfer} từ {transfer.start:%d/%m/%Y}: chức vụ đã ghi không khớp.",
            (f"transfer:{transfer.pk}", f"person:{transfer.person.number}"),
        )
    there = Post.objects.on(timezone.localdate()).filter(
        person=OuterRef("person"), unit=OuterRef("from_unit"), main=True
    )
    for transfer in (
        Transfer.objects.pending().filter(~Exists(there)).select_related("person", "from_unit", "to_unit")
    ):
        yield Inconsistency(
            f"{transfer}: còn chờ trả lời, nhưng người này không còn ở {transfer.from_unit}.",
            (f"transfer:{transfer.pk}", f"person:{transfer.person.number}"),
            "Đơn vị đến từ chối đề nghị đó, hoặc đơn vị đi rút lại.",
        )


# ---- accounts, which know units and people only by code -------------------------------------------


@check(
    "people.roles_on_unknown_units",
    "Mỗi vai trò, ủy quyền đều ở một đơn vị có thật",
    "Thôi vai trò đó và giao lại đúng mã đơn vị.",
)
def roles_on_unknown_units() -> Iterator[Inconsistency]:
    """Every role lies on a unit that exists: accounts know units only by code."""
    known = Unit.objects.values("code")
    roles = RoleAssignment.objects.exclude(unit_code=WHOLE_AGENCY).exclude(unit_code__in=known)
    for role in roles.select_related("account"):
        yield Inconsistency(
            f"Tài khoản {role.account.username}: vai trò trên mã đơn vị “{role.unit_code}” không có.",
            (f"account:{role.account.username}",),
        )
    lent = Delegation.objects.exclude(unit_code=WHOLE_AGENCY).exclude(unit_code__in=known)
    for one in lent.select_related("receiver"):
        yield Inconsistency(
            f"Tài khoản {one.receiver.username}: được ủy quyền trên mã đơn vị “{one.unit_code}” không có.",
            (f"account:{one.receiver.username}", f"delegation:{one.pk}"),
        )


@check(
    "people.delegations_within_the_unit",
    "Ủy quyền không ra ngoài đơn vị của người ủy quyền",
    "Thu hồi ủy quyền đó; người giữ vai trò ủy quyền lại trong phạm vi của mình.",
)
def delegations_within_the_unit() -> Iterator[Inconsistency]:
    """The unit that was lent lies below the lender's (it may have been moved since)."""
    paths = dict(Unit.objects.values_list("code", "path"))
    running = Delegation.objects.filter(revoked__isnull=True, valid_to__gte=timezone.localdate())
    for one in running.exclude(assignment__unit_code=WHOLE_AGENCY).select_related(
        "assignment__account", "receiver"
    ):
        if f"/{one.assignment.unit_code}/" not in paths.get(one.unit_code, "/"):
            yield Inconsistency(
                f"{one.receiver} được ủy quyền ở {one.unit_code}, ngoài {one.assignment.unit_code} "
                f"của {one.giver}: ủy quyền này không còn tác dụng.",
                (f"delegation:{one.pk}", f"account:{one.receiver.username}"),
            )


@check(
    "people.roles_on_closed_units",
    "Không vai trò nào còn ở đơn vị đã kết thúc",
    "Thôi vai trò đó; giao vai trò ở đơn vị kế thừa nếu người đó còn làm việc ấy.",
)
def roles_on_closed_units() -> Iterator[Inconsistency]:
    """After a merger somebody decides anew who writes for the unit that goes on."""
    today = timezone.localdate()
    closed = dict(Unit.objects.filter(valid_to__lt=today).values_list("code", "name"))
    for role in RoleAssignment.objects.filter(held_on(today), unit_code__in=closed).select_related("account"):
        yield Inconsistency(
            f"Tài khoản {role.account.username} còn vai trò {role.get_role_display()} ở "
            f"{closed[role.unit_code]}, đơn vị này đã kết thúc.",
            (f"account:{role.account.username}", f"unit:{role.unit_code}"),
        )


@check(
    "people.roles_left_behind",
    "Người đã chuyển đơn vị không còn vai trò ở đơn vị cũ",
    "Thôi vai trò ở đơn vị cũ; nếu người đó vẫn làm việc cho đơn vị ấy thì ghi chức vụ kiêm nhiệm.",
)
def roles_left_behind() -> Iterator[Inconsistency]:
    """Who holds a role on a unit serves in it, above it, or below it."""
    today = timezone.localdate()
    paths = dict(Unit.objects.values_list("code", "path"))
    where: dict[str, list[str]] = {}
    for number, path in Post.objects.on(today).values_list("person__number", "unit__path"):
        where.setdefault(number, []).append(path)
    roles = RoleAssignment.objects.filter(held_on(today), account__is_active=True).exclude(
        Q(unit_code=WHOLE_AGENCY) | Q(account__person_number="")
    )
    for role in roles.select_related("account"):
        at, own = paths.get(role.unit_code), where.get(role.account.person_number, [])
        if at and not any(path.startswith(at) or at.startswith(path) for path in own):
            yield Inconsistency(
                f"Tài khoản {role.account.username} ({role.account}) giữ vai trò {role.get_role_display()} ở "
                f"{role.unit_code} nhưng không công tác ở đó.",
                (f"account:{role.account.username}", f"person:{role.account.person_number}"),
            )


@check(
    "people.accounts_of_nobody",
    "Mỗi tài khoản đang dùng là của một người đang công tác",
    "Khóa tài khoản, hoặc sửa số hiệu của tài khoản (lập lại tài khoản).",
)
def accounts_of_nobody() -> Iterator[Inconsistency]:
    """An account names a person on record, who has not left the service."""
    today = timezone.localdate()
    left = dict(Person.objects.values_list("number", "left"))
    for account in Account.objects.filter(is_active=True).exclude(person_number=""):
        number, refs = account.person_number, (f"account:{account.username}",)
        if number not in left:
            yield Inconsistency(
                f"Tài khoản {account.username} ghi số hiệu {number}, không có ai mang số hiệu này.", refs
            )
        elif (day := left[number]) and day < today:
            yield Inconsistency(
                f"{account} ra khỏi ngành ngày {day:%d/%m/%Y}, tài khoản {account.username} còn mở.",
                (*refs, f"person:{number}"),
            )
