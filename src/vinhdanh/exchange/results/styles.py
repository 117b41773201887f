"""The cell styles of a result workbook, in the colours of the verdicts."""

from __future__ import annotations

from enum import IntEnum


class Style(IntEnum):
    """What a cell is; the number is its place in the style sheet."""

    PLAIN = 0
    TITLE = 1
    NOTE = 2
    HEAD = 3
    CLAUSE = 4
    TEXT = 5
    WRAPPED = 6
    NUMBER = 7
    MET = 8
    UNSURE = 9
    HELD = 10
    UNMET = 11
    NO_RULE = 12
    WARNING = 13


_FONTS = {  # name -> attributes
    "plain": '<sz val="11"/><color rgb="FF1B2330"/>',
    "title": '<b/><sz val="15"/><color rgb="FF1B2330"/>',
    "bold": '<b/><sz val="11"/><color rgb="FF1B2330"/>',
    "grey": '<sz val="10"/><color rgb="FF5D6675"/>',
    "gold": '<i/><sz val="9"/><color rgb="FF76570F"/>',
    "met": '<sz val="11"/><color rgb="FF14613F"/>',
    "unsure": '<sz val="11"/><color rgb="FF754600"/>',
    "held": '<sz val="11"/><color rgb="FF47368A"/>',
    "unmet": '<sz val="11"/><color rgb="FF3D4553"/>',
    "warning": '<b/><sz val="10"/><color rgb="FFA8350F"/>',
}
_FILLS = {  # the first two are fixed by the format
    "none": '<patternFill patternType="none"/>',
    "gray125": '<patternFill patternType="gray125"/>',
    **{
        name: f'<patternFill patternType="solid"><fgColor rgb="FF{rgb}"/></patternFill>'
        for name, rgb in {"head": "ECEEEC", "met": "E5F3EA", "unsure": "FFF3D6", "held": "EDEAF8"}.items()
    },
}
_LINED = 1
_TOP = 'vertical="top"'
_WRAP = 'vertical="top" wrapText="1"'

# font, fill, lined, alignment
_XFS: dict[Style, tuple[str, str, int, str]] = {
    Style.PLAIN: ("plain", "none", 0, ""),
    Style.TITLE: ("title", "none", 0, ""),
    Style.NOTE: ("grey", "none", 0, ""),
    Style.HEAD: ("bold", "head", _LINED, _WRAP),
    Style.CLAUSE: ("gold", "none", 0, _WRAP),
    Style.TEXT: ("plain", "none", _LINED, _TOP),
    Style.WRAPPED: ("plain", "none", _LINED, _WRAP),
    Style.NUMBER: ("plain", "none", _LINED, _TOP),
    Style.MET: ("met", "met", _LINED, _TOP),
    Style.UNSURE: ("unsure", "unsure", _LINED, _TOP),
    Style.HELD: ("held", "held", _LINED, _TOP),
    Style.UNMET: ("unmet", "none", _LINED, _TOP),
    Style.NO_RULE: ("grey", "none", _LINED, _TOP),
    Style.WARNING: ("warning", "none", 0, ""),
}
_THOUSANDS = 3  # the format's built-in «#,##0»: the separator is the reader's own


def _styles_xml() -> str:
    fonts, fills = list(_FONTS), list(_FILLS)
    face = '<name val="Times New Roman"/><family val="1"/>'
    line = '<color rgb="FFC5C9CC"/>'
    edges = "".join(f'<{side} style="thin">{line}</{side}>' for side in ("left", "right", "top", "bottom"))
    xfs = []
    for style in Style:
        font, fill, lined, alignment = _XFS[style]
        number = _THOUSANDS if style is Style.NUMBER else 0
        aligned = f' applyAlignment="1"><alignment {alignment}/></xf>' if alignment else "/>"
        xfs.append(
            f'<xf numFmtId="{number}" fontId="{fonts.index(font)}" fillId="{fills.index(fill)}" '
            f'borderId="{lined}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            + aligned
        )
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<fonts count="{len(fonts)}">'
        + "".join(f"<font>{body}{face}</font>" for body in _FONTS.values())
        + f'</fonts><fills count="{len(fills)}">'
        + "".join(f"<fill>{body}</fill>" for body in _FILLS.values())
        + '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{edges}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(xfs)}">{"".join(xfs)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


STYLES_XML = _styles_xml()
