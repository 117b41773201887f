"""Under which other texts a force can be judged for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vinhdanh.eligibility import books
from vinhdanh.eligibility.memory import under, unpacked
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.results import Results
from vinhdanh.engine.rules import FAR_FUTURE

_ONE_DAY = timedelta(days=1)
NATIONAL = "trung-uong"  # key of the national texts alone
_LOOK_BACK = 3  # years before the review year in which a change of law is still worth comparing


@dataclass(frozen=True, slots=True)
class Text:
    """The law of one day, or of one day with a draft or an agency's quy chế in place."""

    key: str
    label: str
    law_date: date
    draft: str = ""
    overlay: str = ""

    @property
    def short(self) -> str:
        """For the head of a column."""
        return "Dự thảo" if self.draft else f"{self.law_date:%d/%m/%Y}"

    @property
    def aside(self) -> bool:
        """Whether it differs from the run's text by more than the day."""
        return bool(self.draft) or not self.key[:1].isdigit()


def own_text(results: Results) -> Text:
    """The text that a run was judged by."""
    day, overlay = results.law_date, own_overlay(results)
    with_it = next((f" và {text.short}" for text in books.overlays() if text.key == overlay), "")
    return Text(day.isoformat(), f"Luật ngày {day:%d/%m/%Y}{with_it}", day, overlay=overlay)


def own_overlay(results: Results) -> str:
    """The agency's quy chế that a run was judged by, empty for the national texts alone."""
    return next((text.key for text in books.overlays() if text.key in results.book.instruments), "")


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
    overlay = own.overlay
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
            found.setdefault(day.isoformat(), Text(day.isoformat(), label, day, overlay=overlay))
    found.pop(own.key, None)
    found |= {text.key: text for text in _overlay_texts(own)}
    for draft in books.drafts():
        label = f"{draft.short}, chỉ để so sánh"
        found[draft.key] = Text(draft.key, label, draft.in_force, draft.key, overlay)
    return list(found.values())


def _overlay_texts(own: Text) -> list[Text]:
    """The same day with each agency's quy chế; for a run that has one, with none."""
    with_it = [
        Text(text.key, f"{text.short} ({own.law_date:%d/%m/%Y})", own.law_date, overlay=text.key)
        for text in books.overlays()
        if text.key != own.overlay
    ]
    if own.overlay:
        with_it.append(Text(NATIONAL, f"Chỉ văn bản trung ương ({own.law_date:%d/%m/%Y})", own.law_date))
    return with_it


def nearest_texts(results: Results) -> list[Text]:
    """The texts that people compare a run with most: what comes next, the agencies' quy chế, the drafts."""
    others = other_texts(results)
    later = [t for t in others if not t.aside and t.law_date > results.law_date]
    return [*later[:1], *(t for t in others if t.aside)]


def text_for(results: Results, key: str) -> Text | None:
    """The text that an address names: a draft's key or a day (yyyy-mm-dd); None when it names neither."""
    for text in (own_text(results), *other_texts(results)):
        if text.key == key:
            return text
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return None
    return Text(key, f"Luật ngày {day:%d/%m/%Y}", day, overlay=own_overlay(results))


def results_under(results: Results, text: Text, run: Run | None = None) -> Results:
    """The run itself under its own text, otherwise the same facts under the other one.

    Args:
        run: whose answers these are; what it kept of other texts need not be judged again.
    """
    if text.key == own_text(results).key:
        return results
    where = (text.law_date, text.draft, text.overlay)
    kept = unpacked(run, results, text.key, *where) if run is not None else None
    return kept or under(results, *where)
