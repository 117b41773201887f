"""An office's own words at the end of its papers, put into the paper itself: PDF and Word have them alike."""

from __future__ import annotations

from dataclasses import replace

from vinhdanh.documents.paper import Block, Paper, Paragraph, Signature, Signatures, Words
from vinhdanh.people.models import PaperWording, Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.pieces import HEAD
from vinhdanh.people.papers.templates import form_labels_for, labelled

FIELDS = ("closing", "sent_to", "signing")
_END = "./."
_UNNAMED = (HEAD.upper(),)


def shaped(unit: Unit, kind: PaperKind, paper: Paper) -> Paper:
    """The paper as the unit issues it: with the number of its form and the words of its own."""
    return worded(labelled(kind, paper, form_labels_for(unit)), wording_of(unit, kind))


def wording_of(unit: Unit, kind: PaperKind) -> PaperWording:
    """The words that the unit's papers of a kind end with; each its own, else the nearest superior's.

    The row is not one of the table.
    """
    rows = PaperWording.objects.filter(unit__code__in=[*unit.codes_above, unit.code], kind=kind.code)
    found = PaperWording(unit=unit, kind=kind.code)
    for row in sorted(rows.select_related("unit"), key=lambda row: row.unit.depth):
        for name in FIELDS:
            setattr(found, name, getattr(row, name) or getattr(found, name))
    return found


def worded(paper: Paper, wording: PaperWording) -> Paper:
    """The paper with these words. A decision's last article and recipients are those of its own draft."""
    paper = replace(
        paper,
        signature=paper.signature and _signed(paper.signature, wording),
        signatures=paper.signatures and _all_signed(paper.signatures, wording),
    )
    if paper.enacting:
        return paper
    own = wording.recipients
    if own:
        first = tuple(one for one in paper.sent_to[:1] if one.startswith("Như "))
        last = paper.sent_to[-1:] if not any(one.startswith("Lưu") for one in own) else ()
        own = (*first, *(one for one in own if one not in first), *last)
    body = _closed(paper.body, wording.closing) if wording.closing else paper.body
    return replace(paper, body=body, sent_to=own or paper.sent_to)


def _closed(body: tuple[Block, ...], closing: str) -> tuple[Block, ...]:
    """The closing in place of the sentence that ended the paper; else before those who sign in the body."""
    sentence = Paragraph(closing.rstrip(" ./") + _END)
    for at in range(len(body) - 1, -1, -1):
        block = body[at]
        if isinstance(block, Paragraph) and _text(block.words).endswith(_END):
            return (*body[:at], sentence, *body[at + 1 :])
    at = len(body) - 1 if body and isinstance(body[-1], Signatures) else len(body)
    return (*body[:at], sentence, *body[at:])


def _signed(signature: Signature, wording: PaperWording) -> Signature:
    own = wording.signing_lines
    return replace(signature, lines=own) if own and signature.lines == _UNNAMED else signature


def _all_signed(signatures: Signatures, wording: PaperWording) -> Signatures:
    return replace(signatures, signers=tuple(_signed(one, wording) for one in signatures.signers))


def _text(words: Words) -> str:
    parts = (words,) if isinstance(words, str) else words
    return "".join(one if isinstance(one, str) else one.text for one in parts)
