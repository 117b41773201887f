"""Where a stamp finds room on a PDF that anybody may have made: under a line of its text."""

from __future__ import annotations

from unicodedata import normalize

from vinhdanh.documents.pages import Pages, UnreadablePdf
from vinhdanh.documents.signing import Place, SigningError, stamps_on

WIDE = 66.0  # millimetres of a stamp
_GAP = 1.5  # between the line and the stamp
_EDGE = 5.0  # of the page, that stays free
_MILLIMETRE = 25.4 / 72  # of a point


def paper_texts(pdf: bytes) -> list[str]:
    """The text of each page.

    Raises:
        SigningError: the file can't be opened.
    """
    with _opened(pdf) as pages:
        return [pages.text(at) for at in range(pages.count)]


def below_line(pdf: bytes, words: str, *, high: float) -> Place:
    """The space right under the last place where these words stand, in the same letters, big or small.

    Args:
        high: of the stamp, in millimetres.

    Raises:
        SigningError: no such words, another stamp stands there, or no room is left on the page.
    """
    asked = " ".join(normalize("NFC", words).split())
    if not asked:
        raise SigningError("Ghi dòng chữ ở trên chỗ ký, ví dụ: PHÓ GIÁM ĐỐC, THƯ KÝ.")
    with _opened(pdf) as pages:
        for at in reversed(range(pages.count)):
            if (found := pages.last_box(at, asked)) is not None:
                break
        else:
            raise SigningError(
                f"Không thấy dòng chữ “{asked}” trong tệp: ghi đúng chữ hoa, chữ thường như trên giấy."
            )
    left, bottom, right, _ = (one * _MILLIMETRE for one in found)
    place = Place(at + 1, max((left + right - WIDE) / 2, _EDGE), bottom - _GAP - high, WIDE, high)
    if place.bottom < _EDGE:
        raise SigningError(f"Dưới dòng chữ “{asked}” không đủ chỗ cho chữ ký.")
    if any(_meet(place, one) for one in stamps_on(pdf)):
        raise SigningError(f"Dưới dòng chữ “{asked}” đã có chữ ký: ghi dòng chữ ở chỗ ký của đồng chí.")
    return place


def _meet(one: Place, other: Place) -> bool:
    return (
        one.page == other.page
        and one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.bottom < other.bottom + other.height
        and other.bottom < one.bottom + one.height
    )


def _opened(pdf: bytes) -> Pages:
    try:
        return Pages(pdf)
    except UnreadablePdf as error:
        raise SigningError("Tệp PDF hỏng, có mật khẩu hoặc đã khóa: không ký thêm được.") from error
