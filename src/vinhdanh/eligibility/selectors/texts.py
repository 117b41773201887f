"""Under which other texts a force can be judged for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vinhdanh.eligibility import books
from vinhdanh.eligibility.results import Results, under
from vinhdanh.engine.rules import FAR_FUTURE

_ONE_DAY = timedelta(days=1)
_LOOK_BACK = 3  # years before the review year in which a change of law is still worth comparing


@dataclass(frozen=True, slots=True)
class Text:
    """The law of one day, or of one day with a draft in place."""

    key: str
    label: str
    law_date: date
    draft: str = ""

    @property
    def short(self) -> str:
        """For the head of a column."""
        return "Dự thảo" if self.draft else f"{self.law_date:%d/%m/%Y}"


def own_text(results: Results) -> Text:
    """The text that a run was judged by."""
    day = results.verdicts.law_date
    assert isinstance(day, date)
    return Text(day.isoformat(), f"Luật ngày {day:%d/%m/%Y}", day)


def turning_days() -> dict[date, str]:
    """Days on which some rule begins or ends, or a transition falls, with the texts that begin on them."""
    book = books.law()
    national = [rule for rule in book.rules if rule.rank == 0]
    days = {rule.start for rule in national}
    days |= {rule.end + _ONE_DAY for rule in national if rule.end < FAR_FUTURE}
    days |= {block.data["boundary"] for block in book.blocks("transition")}
    begun = {day: [t.short for t in book.instruments.values() if t.in_force == day] for day in days}
    return {day: ", ".join(begun[day]) for day in sorted(days)}


def other_texts(results: Results) -> list[Text]:
    """The day before and the day on which the rules change, around the review year; then drafts."""
    own = own_text(results)
    found: dict[str, Text] = {}
    for since, names in turning_days().items():
        if since.year < results.year - _LOOK_BACK:
            continue
        before = since - _ONE_DAY
        told = names or "quy định thay đổi"
        for day, label in (
            (before, f"{before:%d/%m/%Y} (trước {told})"),
            (since, f"{since:%d/%m/%Y} (từ {told})"),
        ):
            found.setdefault(day.isoformat(), Text(day.isoformat(), label, day))
    found.pop(own.key, None)
    for draft in books.drafts():
        found[draft.key] = Text(draft.key, f"{draft.short}, chỉ để so sánh", draft.in_force, draft.key)
    return list(found.values())


def text_for(results: Results, key: str) -> Text | None:
    """The text that an address names: a draft's key or a day (yyyy-mm-dd); None when it names neither."""
    for text in (own_text(results), *other_texts(results)):
        if text.key == key:
            return text
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return None
    return Text(key, f"Luật ngày {day:%d/%m/%Y}", day)


def results_under(results: Results, text: Text) -> Results:
    """The run itself under its own text, otherwise the same facts under the other one."""
    return results if text.key == own_text(results).key else under(results, text.law_date, text.draft)
