"""Căn cứ of a decision in the order of Nghị định 30/2020: powers, law, decree, circular, rules. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from vinhdanh.decisions.competence import clause_for
from vinhdanh.documents.words import day_line
from vinhdanh.engine import LawBook
from vinhdanh.engine.lawfiles import Instrument

# Ranks of texts by the first words of their names. Letters of guidance and drafts are no căn cứ.
_RANKS = ("Luật", "Pháp lệnh", "Nghị định", "Thông tư")
_BY_NAME = ("Luật", "Pháp lệnh")  # cited by name and day, without number


def rank_of(text: Instrument) -> int | None:
    """The rank of a text among căn cứ, the highest first; None for what is no căn cứ."""
    if text.kind != "national":
        return None
    return next((at for at, word in enumerate(_RANKS) if text.name.startswith(f"{word} ")), None)


def instruments_used(
    book: LawBook, honours: Iterable[str], lines: Iterable[str], level: str, force: str, day: date
) -> list[Instrument]:
    """The texts that a decision rests on, in force on its day, by rank and then by date.

    They give the power to decide, the criteria that were applied, the money; and what amends one of them.

    Args:
        honours: codes of the list; ``lines``: ids of the rule lines that its proposals were judged by.
        level, force: of the agency that decides.
    """
    wanted, judged_by = set(honours), set(lines)
    powers = (clause_for(book, honour, level, force, day) for honour in wanted)
    blocks = [block for block in powers if block is not None]
    blocks += [block for block in book.blocks("reward", day) if wanted & set(block.subjects_named)]
    blocks += book.blocks("reward_rules", day)
    used = {block.article.instrument.key: block.article.instrument for block in blocks}
    for rule in book.rules_on(day):
        if rule.id in judged_by or (not judged_by and rule.honour in wanted):
            text = rule.article.instrument
            used[text.key] = text
    for text in book.instruments.values():
        if any(_amends(text, other) for other in list(used.values())):
            used[text.key] = text
    found = [text for text in used.values() if text.applies_on(day) and rank_of(text) is not None]
    return sorted(found, key=lambda text: (rank_of(text), text.issued or text.in_force))


def _amends(text: Instrument, other: Instrument) -> bool:
    return text.key != other.key and "sửa đổi" in text.name.lower() and text.name.endswith(other.name)


def words_of(text: Instrument) -> str:
    """A căn cứ as papers write it: laws by name and day, decrees and circulars with number and issuer."""
    issued = f" {day_line(text.issued)}" if text.issued else ""
    if text.name.startswith(_BY_NAME):
        return f"Căn cứ {text.name}{issued}"
    kind = next(word for word in _RANKS if text.name.startswith(word))
    about = text.name.removeprefix(kind).strip()
    return f"Căn cứ {kind} số {text.number}{issued} của {text.issuer} {about}"


def named(text: Instrument) -> str:
    """A text inside a sentence: «Luật Thi đua, khen thưởng», «Nghị định số 152/2025/NĐ-CP»."""
    kind = next((word for word in _RANKS if text.name.startswith(f"{word} ")), "")
    return text.name if not kind or kind in _BY_NAME else f"{kind} số {text.number}"


def in_full(citation: str, text: Instrument) -> str:
    """A citation as papers write it: «khoản 1 Điều 27 Luật Thi đua, khen thưởng»."""
    return f"{citation.removesuffix(text.short).strip()} {named(text)}"


def basis_lines(
    texts: Sequence[Instrument],
    *,
    powers: str = "",
    rules: str = "",
    delegation: str = "",
    minutes: str = "",
    submission: str = "",
    standing_body: str = "",
) -> list[str]:
    """All căn cứ in their order.

    Args:
        powers, rules: the agency's own, one a line; ``delegation``: the paper that gives it more powers.
        minutes, submission: number and day of the council's minutes and of the standing body's tờ trình.
    """
    found = [*_rows(powers), *(words_of(text) for text in texts)]
    found += [*_rows(delegation), *_rows(rules)]
    if minutes:
        found.append(f"Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng {minutes}")
    if submission or standing_body:
        at = f" tại Tờ trình {submission}" if submission else ""
        found.append(f"Theo đề nghị của {standing_body or 'Thường trực Hội đồng Thi đua - Khen thưởng'}{at}")
    return found


def _rows(text: str) -> list[str]:
    rows = (row.strip().rstrip(";.") for row in text.splitlines())
    return [row if row.startswith(("Căn cứ", "Theo", "Xét")) else f"Căn cứ {row}" for row in rows if row]


def warnings(book: LawBook, lines: Iterable[str], day: date) -> list[str]:
    """What is wrong with căn cứ on a day: texts out of force, not yet in force, or without their day."""
    found = []
    for line in lines:
        for text in book.instruments.values():
            if not _cites(line, text):
                continue
            if text.out_of_force is not None and day >= text.out_of_force:
                said = f"{text.short} hết hiệu lực từ {text.out_of_force:%d/%m/%Y}"
                found.append(f"{said}, trước ngày ký {day:%d/%m/%Y}: thay căn cứ này.")
            elif day < text.in_force:
                found.append(f"{text.short} chưa có hiệu lực ngày {day:%d/%m/%Y}.")
            elif text.caveat:
                found.append(f"{text.caveat}: đối chiếu trước khi ký.")
            if text.issued is None and "ngày" not in line:
                found.append(f"{text.short}: bộ quy tắc chưa có ngày ban hành, ghi thêm vào căn cứ.")
    return found


def _cites(line: str, text: Instrument) -> bool:
    if text.name.startswith(_BY_NAME):
        return text.issued is not None and f"{text.name} {day_line(text.issued)}" in line
    return f"số {text.number}" in line
