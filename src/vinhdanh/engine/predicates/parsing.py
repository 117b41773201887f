"""From the YAML of a ``criterion`` block to a ``Criterion``.

The vocabulary is closed: an unknown word is answered with the nearest known one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from vinhdanh.engine.facts import DisciplineForm, Level, Merit, WorkKind, WorkScope
from vinhdanh.engine.predicates.careers import (
    HonourCount,
    Rating,
    RatingCount,
    RatingRun,
    Span,
    SpanHonours,
    SpanRatings,
    TitleRun,
    Works,
)
from vinhdanh.engine.predicates.criteria import Criterion, Group, Leaf, Place
from vinhdanh.engine.predicates.persons import (
    Claim,
    Finding,
    Leaving,
    Meets,
    PostTime,
    Service,
    Undisciplined,
)
from vinhdanh.engine.predicates.units import MemberCount, MembersDisciplined, MemberShare

LEVEL_WORDS = {level.name.lower(): level for level in Level}
SCOPE_WORDS = {scope.name.lower(): scope for scope in WorkScope}
FORM_WORDS = {form.name.lower(): form for form in DisciplineForm}
KIND_WORDS = {kind.value: kind for kind in WorkKind}


class ParseError(ValueError):
    """A criterion that says something outside the vocabulary; ``token`` is the offending word."""

    def __init__(self, message: str, token: str = "") -> None:
        super().__init__(message)
        self.token = token


@dataclass
class Scope:
    """What the parser needs to know about the rule that a criterion belongs to."""

    honour: str
    without: frozenset[Merit]  # the rule is for công trạng: đột xuất and chuyên đề do not support it
    names: Mapping[str, str]  # honour code -> Vietnamese name
    readings: Mapping[str, Any] = field(default_factory=dict)
    place: Place = field(default_factory=Place)

    def honours(self, value: Any) -> tuple[str, ...]:
        """One honour code or a list of them, all known to the catalogue."""
        codes = tuple(value) if isinstance(value, list) else (str(value),)
        for code in codes:
            known(code, self.names, "danh hiệu hoặc hình thức")
        return codes

    def named(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.names[code] for code in codes)


def known(word: Any, words: Mapping[str, Any], what: str) -> Any:
    """Look a word up in a closed list.

    Raises:
        ParseError: with the nearest known word.
    """
    if word in words:
        return words[word]
    near = get_close_matches(str(word), [str(w) for w in words], n=1, cutoff=0.5)
    hint = f"; có phải {near[0]!r}?" if near else f"; các từ được dùng: {', '.join(map(str, words))}"
    raise ParseError(f"không có {what} {word!r}{hint}", str(word))


class Arguments:
    """The mapping behind one predicate; complains about what is missing or left over."""

    def __init__(self, predicate: str, value: Any) -> None:
        if not isinstance(value, Mapping):
            raise ParseError(f"{predicate} cần các trường trong ngoặc {{…}}, đọc được {value!r}", predicate)
        self.predicate = predicate
        self.rest = dict(value)

    def take(self, key: str, *default: Any) -> Any:
        if key in self.rest:
            return self.rest.pop(key)
        if default:
            return default[0]
        raise ParseError(f"{self.predicate} thiếu trường {key!r}", self.predicate)

    def whole(self, key: str, *default: Any, least: int = 1) -> Any:
        value = self.take(key, *default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ParseError(f"{self.predicate}.{key} cần số nguyên từ {least}, đọc được {value!r}", key)
        return value

    def done(self, allowed: tuple[str, ...]) -> None:
        for key in self.rest:
            known(key, dict.fromkeys(allowed), f"trường của {self.predicate}")
        if self.rest:
            raise ParseError(
                f"{self.predicate} không dùng trường {next(iter(self.rest))!r} ở đây", next(iter(self.rest))
            )


def parse_months(value: Any) -> int:
    """«25 years», «6 months» or a number of years, in months."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 12
    number, _, unit = str(value).partition(" ")
    per = {"year": 12, "years": 12, "month": 1, "months": 1}.get(unit.strip())
    if not number.isdigit() or per is None:
        raise ParseError(f"thời gian viết '25 years' hoặc '6 months', đọc được {value!r}", str(value))
    return int(number) * per


def parse_share(value: Any) -> Fraction:
    """«70%», «2/3» or a whole number of percent, as an exact fraction."""
    text = str(value).strip()
    try:
        share = Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ParseError(f"tỷ lệ viết '70%' hoặc '2/3', đọc được {value!r}", text) from error
    if not 0 <= share <= 1:
        raise ParseError(f"tỷ lệ phải từ 0% đến 100%, đọc được {value!r}", text)
    return share


def within_years(arguments: Arguments) -> int | None:
    """The ``within: {years: n}`` of a predicate, None where absent."""
    within = arguments.take("within", None)
    if within is None:
        return None
    inner = Arguments(f"{arguments.predicate}.within", within)
    years: int = inner.whole("years")
    inner.done(("years",))
    return years


def since_honours(arguments: Arguments, scope: Scope) -> tuple[str, ...]:
    since = arguments.take("since", None)
    if since is None:
        return ()
    inner = Arguments(f"{arguments.predicate}.since", since)
    codes = scope.honours(inner.take("honour"))
    inner.done(("honour",))
    return codes


def level_of(value: Any) -> Level:
    found: Level = known(value, LEVEL_WORDS, "mức xếp loại")
    return found


def parse_rating(a: Arguments, s: Scope) -> Leaf:
    return Rating(level=level_of(a.take("at_least")), place=s.place)


def parse_rating_run(a: Arguments, s: Scope) -> Leaf:
    return RatingRun(
        level=level_of(a.take("at_least")),
        years=a.whole("years"),
        since=since_honours(a, s),
        without=s.without,
        place=s.place,
    )


def parse_title_run(a: Arguments, s: Scope) -> Leaf:
    codes = s.honours(a.take("title"))
    or_rating = a.take("or_rating", None)
    return TitleRun(
        honours=codes,
        names=s.named(codes),
        times=a.whole("times"),
        or_level=None if or_rating is None else level_of(or_rating),
        without=s.without,
        ending_before=s.readings.get("ending") == "year_before",
        place=s.place,
    )


def parse_holds(a: Arguments, s: Scope) -> Leaf:
    codes = s.honours(a.take("honour"))
    return HonourCount(honours=codes, names=s.named(codes), times=1, without=s.without, place=s.place)


def parse_never_held(a: Arguments, s: Scope) -> Leaf:
    codes = s.honours(a.take("honour"))
    return HonourCount(honours=codes, names=s.named(codes), times=0, never=True, place=s.place)


def parse_honour_count(a: Arguments, s: Scope) -> Leaf:
    codes = s.honours(a.take("honour"))
    return HonourCount(
        honours=codes,
        names=s.named(codes),
        times=a.whole("times"),
        within=within_years(a),
        since=since_honours(a, s),
        without=s.without,
        place=s.place,
    )


def parse_rating_count(a: Arguments, s: Scope) -> Leaf:
    return RatingCount(
        level=level_of(a.take("at_least")), times=a.whole("times"), within=within_years(a), place=s.place
    )


def parse_span(a: Arguments, s: Scope) -> Criterion:
    since = since_honours(a, s)
    span = Span(
        level=level_of(a.take("rating")),
        years=a.whole("years"),
        since=since,
        since_names=s.named(since),
        without=s.without,
        place=s.place,
    )
    parts: list[Criterion] = [span]
    for item in a.take("with", []):
        inside = Arguments("span.with", item)
        if "honour_count" in inside.rest:
            counted = Arguments("honour_count", inside.take("honour_count"))
            codes = s.honours(counted.take("honour"))
            parts.append(
                SpanHonours(
                    span=span,
                    honours=codes,
                    names=s.named(codes),
                    times=counted.whole("times"),
                    place=s.place,
                )
            )
        else:
            counted = Arguments("rating_count", inside.take("rating_count"))
            parts.append(
                SpanRatings(
                    span=span,
                    level=level_of(counted.take("at_least")),
                    times=counted.whole("times"),
                    place=s.place,
                )
            )
        counted.done(("honour", "times", "at_least"))
        inside.done(("honour_count", "rating_count"))
    return Group(mode="all", items=tuple(parts), place=s.place) if len(parts) > 1 else span


def parse_work(a: Arguments, s: Scope) -> Leaf:
    kinds = frozenset(known(k, KIND_WORDS, "loại sáng kiến, đề tài") for k in a.take("kinds"))
    return Works(
        kinds=kinds,
        scope=known(a.take("scope"), SCOPE_WORDS, "phạm vi"),
        times=a.whole("count", 1),
        within=within_years(a),
        for_honour=s.honour,
        place=s.place,
    )


def time_limits(a: Arguments) -> dict[str, int | None]:
    """Lower and upper limit in months; ``women_less`` cuts both for women, rounded up."""
    asked = a.take("at_least")
    under = a.take("under", None)
    share = 1 - parse_share(a.take("women_less", "0%"))

    def for_women(months: int) -> int:
        reduced = months * share
        return -(-reduced.numerator // reduced.denominator)

    if isinstance(asked, Mapping):
        male, female = parse_months(asked["male"]), parse_months(asked["female"])
    else:
        male = female = parse_months(asked)
    limit = None if under is None else parse_months(under)
    return {
        "male": male,
        "female": for_women(female),
        "under": limit,
        "under_female": None if limit is None else for_women(limit),
    }


def parse_service(a: Arguments, s: Scope) -> Leaf:
    return Service(**time_limits(a), place=s.place)  # type: ignore[arg-type]


def parse_post_time(a: Arguments, s: Scope) -> Leaf:
    return PostTime(grades=tuple(a.take("grades")), **time_limits(a), place=s.place)  # type: ignore[arg-type]


def parse_leaving(a: Arguments, s: Scope) -> Leaf:
    return Leaving(place=s.place)


def parse_undisciplined(a: Arguments, s: Scope) -> Leaf:
    form = known(a.take("at_least"), FORM_WORDS, "hình thức kỷ luật")
    return Undisciplined(form=form, years=within_years(a), place=s.place)


def parse_finding(a: Arguments, s: Scope, kind: type[Finding] = Finding) -> Leaf:
    figure = a.take("figure", None)
    limit, unit = None, ""
    if figure is not None:
        inner = Arguments(f"{a.predicate}.figure", figure)
        limit, unit = inner.whole("at_least"), str(inner.take("unit", ""))
        inner.done(("at_least", "unit"))
    return kind(
        about=str(a.take("about")),
        ask=str(a.take("ask")),
        by=str(a.take("by", "")),
        figure=limit,
        figure_unit=unit,
        place=s.place,
    )


def parse_claim(a: Arguments, s: Scope) -> Leaf:
    return parse_finding(a, s, Claim)


def member_terms(a: Arguments, s: Scope) -> dict[str, Any]:
    of = Arguments(f"{a.predicate}.of", a.take("of"))
    if "rating" in of.rest:
        value = of.take("rating")
        level = value["at_least"] if isinstance(value, Mapping) else value
        terms: dict[str, Any] = {"of": "rating", "level": level_of(level)}
    else:
        codes = s.honours(of.take("title"))
        terms = {"of": "title", "honours": codes, "names": s.named(codes), "without": s.without}
    of.done(("rating", "title"))
    return {**terms, "place": s.place}


def parse_member_share(a: Arguments, s: Scope) -> Leaf:
    terms = member_terms(a, s)
    more_than = "more_than" in a.rest
    share = parse_share(a.take("more_than" if more_than else "at_least"))
    denominator = s.readings.get("denominator", "assessed_members")
    return MemberShare(share=share, more_than=more_than, denominator=denominator, **terms)


def parse_member_count(a: Arguments, s: Scope) -> Leaf:
    terms = member_terms(a, s)
    return MemberCount(times=a.whole("at_least"), **terms)


def parse_members_disciplined(a: Arguments, s: Scope) -> Leaf:
    form = known(a.take("at_least"), FORM_WORDS, "hình thức kỷ luật")
    return MembersDisciplined(form=form, at_most=a.whole("at_most", least=0), place=s.place)


PREDICATES: dict[str, tuple[Callable[[Arguments, Scope], Criterion], tuple[str, ...]]] = {
    "rating": (parse_rating, ("at_least",)),
    "rating_run": (parse_rating_run, ("at_least", "years", "since")),
    "title_run": (parse_title_run, ("title", "times", "or_rating")),
    "holds": (parse_holds, ("honour",)),
    "never_held": (parse_never_held, ("honour",)),
    "honour_count": (parse_honour_count, ("honour", "times", "within", "since")),
    "rating_count": (parse_rating_count, ("at_least", "times", "within")),
    "span": (parse_span, ("rating", "years", "since", "with")),
    "work": (parse_work, ("kinds", "scope", "count", "within")),
    "service": (parse_service, ("at_least", "under")),
    "post_time": (parse_post_time, ("grades", "at_least", "under", "women_less")),
    "leaving": (parse_leaving, ()),
    "undisciplined": (parse_undisciplined, ("at_least", "within")),
    "finding": (parse_finding, ("about", "ask", "by", "figure")),
    "claim": (parse_claim, ("about", "ask", "by", "figure")),
    "member_share": (parse_member_share, ("of", "at_least", "more_than")),
    "member_count": (parse_member_count, ("of", "at_least")),
    "members_disciplined": (parse_members_disciplined, ("at_least", "at_most")),
}


def parse_criterion(data: Any, scope: Scope) -> Criterion:
    """One item of a ``criterion`` block.

    Raises:
        ParseError: naming the word that is outside the vocabulary and the nearest known one.
    """
    if not isinstance(data, Mapping):
        raise ParseError(f"tiêu chí cần dạng 'tên: {{…}}', đọc được {data!r}", str(data))
    item = dict(data)
    clause, label = item.pop("clause", None), str(item.pop("label", ""))
    if clause:
        base = scope.place.clause
        scope = replace(scope, place=replace(scope.place, clause=f"{clause} {base}".strip()))
    if len(item) != 1:
        raise ParseError(
            f"mỗi tiêu chí một tên, đọc được {sorted(map(str, item))}", str(next(iter(item), ""))
        )
    name, value = next(iter(item.items()))
    if name in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ParseError(f"{name} cần một danh sách tiêu chí", str(name))
        items = tuple(parse_criterion(v, scope) for v in value)
        return Group(mode=name, items=items, place=scope.place, label=label)
    if name == "meets":
        codes = scope.honours(value if isinstance(value, list) else [value])
        return Meets(
            honours=codes, names=scope.named(codes), without=scope.without, place=scope.place, label=label
        )
    parse, allowed = known(name, PREDICATES | {"meets": None, "all": None, "any": None}, "tiêu chí")
    arguments = Arguments(str(name), value or {})
    criterion: Criterion = parse(arguments, scope)
    arguments.done(allowed)
    return replace(criterion, label=label) if label else criterion
