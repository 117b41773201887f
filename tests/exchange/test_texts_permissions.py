"""Every service upon texts × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.access.test_permissions import answer
from tests.exchange.texts import Texts
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.texts import services

pytestmark = pytest.mark.django_db

# Who writes something for a unit reads a text about it; what each item asks is asked when it is written.
READS = {Role.UNIT_CLERK, Role.UNIT_HEAD, Role.STANDING_BODY, Role.SIGNING_AUTHORITY}
GRANTS = {Role.STANDING_BODY}
DRAFTS = READS  # movements, targets, meetings: whoever edits or concludes
TICK = {"take": "on"}


def written(texts: Texts, by: Account, key: str) -> TextReading:
    """A text of which one item was written by the standing body, as if the account had brought it."""
    reading = texts.bring()
    texts.take(reading, {key: TICK})
    TextReading.objects.filter(pk=reading.pk).update(by=by)
    reading.refresh_from_db()
    return reading


def chosen(texts: Texts, by: Account, key: str) -> TextReading:
    """A text of the account with one item ticked."""
    reading = texts.bring()
    services.settle(actor=texts.standing, reading=reading, answers={key: TICK})
    TextReading.objects.filter(pk=reading.pk).update(by=by)
    reading.refresh_from_db()
    return reading


Call = Callable[[Account, Texts, TextReading], object]
ACTS: dict[str, tuple[set[Role], str, Call]] = {
    "bring": (READS, "", lambda a, t, _: t.bring(by=a)),
    "settle": (
        READS,
        "awards-0",
        lambda a, t, r: services.settle(actor=a, reading=r, answers={"targets-0": TICK}),
    ),
    "settle_ready": (READS, "awards-0", lambda a, t, r: services.settle_ready(actor=a, reading=r)),
    "take an honour": (GRANTS, "awards-0", lambda a, t, r: services.take(actor=a, reading=r)),
    "take a movement": (DRAFTS, "movements-0", lambda a, t, r: services.take(actor=a, reading=r)),
    "take a target": (DRAFTS, "targets-0", lambda a, t, r: services.take(actor=a, reading=r)),
    "undo an honour": (
        GRANTS,
        "written awards-0",
        lambda a, t, r: services.undo(actor=a, reading=r, ground="X"),
    ),
    "undo a movement": (
        DRAFTS,
        "written movements-0",
        lambda a, t, r: services.undo(actor=a, reading=r, ground="X"),
    ),
    "delete": (READS, "awards-0", lambda a, t, r: services.delete(actor=a, reading=r)),
}


def _asked(call: Call, reading: TextReading, actor: Account, texts: Texts) -> object:
    return call(actor, texts, TextReading.objects.get(pk=reading.pk))


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(name: str) -> None:
    allowed, key, call = ACTS[name]
    texts = Texts()
    somebody = make_account("ai-do")
    before, _, item = key.rpartition(" ")
    prepare = written if before else chosen
    reading = prepare(texts, somebody, item) if item else texts.bring()
    for role in Role:
        account = make_account(f"vai-{role.value}", (role, "PX01"))
        TextReading.objects.filter(pk=reading.pk).update(by=account)
        reading.refresh_from_db()
        code = "done" if role in allowed else "refused"
        said = answer(partial(_asked, call, reading), account, texts)  # type: ignore[arg-type]
        assert said == code, role


def test_somebody_elses_text_is_taken_back_by_who_keeps_the_register_only() -> None:
    texts = Texts()
    reading = written(texts, texts.clerk, "movements-0")
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"))
    for account, code in ((head, "refused"), (texts.standing, "done")):
        said = answer(partial(_asked, ACTS["undo a movement"][2], reading), account, texts)  # type: ignore[arg-type]
        assert said == code
