"""The pieces that every page is put together from, and how figures and dates are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import intervention_of
from vinhdanh.eligibility import telling
from vinhdanh.eligibility.results import ASSESSED, Counts
from vinhdanh.eligibility.selectors.law import force_words
from vinhdanh.eligibility.types import Career
from vinhdanh.engine import CriterionResult, Explanation, Rule, Verdict
from vinhdanh.engine.facts import Sex
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.selectors.targets import Line
from vinhdanh.people.models import Unit
from vinhdanh.people.types import label
from vinhdanh.web import charts
from vinhdanh.web.history import history as record_history
from vinhdanh.web.icons import icon as draw_icon
from vinhdanh.web.navigation import menu

register = template.Library()

SHOWN_ACTS = 5  # of a record's history, on its page

_VERDICT_ICONS = {
    "met": "check",
    "unsure": "question-mark",
    "held": "player-pause",
    "unmet": "x",
    "norule": "circle-dashed",
}
_BY_CSS = {value.css: value for value in Verdict}
_SOURCES = {
    "seen": ("shield-check", "Đã đối chiếu văn bản"),
    "quoted": ("books", "Theo nguồn trích dẫn"),
    "reported": ("info-circle", "Theo nguồn thuật lại"),
}


# ---- figures and dates ----------------------------------------------------------------------------


@register.filter
def number(value: int | None) -> str:
    """Thousands with a point: 3.512. None is a dash."""
    return "–" if value is None else f"{value:,}".replace(",", ".")


@register.filter
def decimal(value: float | Fraction | None) -> str:
    """One decimal, with a comma: 78,3."""
    return "–" if value is None else f"{float(value):,.1f}".translate(str.maketrans(",.", ".,"))


@register.filter
def day(value: date | None) -> str:
    """dd/mm/yyyy; None is a dash."""
    return f"{value:%d/%m/%Y}" if value else "–"


@register.filter
def moment(value: datetime | None) -> str:
    """The hour alone today, otherwise hour and day: «06:30», «06:30 ngày 17/11/2026»."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    return f"{local:%H:%M} hôm nay" if local.date() == timezone.localdate() else f"{local:%H:%M, %d/%m/%Y}"


@register.filter
def megabytes(size: int) -> str:
    """A file's size: «420 KB», «1,4 MB»."""
    if size < 1_000_000:
        return f"{max(size // 1000, 1)} KB"
    return f"{decimal(size / 1_000_000).removesuffix(',0')} MB"


@register.filter
def signed(points: int) -> str:
    """A difference with its sign: +4, −12, 0."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


@register.filter
def sex(value: Sex) -> str:
    return label(value).lower()


_BROWSERS = (
    ("Edg/", "Microsoft Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Mac OS", "macOS"))


@register.filter
def browser(agent: str) -> str:
    """What a browser calls itself, in two words: «Firefox, Windows»."""
    parts = [next((name for sign, name in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(part for part in parts if part) or agent[:60] or "Không rõ trình duyệt"


# ---- words of an explanation ----------------------------------------------------------------------


@register.filter
def why(explanation: Explanation) -> str:
    """The sentence of a table's row."""
    return telling.why(explanation)


@register.filter
def todo(explanation: Explanation) -> list[telling.Todo]:
    """What is still missing."""
    return telling.todo(explanation.criteria)


@register.filter
def flat(criteria: Sequence[CriterionResult]) -> list[CriterionResult]:
    """Criteria without the groups that only say «all of these»."""
    return telling.flat(criteria)


@register.filter
def ways(criterion: CriterionResult) -> telling.Ways:
    """The parts of a group that are worth reading, and the others."""
    return telling.ways(criterion)


@register.filter
def found(text: str) -> str:
    return telling.found_words(text)


@register.filter
def asked(criterion: CriterionResult) -> str:
    return telling.asked_words(criterion)


@register.filter
def year_first(text: str) -> tuple[str, str]:
    """«2024: QĐ 1208» as («2024», «QĐ 1208»); no year in front gives an empty first part."""
    head, colon, rest = text.partition(": ")
    return (head, rest) if colon and len(head) == 4 and head.isdigit() else ("", text)


@register.filter
def article_only(citation: str) -> str:
    """«điểm b khoản 1 Điều 24», without the name of the text."""
    words = citation.split()
    if "Điều" in words:
        at = words.index("Điều")
        return " ".join(words[: at + 2])
    return citation


@register.filter
def version(text: str) -> str:
    """«dieu-22, bản a41f» from the full version of a rule."""
    name, _, digest = text.rpartition("#")
    return f"{name.rpartition('/')[2]}, bản {digest[:4]}"


@register.filter
def for_whom(rule: Rule) -> str:
    return force_words(rule)


@register.filter
def bare_reading(statement: str) -> str:
    """The sentence of a reading without the words that introduce it."""
    return statement.removeprefix("Cách hiểu:").strip()


@register.filter
def no_aside(name: str) -> str:
    """A line's name without the kind of subject that its table already says."""
    for aside in (" (cá nhân)", " (tập thể)", " (hộ gia đình)"):
        name = name.removesuffix(aside)
    return name


@register.filter
def get(container: Any, key: Any) -> Any:
    """An element by a key that is itself a variable; nothing where there is none."""
    try:
        return container[key]
    except (KeyError, IndexError, TypeError):
        return ""


@register.filter
def same(left: object, right: object) -> bool:
    return left == right


# ---- pieces ---------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    return draw_icon(name, size)


@register.simple_tag
def verdict(value: Verdict) -> SafeString:
    """A verdict of law: icon, word, border and colour. Nothing else may look like it."""
    css = value.css
    if css not in _VERDICT_ICONS:
        return format_html('<span class="muted">{}</span>', value.label)
    return format_html('<span class="v v-{}">{}{}</span>', css, draw_icon(_VERDICT_ICONS[css]), value.label)


@register.simple_tag
def verdict_named(css: str) -> SafeString:
    """The verdict of that name, for headings and legends."""
    return verdict(_BY_CSS[css])


@register.filter
def by_verdict(counts: Counts) -> list[tuple[str, str, int]]:
    """The four answers in their order: class, word, count."""
    numbers = (counts.met, counts.unsure, counts.held, counts.unmet)
    return [(v.css, v.label, n) for v, n in zip(ASSESSED, numbers, strict=True)]


@register.simple_tag
def source(verified: str) -> SafeString:
    """How the text of a law was verified; stands beside every article."""
    name, words = _SOURCES[verified]
    return format_html('<span class="src src-{}">{}{}</span>', verified, draw_icon(name), words)


@register.simple_tag
def source_late(verified_to: date | None) -> SafeString:
    """Said when the law is applied past the day up to which its text was verified."""
    since = f" sau {verified_to:%d/%m/%Y}" if verified_to else ""
    return format_html(
        '<span class="src src-late">{}Chưa kiểm chứng{}</span>', draw_icon("alert-triangle"), since
    )


@register.simple_tag
def verdict_bar(counts: Sequence[int]) -> SafeString:
    return charts.verdict_bar(counts)


@register.simple_tag
def share_bar(part: int, whole: int, need: Fraction | None = None, label: str = "") -> SafeString:
    return charts.share_bar(part, whole, need, label=label)


@register.simple_tag
def quota_bar(count: int, limit: int, label: str = "") -> SafeString:
    return charts.quota_bar(count, limit, label=label)


@register.simple_tag
def timeline(career: Career, small: bool = False) -> SafeString:
    return charts.timeline(career, width=charts.SMALL if small else charts.WIDE)


@register.simple_tag
def selection_flow(counts: Mapping[str, int], quota: int) -> SafeString:
    return charts.selection_flow(counts, quota)


@register.simple_tag
def pace_small(line: Line) -> SafeString:
    """A target's months in the cell of a list."""
    return charts.pace_small(
        line.plan,
        line.months,
        None if line.act else line.pace.projected,
        end=figure_words(line.course.value),
        label=f"{line.target}: {line.pace.why}",
    )


@register.simple_tag
def pace_large(line: Line) -> SafeString:
    """A target's months on its own page; the table beside it says the same."""
    projected = None if line.act else line.pace.projected
    figures = {*line.plan.values(), *line.months.values(), *([] if projected is None else [projected])}
    return charts.pace_large(
        line.plan,
        line.months,
        projected,
        words={figure: figure_words(figure) for figure in figures},
        label=f"{line.target}: {line.pace.why}",
    )


@register.filter
def heat(percent: int) -> str:
    """The class that colours a share of the heat map."""
    return f"h{charts.heat_bin(percent)}"


@register.filter
def distance(points: int) -> str:
    """The class that colours a share by its distance from the whole force's."""
    return f"h{charts.distance_bin(points)}"


@register.simple_tag
def agency() -> str:
    """The agency's name, as it stands above papers: the top of the unit tree, in capitals."""
    top = (
        Unit.objects.filter(parent=None, valid_to=None).order_by("pk").values_list("name", flat=True).first()
    )
    return (top or "Vinh Danh").upper()


@register.simple_tag
def demo_line() -> str:
    return " · Dữ liệu mẫu, không có người thật" if settings.VINHDANH_DEMO else ""


@register.inclusion_tag("web/menu.html", takes_context=True)
def main_menu(context: dict[str, Any]) -> dict[str, Any]:
    return {"groups": menu(context["request"])}


@register.inclusion_tag("web/history.html", takes_context=True)
def history(context: dict[str, Any], ref: str) -> dict[str, Any]:
    """A panel with the last acts upon a record, for whoever sees it; nothing where there are none."""
    actor = context["request"].user
    entries = record_history(actor, ref) if isinstance(actor, Account) else None
    shown = list(entries[:SHOWN_ACTS]) if entries is not None else []
    return {"entries": shown, "ref": ref, "count": entries.count() if entries is not None and shown else 0}


@register.inclusion_tag("web/intervention.html", takes_context=True)
def intervention_banner(context: dict[str, Any]) -> dict[str, Any]:
    """What every page says while an administrator acts in the records, with the way out."""
    request = context["request"]
    actor = getattr(request, "user", None)
    mode = intervention_of(actor) if isinstance(actor, Account) else None
    return {"mode": mode, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("web/sort.html", takes_context=True)
def sort(context: dict[str, Any], key: str, title: str) -> dict[str, Any]:
    """A column heading that sorts the list by ``key``; a second press turns the order round.

    The list's context holds ``order``: the key in force, with a minus when it goes down.
    """
    order = str(context.get("order", ""))
    down = order == f"-{key}"
    query = context["request"].GET.copy()
    query["xep"] = f"-{key}" if order == key else key
    for place in ("trang", "moc"):  # another order begins anew
        query.pop(place, None)
    return {"title": title, "here": order.lstrip("-") == key, "down": down, "query": query.urlencode()}
