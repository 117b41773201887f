"""What the templates of signatures ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django import template

from vinhdanh.documents.validating import Chain, Changed, SignatureReport
from vinhdanh.documents.wording import CHAIN_WORDS, CHANGED_WORDS

register = template.Library()


@dataclass(frozen=True, slots=True)
class Said:
    """The whole of a report in one sentence; ``tone`` is ok, warn or err."""

    tone: str
    icon: str
    words: str


@register.filter
def said_of(one: SignatureReport) -> Said:
    """What a signature is worth, in one sentence."""
    if one.problem:
        return Said("err", "alert-triangle", one.problem)
    if not one.intact:
        return Said("err", "x", "Không còn nguyên vẹn: nội dung đã ký bị sửa, hoặc chữ ký bị sửa.")
    if one.stamp_broken:
        return Said("err", "x", "Dấu thời gian không phải của chữ ký này.")
    if one.changed in (Changed.OTHER, Changed.FILLED):
        return Said("err", "x", f"Chữ ký đúng, nhưng {CHANGED_WORDS[one.changed].lower()}.")
    if one.chain is Chain.TRUSTED:
        return Said("ok", "check", "Nguyên vẹn, chứng thư số tin cậy.")
    tone = "err" if one.chain in (Chain.REVOKED, Chain.WEAK, Chain.BROKEN) else "warn"
    return Said(tone, "alert-triangle", f"Nguyên vẹn, nhưng chứng thư số {CHAIN_WORDS[one.chain]}.")


@register.filter
def chain_words(one: SignatureReport) -> str:
    """What the certificate is worth."""
    words = CHAIN_WORDS[one.chain]
    return words[:1].upper() + words[1:]


@register.filter
def changed_words(one: SignatureReport) -> str:
    """What was done after the signature."""
    return "Toàn bộ tệp, đến byte cuối" if one.whole else CHANGED_WORDS[one.changed]


@register.filter
def run_out(one: SignatureReport) -> bool:
    """Whether the certificate has run out by now."""
    return one.ends is not None and one.ends < datetime.now(UTC)


@register.filter
def digits(fingerprint: str) -> str:
    """A fingerprint in groups of four, as people compare it."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
