"""Việc chờ tôi: what each account has to do, and that a reminder reaches whoever keeps the file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.dossiers.review import Review
from vinhdanh.dossiers.models import Opinion, Proposal
from vinhdanh.dossiers.services.listing import remind
from vinhdanh.web.waiting import count_of, counted, tasks_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    cache.clear()
    return Review()


def test_what_waits_is_in_the_hands_of_one_and_the_late_comes_first(review: Review) -> None:
    made = review.proposal(review.round())
    late = review.proposal(made.round, review.binh, place=review.d2)
    Proposal.objects.filter(pk=late.pk).update(due=timezone.now() - timedelta(days=2), stage="unit")
    (task,) = tasks_of(review.boss)
    assert (task.words, task.sub) == ("Hồ sơ: Đơn vị trình", f"1 quá hạn, {made.round}")
    assert task.late
    assert [one.words for one in tasks_of(review.clerk)] == ["Hồ sơ: Bình xét ở đội"]
    assert tasks_of(review.other_boss) == []


def test_a_reminder_is_told_to_whoever_keeps_the_file_until_it_moves_on(review: Review) -> None:
    made = review.proposal(review.round())
    remind(actor=review.standing, proposals=[made])
    (task,) = tasks_of(review.clerk)
    assert task.sub == f"đã nhắc 1, {made.round}"
    review.sent(made)
    assert not any("đã nhắc" in one.sub for one in tasks_of(review.standing))


def test_a_reminder_in_the_appraisal_reaches_the_departments_with_the_late_opinions(review: Review) -> None:
    made = review.sent(review.proposal(review.round()))
    Opinion.objects.update(due=timezone.localdate() - timedelta(days=1))
    remind(actor=review.standing, proposals=[made])
    (task,) = [one for one in tasks_of(review.reviewer) if one.words == "Cho ý kiến thẩm định"]
    assert task.sub.startswith("1 quá hạn, đã nhắc 1")
    assert task.late


def test_the_menu_counts_what_the_page_has_shown(review: Review) -> None:
    assert count_of(review.clerk) == 0
    review.proposal(review.round())
    assert count_of(review.clerk) == 0, "a minute old at most"
    counted(review.clerk, tasks_of(review.clerk))
    assert count_of(review.clerk) == 1
