"""The tags that a Word template may name, and what a paper puts in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vinhdanh.documents.paper import Paper, Signature
from vinhdanh.documents.words import day_line, printable

# What stands in a paragraph of its own and is replaced by paragraphs, tables and pictures.
RICH: Mapping[str, str] = {
    "noi_dung": "Toàn bộ nội dung: đoạn, bảng, danh sách. Đứng một mình trong một đoạn; chữ lấy phông, cỡ, "
    "giãn dòng của đoạn đó",
    "nhieu_nguoi_ky": "Nhiều người ký cạnh nhau (biên bản, giao ước). Đứng một mình trong một đoạn",
    "ma_kiem_tra": "Mã để kiểm tra giấy. Đứng một mình trong một đoạn",
    "phu_luc": "Mọi phụ lục, danh sách kèm theo, mỗi phụ lục một trang mới. Đứng một mình ở đoạn cuối cùng",
}
# Lists: one line each, to be gone through with {%p for dong in … %}.
LISTS: Mapping[str, str] = {
    "kinh_gui": "Từng nơi sau chữ “Kính gửi”; nhiều nơi thì có sẵn gạch đầu dòng",
    "can_cu": "Từng căn cứ, có sẵn dấu chấm phẩy và dấu chấm cuối",
    "chuc_vu_ky": "Từng dòng trên chữ ký: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC",
    "noi_nhan": "Từng nơi nhận, có sẵn gạch đầu dòng và dấu cuối dòng",
}
TEXTS: Mapping[str, str] = {
    "co_quan_chu_quan": "Tên cơ quan chủ quản",
    "co_quan": "Tên cơ quan ban hành",
    "quoc_hieu": "Dòng Quốc hiệu",
    "tieu_ngu": "Dòng Tiêu ngữ",
    "mau_so": "Số của mẫu (Mẫu số …), trống nếu không ghi",
    "do_mat": "Dấu chỉ độ mật, trống nếu không có",
    "dong_so": "Cả dòng “Số: …”, trống ở giấy không có số",
    "so": "Số và ký hiệu",
    "dia_danh": "Địa danh",
    "ngay": "Ngày … tháng … năm …",
    "dia_danh_ngay": "Cả dòng địa danh, ngày tháng năm",
    "ten_loai": "Tên loại, chữ hoa; trống ở công văn",
    "trich_yeu": "Trích yếu",
    "ghi_chu": "Dòng trong ngoặc dưới tên giấy",
    "tham_quyen": "Dòng người quyết định, đứng trên các căn cứ",
    "dong_quyet_dinh": "Dòng “QUYẾT ĐỊNH:”",
    "ghi_chu_ky": "Dòng nghiêng dưới chức vụ: (Ký, ghi rõ họ tên)",
    "dau_ky": "Chữ ở chỗ ký: (Đã ký)",
    "nguoi_ky": "Họ và tên người ký",
}
TAGS: Mapping[str, str] = {**TEXTS, **LISTS, **RICH}

# A letter of the private area on each side: ``printable`` takes it out of every text, so none can hold it.
_SIDE = "\ue000"


def marker(tag: str) -> str:
    """What a rich tag leaves in the text until its blocks are put there."""
    return f"{_SIDE}{tag}{_SIDE}"


def values(paper: Paper) -> dict[str, object]:
    """What each tag stands for in this paper; the paper's own fields besides, which hide none of the tags."""
    head, signer = paper.letterhead, paper.signature or Signature(())
    day = day_line(paper.dated)
    texts = {
        "co_quan_chu_quan": head.parent,
        "co_quan": head.issuer,
        "quoc_hieu": head.nation,
        "tieu_ngu": head.motto,
        "mau_so": paper.form_label,
        "do_mat": paper.secrecy,
        "dong_so": "" if paper.number is None else f"Số: {paper.number}",
        "so": paper.number or "",
        "dia_danh": head.place,
        "ngay": day,
        "dia_danh_ngay": f"{head.place}, {day}" if head.place else day,
        "ten_loai": paper.kind,
        "trich_yeu": paper.about,
        "ghi_chu": paper.note,
        "tham_quyen": paper.issuer_line,
        "dong_quyet_dinh": paper.enacting,
        "ghi_chu_ky": signer.note,
        "dau_ky": signer.mark,
        "nguoi_ky": signer.name,
    }
    if not paper.placed:
        texts |= {"dia_danh_ngay": ""}
    to = paper.addressed_to
    lists = {
        "kinh_gui": to if len(to) == 1 else _ended(to, "- "),
        "can_cu": _ended(paper.grounds),
        "chuc_vu_ky": signer.lines,
        "noi_nhan": _ended(paper.sent_to, "- "),
    }
    return {
        **{name: _shown(value) for name, value in paper.fields.items()},
        **{name: printable(text) for name, text in texts.items()},
        **{name: [printable(one) for one in lines] for name, lines in lists.items()},
        **{name: marker(name) for name in RICH},
    }


def _ended(lines: Sequence[str], mark: str = "") -> list[str]:
    """Lines with ";" after each and "." after the last."""
    last = len(lines) - 1
    return [f"{mark}{one}{'.' if at == last else ';'}" for at, one in enumerate(lines)]


def _shown(value: str | Sequence[Mapping[str, str]]) -> object:
    if isinstance(value, str):
        return printable(value)
    return [{name: printable(text) for name, text in row.items()} for row in value]
