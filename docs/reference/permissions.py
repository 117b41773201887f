"""Writes docs/reference/permissions.md: which role may do what, from the policies themselves.

python docs/reference/permissions.py        (a test fails while the page is out of date)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vinhdanh.access.types import Role

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NOTE = "<!-- Trang này do docs/reference/permissions.py viết ra; đừng sửa tay. -->"

ABOUT = """\
Mỗi tài khoản được giao một hay nhiều **vai trò**, mỗi vai trò ở một đơn vị và mọi đơn vị bên dưới, có
ngày bắt đầu và ngày kết thúc. Việc gì không có trong bảng thì không ai làm được. Lời từ chối luôn là một
câu nói rõ vì sao và quyền ấy thuộc ai; hồ sơ ngoài phạm vi của mình thì trang trả lời “không tìm
thấy”.""".splitlines()

RULES = """\
## Những điều không có trong bảng

- **Hồ sơ của chính mình** ai cũng xem được, kể cả khi không có vai trò nào; không ai tự ghi hồ sơ, tự kết
  luận, tự ghi khen thưởng, tự đề nghị hay tự tiếp nhận điều động cho mình.
- **Người đề nghị điều động không tự tiếp nhận**: phải do người khác ở đơn vị đến trả lời.
- **Biệt phái**: trong thời gian biệt phái, đơn vị nhận xem được hồ sơ; ghi hồ sơ vẫn là việc của đơn vị cũ.
- **Ủy quyền** (TUQ.): thủ trưởng hoặc người có thẩm quyền quyết định ủy quyền chính vai trò của mình, từ
  ngày đến ngày, có giấy, ở đơn vị mình hoặc một đơn vị bên dưới; không dài hơn, không rộng hơn vai trò của
  người ủy quyền; không ủy quyền lại; không giao cho quản trị viên hay thanh tra. Mọi việc làm theo ủy quyền
  ghi tên cả hai người. Không ai dùng ủy quyền để quyết định về chính người đã ủy quyền.
- **Can thiệp dữ liệu**: quản trị viên chỉ vào hồ sơ sau khi ghi lý do, trong thời gian có hạn, tự hết; khi
  đó các vai trò khác của người ấy tạm nghỉ; mọi việc đều mang dấu của lần can thiệp trong nhật ký. Can
  thiệp không gồm kết luận và khen thưởng.
- **Giao vai trò**: không ai tự giao vai trò cho mình. Quản trị viên và thanh tra không kiêm vai trò ghi hồ
  sơ (`vinhdanh doctor` chỉ ra nếu có).
- **Cây đơn vị**: lập, đổi tên, sáp nhập, chia tách, chuyển một đơn vị cần quyền ghi hồ sơ ở đơn vị cấp trên
  của nó.
- **Hồ sơ công dân tuyển chọn** (sức khỏe, gia đình): chỉ ai có quyền tuyển chọn công dân ở xã, phường đó mới
  biết là có hồ sơ; mọi vai trò khác, kể cả thanh tra và quản trị viên khi can thiệp, chỉ thấy số liệu. Phúc
  tra, loại trả, bù đổi cần quyền ở toàn cơ quan. Nhật ký không giữ nội dung hồ sơ.
- **Lịch sử của một hồ sơ**: ai xem được hồ sơ thì xem được lịch sử của hồ sơ đó.""".splitlines()


ADDRESSES = """\
## Trang và vai trò

Bảng này lấy từ chính bảng mà phép thử `tests/web/test_access.py` hỏi từng trang: thêm một trang mà không
thêm dòng thì phép thử hỏng. Tài khoản của đơn vị giữ vai trò ở PX01; cán bộ là số hiệu 318-472 của PX01.

`x` xem được, `→` được dẫn sang trang khác, `·` không tìm thấy (ngoài phạm vi), `–` từ chối kèm lý do, `ghi`
chỉ nhận biểu mẫu gửi lên, `khóa` chỉ mở bằng khóa API, `chưa` giấy chưa in được và nói vì sao, `hết
hạn` chỉ mở bằng mã đang chiếu trên lớp, không cần tài khoản.""".splitlines()
ANSWERS = {200: "x", 401: "khóa", 302: "→", 403: "–", 404: "·", 405: "ghi", 409: "chưa", 410: "hết hạn"}
WHO = {
    "standing": "Thường trực",
    "council": "Thành viên Hội đồng",
    "inspector": "Thanh tra",
    "clerk": "Tổng hợp PX01",
    "head": "Thủ trưởng PX01",
    "officer": "Cán bộ",
    "admin": "Quản trị viên",
    "nobody": "Chưa có vai trò",
}


def addresses() -> Iterator[str]:
    """The table of every address × role, the same that the test asks."""
    from tests.web.addresses import ROLES, TABLE

    yield f"| địa chỉ | {' | '.join(WHO[role] for role in ROLES)} |"
    yield f"|---|{':-:|' * len(ROLES)}"
    for rows in TABLE.values():
        for address, expected in rows:
            shown = address.replace("{", "‹").replace("}", "›").replace("|", "\\|")
            yield f"| `{shown}` | {' | '.join(ANSWERS[expected[role]] for role in ROLES)} |"


def page() -> str:
    """The whole page."""
    from vinhdanh.access.types import COVERS, Action, Role

    return "\n".join(
        [
            "# Quyền của từng vai trò",
            "",
            NOTE,
            "",
            *ABOUT,
            "",
            "## Việc và vai trò",
            "",
            "`x` được làm trong phạm vi của mình, `·` không, `m` chỉ trong chế độ can thiệp dữ liệu.",
            "",
            f"| vai trò | {' | '.join(action.label for action in Action)} |",
            f"|---|{':-:|' * len(Action)}",
            *(f"| {role.label} | {' | '.join(marks(role))} |" for role in Role),
            "",
            "Mỗi việc gồm:",
            "",
            *(f"- **{action.label}**: {COVERS[action][0].lower()}{COVERS[action][1:]}." for action in Action),
            "",
            "## Câu trả lời khi không được",
            "",
            "| việc | câu trả lời |",
            "|---|---|",
            *refusals(),
            "",
            *ADDRESSES,
            "",
            *addresses(),
            "",
            *RULES,
            "",
        ]
    )


def marks(role: Role) -> Iterator[str]:
    """One cell for each action."""
    from vinhdanh.access.policies import decide
    from vinhdanh.access.types import Action, Role, Scope

    mode = Scope(role, in_data=role == Role.ADMINISTRATOR)
    for action in Action:
        yield "x" if decide([Scope(role)], action) else "m" if decide([mode], action) else "·"


def refusals() -> Iterator[str]:
    """What somebody without the right reads, action by action."""
    from vinhdanh.access.policies import decide
    from vinhdanh.access.types import Action, Denied

    for action in Action:
        answer = decide([], action)
        assert isinstance(answer, Denied)
        yield f"| {action.label} | {answer.reason} |"


if __name__ == "__main__":
    import django

    sys.path.insert(0, str(ROOT))  # the table of addresses is a test's
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")
    django.setup()
    (HERE / "permissions.md").write_text(page(), encoding="utf-8")
