"""The empty workbook of a list: headings, drop-downs and a sheet on how to fill it in."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from vinhdanh.exchange.lists.kinds import ListColumn, ListSource

HEADER_ROW = 2  # counted from 0: title, advice, header
FILLED_ROWS = 1000  # how far down formats and drop-downs reach
_INK, _GREY, _HEAD, _LINE = "#1B2330", "#5D6675", "#ECEEEC", "#C5C9CC"
_YES = ("x",)


def form_file(source: ListSource) -> bytes:
    """The empty form of a list, with what each column accepts."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        lists = book.add_worksheet("_Danh mục")
        lists.hide()
        base = {"font_name": "Times New Roman", "font_size": 11, "font_color": _INK}
        head = {
            **base,
            "bold": True,
            "bg_color": _HEAD,
            "border": 1,
            "border_color": _LINE,
            "text_wrap": True,
        }
        plain, needed = (
            book.add_format(head),
            book.add_format({**head, "bottom": 2, "bottom_color": "#8E1B1F"}),
        )
        text = book.add_format({**base, "num_format": "@"})
        sheet.write_string(0, 0, source.title, book.add_format({**base, "bold": True, "font_size": 15}))
        sheet.write_string(
            1,
            0,
            "Mỗi người một dòng. Cột gạch chân đỏ phải có. Ngày ghi dd/mm/yyyy; ô có danh sách thì chọn; "
            "ô đánh dấu thì ghi x. Không đổi dòng tiêu đề.",
            book.add_format({**base, "font_color": _GREY, "font_size": 10}),
        )
        for at, column in enumerate(source.columns()):
            sheet.set_column(at, at, _width(column), text)
            sheet.write_string(HEADER_ROW, at, column.heading, needed if column.required else plain)
            options = _YES if column.flag else tuple(words for _, words in column.choices)
            if options:
                lists.write_column(0, at, options)
                letter = xlsxwriter.utility.xl_col_to_name(at)
                sheet.data_validation(
                    HEADER_ROW + 1,
                    at,
                    HEADER_ROW + FILLED_ROWS,
                    at,
                    {
                        "validate": "list",
                        "source": f"='_Danh mục'!${letter}$1:${letter}${len(options)}",
                        "error_title": column.heading[:32],
                        "error_message": "Chọn trong danh sách.",
                    },
                )
        sheet.set_row(HEADER_ROW, 32)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
    return buffer.getvalue()


def _width(column: ListColumn) -> int:
    longest = max((len(words) for _, words in column.choices), default=0)
    wide = column.field in ("name", "team", "family", "health_note", "studied", "place")
    return max(longest + 2, 28 if wide else 14)
