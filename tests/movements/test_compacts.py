"""A giao ước: drawn up, opened, and signed by each unit's head in his own account."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.movements.clustered import Clustered
from tests.movements.year import OPERATOR, TODAY, Year
from tests.records import make_account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.movements import services
from vinhdanh.movements.models import Compact
from vinhdanh.movements.selectors.compacts import Signing, compacts_visible_to, signing
from vinhdanh.movements.services import CompactText, TargetText
from vinhdanh.movements.types.compacts import CompactState

FIELDS: dict[str, Any] = {
    "kind": "unit",
    "year": TODAY.year,
    "number": "01/GƯ-CAT",
    "dated": TODAY,
    "name": "Vì An ninh Tổ quốc",
}


def draft(year: Year, **more: Any) -> Compact:
    text = CompactText(
        ["Chấp hành điều lệnh", "Hoàn thành chỉ tiêu"],
        [TargetText("Báo cáo đúng hạn", "≥ 95", "%")],
        [year.px01, year.px02],
    )
    return services.write_compact(actor=OPERATOR, unit=year.cat, text=text, **(FIELDS | more))


def opened(year: Year) -> Compact:
    return services.open_compact(actor=year.standing, compact=draft(year))


def test_a_draft_is_its_units_own_and_an_open_one_reaches_those_that_sign(year: Year) -> None:
    compact = draft(year)
    assert not compacts_visible_to(year.boss).exists()
    services.open_compact(actor=year.standing, compact=compact)
    assert compacts_visible_to(year.boss).get() == compact
    assert compacts_visible_to(year.officer).get() == compact  # serves below a unit that signs
    assert not compacts_visible_to(make_account("ai", (Role.OFFICER, "PX02"))).exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CompactText([" "]), ["Ghi ít nhất một nội dung giao ước.", "Chọn đơn vị ký."]),
        (CompactText(["Chấp hành điều lệnh"]), ["Chọn đơn vị ký."]),
    ],
)
def test_what_is_lacking_blocks_signing_and_is_named(year: Year, text: CompactText, said: list[str]) -> None:
    compact = services.write_compact(actor=OPERATOR, unit=year.cat, text=text, **FIELDS)
    with pytest.raises(ValidationError) as refused:
        services.open_compact(actor=OPERATOR, compact=compact)
    assert refused.value.messages == said


def test_each_head_signs_for_his_own_unit_and_the_last_one_completes_it(year: Year) -> None:
    compact = opened(year)
    signature = services.sign_compact(actor=year.boss, compact=compact, unit=year.px01)
    assert (signature.name, signature.post) == (year.boss.full_name, "Cán bộ, Phòng Tổ chức cán bộ")
    assert signing(year.standing, TODAY.year) == Signing(1, 2, 1)
    with pytest.raises(ValidationError, match="đã ký giao ước này"):
        services.sign_compact(actor=year.boss, compact=compact, unit=year.px01)
    services.sign_compact(actor=year.other, compact=compact, unit=year.px02)
    assert Compact.objects.get().state == CompactState.SIGNED
    assert verify_chain() is None


def test_nobody_signs_in_a_heads_place(year: Year) -> None:
    compact = opened(year)
    director = make_account("giam-doc", (Role.SIGNING_AUTHORITY, WHOLE_AGENCY))
    for account in (year.standing, year.clerk, director, year.other):
        with pytest.raises(PermissionDenied, match="Chỉ thủ trưởng của chính đơn vị"):
            services.sign_compact(actor=account, compact=compact, unit=year.px01)
    with pytest.raises(ValidationError, match="không có trong giao ước này"):
        services.sign_compact(actor=director, compact=compact, unit=year.cat)


def test_nothing_is_signed_before_it_is_open(year: Year) -> None:
    with pytest.raises(ValidationError, match="đang soạn, chưa ký được"):
        services.sign_compact(actor=year.boss, compact=draft(year), unit=year.px01)


def test_the_text_stays_once_it_is_open_and_for_good_once_somebody_signed(year: Year) -> None:
    compact = opened(year)
    with pytest.raises(ValidationError, match="đã mở ký, không sửa được"):
        services.write_compact(actor=OPERATOR, unit=year.cat, text=CompactText(["X"]), compact=compact)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.take_back_compact(actor=OPERATOR, compact=compact, reason=" ")
    services.take_back_compact(actor=OPERATOR, compact=compact, reason="Thêm chỉ tiêu")
    services.write_compact(
        actor=OPERATOR, unit=year.cat, text=CompactText(["Khác"], (), [year.px01]), compact=compact
    )
    assert [article.text for article in compact.articles.all()] == ["Khác"]
    services.open_compact(actor=OPERATOR, compact=compact)
    services.sign_compact(actor=year.boss, compact=compact, unit=year.px01)
    with pytest.raises(ValidationError, match="Đã có 1 đơn vị ký"):
        services.take_back_compact(actor=OPERATOR, compact=compact, reason="Muộn")
    with pytest.raises(ValidationError, match="đã mở ký"):
        services.drop_compact(actor=OPERATOR, compact=compact)


def test_signatures_are_never_changed_or_removed(year: Year) -> None:
    services.sign_compact(actor=year.boss, compact=opened(year), unit=year.px01)
    for sql in ("UPDATE movements_compactsignature SET name = 'x'", "DELETE FROM movements_compactsignature"):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)


def test_a_number_is_given_once_a_year(year: Year) -> None:
    draft(year)
    with pytest.raises(ValidationError, match="đã có giao ước mang số này"):
        draft(year)


def test_a_draft_elsewhere_is_out_of_sight(year: Year) -> None:
    compact = services.write_compact(
        actor=OPERATOR, unit=year.px01, text=CompactText(["X"], (), [year.d1]), **FIELDS
    )
    with pytest.raises(OutOfSight):
        services.open_compact(actor=year.other, compact=compact)
    services.drop_compact(actor=year.clerk, compact=compact)
    assert not Compact.objects.exists()


def test_a_giao_uoc_of_a_cluster_is_signed_by_the_clusters_members(k: Clustered) -> None:
    cluster = k.drafted(TODAY.year)
    compact = services.write_compact(
        actor=OPERATOR,
        unit=k.cat,
        text=CompactText(["Chấp hành điều lệnh"], parties=[k.cat]),
        **(FIELDS | {"kind": "cluster", "cluster": cluster}),
    )
    assert [party.unit for party in compact.parties.all()] == k.units


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "unit"}, "loại là “Của cụm, khối”"),
        ({"kind": "cluster", "year": TODAY.year - 1}, f"khác năm {TODAY.year - 1} của giao ước"),
    ],
)
def test_a_cluster_of_another_year_or_kind_is_refused(
    k: Clustered, fields: dict[str, Any], said: str
) -> None:
    fields = FIELDS | {"cluster": k.drafted(TODAY.year)} | fields
    with pytest.raises(ValidationError, match=said):
        services.write_compact(actor=OPERATOR, unit=k.cat, text=CompactText(["Điều lệnh"]), **fields)
