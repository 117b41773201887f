"""The proof of an honour: made once, tells no order, says what the register says and no more than it may."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.records import Tree, make_account, make_household, make_unit, paper, standing_body
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services
from vinhdanh.awards.models import Grant, GrantProof, NameConsent
from vinhdanh.awards.naming import Naming, masked, naming
from vinhdanh.awards.selectors.proofs import Standing, namings_of, proof_texts, public_proof, revoked_in
from vinhdanh.awards.services import proofs
from vinhdanh.awards.services.proofs import prepare, rotate_keys, set_name_consent
from vinhdanh.awards.types import ConsentPlace, RecipientKind
from vinhdanh.documents.credentials.compact import read_compact
from vinhdanh.exchange.merging import merge, part
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

OPERATOR = Operator()
DAY = date(2025, 12, 20)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """Keys of this test alone."""
    settings.VINHDANH_HOME = tmp_path


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def give(subject: Any, honour: str = "GK", **more: Any) -> Grant:
    return services.record_grant(
        actor=OPERATOR, subject=subject, honour=honour, year=2025, decision=paper(), **more
    )


def code_of(grant: Grant) -> str:
    return prepare(by=OPERATOR, grants=[grant])[0].code


def shown(grant: Grant) -> Any:
    return public_proof(code_of(grant))


# ---- making them ------------------------------------------------------------------------------------


def test_an_honour_gets_its_code_once(tree: Tree) -> None:
    grants = [give(tree.an), give(tree.px01), give(tree.an)]
    made = prepare(by=OPERATOR, grants=grants)
    assert [proof.grant_id for proof in made] == [grant.pk for grant in grants]
    assert JournalEntry.objects.latest("number").verb == "awards.proofs_prepared"
    entries = JournalEntry.objects.count()
    assert [proof.code for proof in prepare(by=OPERATOR, grants=grants)] == [proof.code for proof in made]
    assert JournalEntry.objects.count() == entries, "nothing done, nothing written down"


def test_a_code_can_not_be_guessed_and_a_bit_tells_no_order(tree: Tree) -> None:
    made = prepare(by=OPERATOR, grants=[give(tree.an) for _ in range(40)])
    assert all(len(proof.code) == 26 and set(proof.code) <= set(proofs.SIGNS) for proof in made)
    assert len(proofs.SIGNS) ** 26 >= 2**128
    at = [proof.list_index for proof in made]
    assert len(set(at)) == 40
    assert at != sorted(at)


def test_a_list_that_is_half_full_is_followed_by_another(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "FULL_LIST", 3)
    made = prepare(by=OPERATOR, grants=[give(tree.an) for _ in range(7)])
    assert sorted(proof.list_number for proof in made) == [1, 1, 1, 2, 2, 2, 3]
    assert prepare(by=OPERATOR, grants=[give(tree.binh)])[0].list_number == 3


@pytest.mark.parametrize("table", ["awards_grantproof", "awards_nameconsent"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_rows_are_never_changed_or_removed(tree: Tree, table: str, statement: str) -> None:
    prepare(by=OPERATOR, grants=[give(tree.an)])
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Giấy số 1")
    connection.check_constraints()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(statement.format(table))


# ---- what it says -----------------------------------------------------------------------------------


def test_it_says_what_the_paper_says(tree: Tree) -> None:
    found = shown(give(tree.an, serial="0412"))
    assert (found.title, found.number, found.dated) == ("Giấy khen", "7/QĐ-CAT", DAY)
    assert (found.authority, found.serial) == ("Giám đốc Công an tỉnh", "0412")
    assert (found.holder, found.standing) == (masked("Lê Thị Ánh"), Standing.IN_FORCE)


def test_a_later_name_changes_nothing_of_it(tree: Tree) -> None:
    grant = give(tree.px01)
    code = code_of(grant)
    type(tree.px01).objects.filter(pk=tree.px01.pk).update(name="Phòng khác")
    found = public_proof(code)
    assert found is not None
    assert found.holder == "Phòng Tổ chức cán bộ"


def test_it_says_what_became_of_the_honour(tree: Tree) -> None:
    grant = give(tree.an, serial="0412")
    code = code_of(grant)
    [proof] = GrantProof.objects.all()

    def now() -> tuple[Standing, list[int]]:
        found = public_proof(code)
        assert found is not None
        return found.standing, revoked_in(1)

    decided: dict[str, Any] = {
        "actor": OPERATOR, "grant": grant, "ground": "Căn cứ", "on": DAY, "decision": paper("9/QĐ-CAT")
    }  # fmt: skip
    assert now() == (Standing.IN_FORCE, [])
    services.annul(**decided)
    assert now() == (Standing.REVOKED, [proof.list_index])
    found = public_proof(code)
    assert found is not None
    assert (found.on, found.paper) == (DAY, "QĐ 9/QĐ-CAT ngày 20/12/2025")
    services.restore(**decided)
    assert now() == (Standing.IN_FORCE, [])
    services.reissue(actor=OPERATOR, grant=grant, ground="Hỏng", on=DAY, serial="C01")
    found = public_proof(code)
    assert found is not None
    assert (found.standing, found.serial) == (Standing.REISSUED, "C01")
    services.strip(**decided)
    assert now() == (Standing.REVOKED, [proof.list_index])
    services.strike(actor=OPERATOR, grant=grant, ground="Ghi nhầm", on=DAY)
    assert now() == (Standing.STRUCK, [proof.list_index])


def test_a_paper_outlives_the_merge_of_two_files(tree: Tree) -> None:
    """The honour is written anew in the kept file; the old paper must not be called void."""
    grant = give(tree.an)
    code = code_of(grant)
    made = merge(actor=OPERATOR, kept=tree.binh, merged=tree.an, ground="Một người")
    found = public_proof(code)
    assert found is not None
    assert (found.standing, found.holder, revoked_in(1)) == (Standing.IN_FORCE, masked("Lê Thị Ánh"), [])
    anew = Grant.objects.get(person=tree.binh)
    services.annul(actor=OPERATOR, grant=anew, ground="Sai", on=DAY, decision=paper("9/QĐ-CAT"))
    found = public_proof(code)
    assert found is not None
    assert found.standing is Standing.REVOKED
    assert len(revoked_in(1)) == 1
    assert made.undone is None


def test_the_kept_file_decides_who_may_know(tree: Tree) -> None:
    code = code_of(give(tree.an))
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Giấy số 1")
    made = merge(actor=OPERATOR, kept=tree.binh, merged=tree.an, ground="Một người")
    found = public_proof(code)
    assert found is not None
    assert found.holder == "Lê Thị Ánh"
    Person.objects.filter(pk=tree.binh.pk).update(secrecy=Secrecy.SECRET)
    assert public_proof(code) is None
    Person.objects.filter(pk=tree.binh.pk).update(secrecy=Secrecy.OPEN)
    part(actor=OPERATOR, merge=made, ground="Hai người")


# ---- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RecipientKind)
@pytest.mark.parametrize("consent", [None, False, True])
@pytest.mark.parametrize("secrecy", Secrecy)
def test_the_name_by_secrecy_and_consent(kind: RecipientKind, secrecy: Secrecy, consent: bool | None) -> None:
    how = naming(kind, [secrecy], consent)
    if secrecy != Secrecy.OPEN:
        assert how is Naming.HIDDEN, "consent never opens what is under secrecy"
    elif kind is RecipientKind.UNIT:
        assert how is Naming.FULL
    else:
        assert how is (Naming.FULL if consent else Naming.MASKED)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nông Thị Bích Thảo", "N*** T** B*** T***"),
        ("Đặng  Ánh", "Đ*** Á**"),
        ("Lý A Páo", "L* A* P**"),
        ("H'Hen Niê", "H*** N**"),
        ("Y Blô", "Y* B**"),
        ("Hoa\u0300ng", "H***"),
    ],
)
def test_a_masked_name_keeps_first_letters_only(name: str, said: str) -> None:
    assert masked(name) == said


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.TOP_SECRET, Secrecy.UTMOST])
def test_nobody_learns_of_an_honour_under_secrecy(tree: Tree, secrecy: Secrecy) -> None:
    grant, other = give(tree.an), give(tree.binh)
    code = code_of(grant)
    code_of(other)
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Giấy số 1")
    Person.objects.filter(pk=tree.an.pk).update(secrecy=secrecy)
    assert public_proof(code) is None
    assert list(proof_texts([grant, other])) == [other.pk]


def test_an_unknown_and_a_secret_code_cost_the_same_questions(
    tree: Tree, django_assert_num_queries: Any
) -> None:
    code = code_of(give(tree.an))
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.SECRET)
    for one in (code, "A" * 26):
        with django_assert_num_queries(1):
            assert public_proof(one) is None


def test_somebody_decides_about_his_own_name(tree: Tree) -> None:
    own = make_account("anh", (Role.OFFICER, "PX01"), person_number="102")
    grant = give(tree.an)
    row = set_name_consent(actor=own, recipient=tree.an, full=True)
    assert (row.own, row.ground) == (True, "")
    assert shown(grant).holder == "Lê Thị Ánh"
    assert JournalEntry.objects.filter(verb="awards.name_consent_set", ref="person:102").exists()
    with pytest.raises(ValidationError, match="không có gì thay đổi"):
        set_name_consent(actor=own, recipient=tree.an, full=True)
    set_name_consent(actor=own, recipient=tree.an, full=False)
    office = standing_body()
    with pytest.raises(ValidationError, match="chỉ người đó đổi được"):
        set_name_consent(actor=office, recipient=tree.an, full=True, ground="Giấy số 1")
    assert shown(grant).holder == masked("Lê Thị Ánh")


def test_the_office_needs_a_paper_and_may_always_narrow(tree: Tree) -> None:
    office, grant = standing_body(), give(tree.an)
    with pytest.raises(ValidationError, match="giấy đồng ý"):
        set_name_consent(actor=office, recipient=tree.an, full=True)
    with pytest.raises(ValidationError, match="không có gì thay đổi"):
        set_name_consent(actor=office, recipient=tree.an, full=False)
    set_name_consent(actor=office, recipient=tree.an, full=True, ground="Giấy số 1")
    assert shown(grant).full
    set_name_consent(actor=office, recipient=tree.an, full=False)
    assert not shown(grant).full
    assert NameConsent.objects.count() == 2


def test_a_paper_and_the_page_of_honour_are_agreed_to_apart(tree: Tree) -> None:
    own = make_account("anh", (Role.OFFICER, "PX01"), person_number="102")
    office, grant = standing_body(), give(tree.an)
    set_name_consent(actor=own, recipient=tree.an, full=True, place=ConsentPlace.HONOURS)
    assert namings_of([grant])[grant.pk] is Naming.FULL
    assert not shown(grant).full
    set_name_consent(actor=office, recipient=tree.an, full=True, ground="G", place=ConsentPlace.PAPER)
    assert shown(grant).full
    set_name_consent(actor=own, recipient=tree.an, full=False, place=ConsentPlace.HONOURS)
    assert namings_of([grant])[grant.pk] is Naming.MASKED
    assert shown(grant).full
    with pytest.raises(ValidationError, match="chỉ người đó đổi được"):
        set_name_consent(actor=office, recipient=tree.an, full=True, ground="G")


def test_what_was_said_of_both_pages_holds_until_one_of_them_is_told_apart(tree: Tree) -> None:
    grant = give(tree.an)
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="G")
    with pytest.raises(ValidationError, match="không có gì thay đổi"):
        set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="G", place=ConsentPlace.PAPER)
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=False, place=ConsentPlace.PAPER)
    assert (shown(grant).full, namings_of([grant])[grant.pk]) == (False, Naming.FULL)


def test_who_said_nothing_may_say_no_for_good(tree: Tree) -> None:
    own = make_account("anh", (Role.OFFICER, "PX01"), person_number="102")
    set_name_consent(actor=own, recipient=tree.an, full=False)
    with pytest.raises(ValidationError, match="chỉ người đó đổi được"):
        set_name_consent(actor=standing_body(), recipient=tree.an, full=True, ground="Giấy số 1")


def test_a_colleague_decides_nothing_and_a_unit_has_no_consent(tree: Tree) -> None:
    colleague = make_account("binh", (Role.OFFICER, "PX01"), person_number="103")
    with pytest.raises(PermissionDenied):
        set_name_consent(actor=colleague, recipient=tree.an, full=True, ground="Giấy")
    with pytest.raises(ValidationError, match="Tên tập thể"):
        set_name_consent(actor=OPERATOR, recipient=tree.px01, full=True, ground="Giấy")


def test_households_and_people_from_outside_are_masked_until_they_agree(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    outsider = services.register_outsider(actor=OPERATOR, name="Trần Văn Khoát", whereabouts="xã Yên Khê")
    for recipient, name in ((household, "Lò Văn Inh"), (outsider, "Trần Văn Khoát")):
        grant = give(recipient)
        assert shown(grant).holder == masked(name)
        set_name_consent(actor=OPERATOR, recipient=recipient, full=True, ground="Giấy số 1")
        assert shown(grant).holder == name


# ---- the text of the QR -----------------------------------------------------------------------------


def test_the_qr_holds_the_page_and_the_signed_form(tree: Tree, settings: Any) -> None:
    settings.PUBLIC_URL = "https://thidua.example"
    grant, without = give(tree.an, serial="0412"), give(tree.an)
    [proof] = prepare(by=OPERATOR, grants=[grant])
    texts = proof_texts([grant, without], {grant.pk: "0413"})
    assert list(texts) == [grant.pk], "no proof was prepared for the other one"
    address, signed = texts[grant.pk].split("#")
    assert address == f"https://thidua.example/x/{proof.code}"
    statement, _ = read_compact(signed, [proofs.ring().current().public])  # type: ignore[union-attr]
    assert (statement.code, statement.serial) == (proof.code, "0413")
    assert (statement.holder, statement.index) == (masked("Lê Thị Ánh"), proof.list_index)
    settings.PUBLIC_URL = ""
    assert proof_texts([grant])[grant.pk].startswith("VD1.")


def test_papers_of_before_a_change_of_keys_stay_good(tree: Tree) -> None:
    grant = give(tree.an)
    prepare(by=OPERATOR, grants=[grant])
    before = proof_texts([grant])[grant.pk]
    with pytest.raises(ValidationError, match="lý do"):
        rotate_keys(by=OPERATOR, why=" ")
    rotate_keys(by=OPERATOR, why="Đổi hằng năm")
    after = proof_texts([grant])[grant.pk]
    held = proofs.ring().public_keys()
    assert read_compact(before, held)[1] != read_compact(after, held)[1]
    verbs = JournalEntry.objects.filter(ref="proof-keys").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["awards.proof_key_made", "awards.proof_keys_rotated"]


def test_a_thousand_papers_take_few_questions(tree: Tree, django_assert_max_num_queries: Any) -> None:
    unit = make_unit("PX09", tree.cat)
    grants = [give(one) for one in (tree.an, tree.binh, tree.chi, unit)]
    prepare(by=OPERATOR, grants=grants)
    proof_texts(grants)
    with django_assert_max_num_queries(8):
        assert len(proof_texts(grants)) == 4
