"""Roles, actions and permission answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from django.db import models

from vinhdanh.audit.types import Capacity, register_verbs

if TYPE_CHECKING:
    from vinhdanh.access.models import Account

WHOLE_AGENCY = ""  # a role's unit code when it isn't bound to one unit
NOWHERE = "//"  # the path of a record that lies in no unit: only who has the whole agency reaches it


class Role(models.TextChoices):
    """What an account may be, each on one unit and everything below it."""

    OFFICER = "officer", "Cán bộ"
    UNIT_CLERK = "unit_clerk", "Cán bộ tổng hợp"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    REVIEWING_DEPARTMENT = "reviewing_department", "Cơ quan thẩm định"
    STANDING_BODY = "standing_body", "Thường trực Hội đồng thi đua, khen thưởng"
    COUNCIL_SECRETARY = "council_secretary", "Thư ký Hội đồng"
    COUNCIL_MEMBER = "council_member", "Thành viên Hội đồng"
    SIGNING_AUTHORITY = "signing_authority", "Người có thẩm quyền quyết định"
    INSPECTOR = "inspector", "Thanh tra"  # reads everything, the journal too, and writes nothing
    ADMINISTRATOR = "administrator", "Quản trị viên"


class Action(models.TextChoices):
    """What a role may do within its part of the unit tree."""

    VIEW = "view", "xem hồ sơ"
    EDIT = "edit", "ghi hồ sơ"
    CONCLUDE = "conclude", "ghi kết luận"
    GRANT = "grant", "ghi khen thưởng"
    IMPORT = "import", "nạp dữ liệu từ tệp"
    JUDGE = "judge", "chạy xét điều kiện"
    REQUEST_TRANSFER = "request_transfer", "đề nghị điều động, biệt phái"
    ANSWER_TRANSFER = "answer_transfer", "tiếp nhận người điều động, biệt phái"
    DELEGATE = "delegate", "ủy quyền vai trò của mình"
    MANAGE_ACCOUNTS = "manage_accounts", "quản lý tài khoản"
    READ_JOURNAL = "read_journal", "đọc nhật ký"
    INTERVENE = "intervene", "mở chế độ can thiệp dữ liệu"
    PROPOSE = "propose", "lập đề nghị khen thưởng"
    SUBMIT = "submit", "trình đề nghị khen thưởng"
    APPRAISE = "appraise", "cho ý kiến thẩm định"
    RUN_ROUND = "run_round", "điều hành đợt xét tặng"
    CONVENE = "convene", "điều hành Hội đồng"
    VOTE = "vote", "bỏ phiếu ở Hội đồng"
    ISSUE = "issue", "soạn, cấp số quyết định"
    SIGN = "sign", "ký quyết định khen thưởng"
    RECRUIT = "recruit", "tuyển chọn công dân"  # files with health and family data: no other right opens them


class WriteArea(models.TextChoices):
    """What a key of the API may be given to write; reading needs none."""

    READINGS = "readings", "Số liệu tháng của chỉ tiêu"
    TRAINING = "training", "Điểm danh, kết quả tập huấn"
    PROPOSALS = "proposals", "Đề nghị khen thưởng (bản nháp)"
    RECORDS = "records", "Hồ sơ cán bộ"
    RATINGS = "ratings", "Xếp loại hằng năm"
    WORKS = "works", "Sáng kiến, đề tài"


class TokenState(models.TextChoices):
    """What a key of the API is today."""

    LIVE = "live", "Đang dùng"
    EXPIRED = "expired", "Đã hết hạn"
    REVOKED = "revoked", "Đã thu hồi"


class TokenRefusal(models.TextChoices):
    """Why a key of the API opens nothing, with the way out."""

    UNKNOWN = (
        "unknown",
        "Khóa API không đúng. Chép lại cả khóa, từ vd_ đến hết; mất khóa thì lập khóa mới ở trang Tài khoản.",
    )
    EXPIRED = "expired", "Khóa API đã hết hạn. Người giữ tài khoản lập khóa mới ở trang Tài khoản."
    REVOKED = "revoked", "Khóa API đã bị thu hồi. Hỏi người giữ tài khoản, hoặc lập khóa mới."
    CLOSED = (
        "closed",
        "Tài khoản của khóa này đã khóa hoặc đang chờ đổi mật khẩu. Liên hệ quản trị viên.",
    )
    TOO_MANY_CALLS = "too_many_calls", "Khóa này gọi quá số lần cho phép trong một phút. Đợi rồi gọi lại."
    TOO_MANY_WRONG = "too_many_wrong", "Địa chỉ này gửi sai khóa quá nhiều lần. Đợi 15 phút rồi gọi lại."


# What each action is, for the page on permissions and for who gives roles.
COVERS: Mapping[Action, str] = {
    Action.VIEW: "Xem hồ sơ cán bộ, đơn vị, khen thưởng và kết quả xét; lịch sử sửa đổi của từng hồ sơ",
    Action.EDIT: "Lập và sửa hồ sơ cán bộ, hộ gia đình, chức vụ, cấp bậc hàm, xếp loại, sáng kiến; "
    "ghi, kết thúc, hủy bỏ kỷ luật; tạm hoãn và thôi tạm hoãn; ghi bảng phân loại tháng, chốt xếp loại năm; "
    "lập, đổi tên, sáp nhập, chia tách, chuyển đơn vị (cần quyền ở đơn vị cấp trên của nó); "
    "lập kế hoạch, mở lớp tập huấn, triệu tập, điểm danh, ghi kết quả; giữ sổ lực lượng cơ sở; "
    "soạn phong trào, chỉ tiêu, đăng ký thi đua, giao ước; ghi số liệu, điểm cụm khối, đề xuất biểu dương, "
    "lịch; "
    "ghi hội nghị, chỉ đạo, kết luận; nhận, báo cáo, giao tiếp việc giao cho đơn vị mình",
    Action.CONCLUDE: "Ghi kết luận ở những điểm luật để cho người có thẩm quyền kết luận; mở, chốt, mở lại "
    "kỳ phân loại; ghi bảng phân loại của đơn vị; "
    "phát động, sơ kết, tổng kết phong trào; đăng ký, chốt chỉ tiêu; gửi, tiếp nhận đăng ký thi đua; "
    "ký giao ước; gửi, chốt điểm cụm khối; trả lời đề xuất, ghi Sổ vàng; "
    "xác nhận, trả lại, gia hạn, hủy việc mà đơn vị mình giao; lập, tải, xóa gói dữ liệu của đơn vị",
    Action.GRANT: "Ghi lượt khen thưởng; hủy bỏ, tước, phục hồi; xóa dòng ghi nhầm",
    Action.IMPORT: "Nạp dữ liệu từ tệp bảng tính",
    Action.JUDGE: "Chạy xét điều kiện cho cả lực lượng hoặc một đơn vị",
    Action.REQUEST_TRANSFER: "Đề nghị điều động, biệt phái người của đơn vị mình; rút đề nghị; "
    "kết thúc biệt phái",
    Action.ANSWER_TRANSFER: "Nhận hoặc không nhận người được điều động, biệt phái về đơn vị mình",
    Action.DELEGATE: "Ủy quyền chính vai trò đó cho người khác, có thời hạn, có giấy; thu hồi bất cứ lúc nào",
    Action.MANAGE_ACCOUNTS: "Lập, khóa, mở lại tài khoản; đặt lại mật khẩu; kết thúc phiên đăng nhập; "
    "giao và thôi vai trò "
    "(không giao cho chính mình)",
    Action.READ_JOURNAL: "Đọc toàn bộ nhật ký",
    Action.INTERVENE: "Mở chế độ can thiệp dữ liệu: có lý do, tự hết giờ, mọi việc được đánh dấu "
    "trong nhật ký",
    Action.PROPOSE: "Lập, sửa, xếp thứ tự đề nghị và hồ sơ khen thưởng; ghi bình xét; loại khỏi danh sách, "
    "có lý do",
    Action.SUBMIT: "Trình hồ sơ của đơn vị mình, trình lại hồ sơ bị trả, rút đề nghị",
    Action.APPRAISE: "Cho ý kiến thẩm định về nội dung mà đợt xét tặng giao cho cơ quan mình",
    Action.RUN_ROUND: "Lập, mở, kết thúc đợt xét tặng; yêu cầu sửa, trả lại, hoãn, xét tiếp, không chọn, "
    "hạ danh hiệu; niêm yết; chuyển Hội đồng",
    Action.CONVENE: "Lập Hội đồng, phiên họp; điểm danh; mở, đóng hòm phiếu; lập biên bản",
    Action.VOTE: "Bỏ phiếu kín ở phiên họp mà mình là thành viên",
    Action.ISSUE: "Soạn tờ trình, quyết định; giữ số; ghi kết quả cấp trên; quỹ khen thưởng, hiện vật; "
    "đầu giấy, mẫu Word, số mẫu của giấy tờ",
    Action.SIGN: "Ký quyết định khen thưởng, tờ trình lên cấp trên; không chọn, có lý do",
    Action.RECRUIT: "Lập, xem, xuất, xóa hồ sơ công dân đăng ký thực hiện nghĩa vụ tham gia Công an nhân "
    "dân; ghi từng bước, buổi tuyên truyền, số liệu tổng hợp của xã, phường mình; mở, kết thúc đợt và ghi "
    "chỉ tiêu (cần quyền ở toàn cơ quan)",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """One role of an account, on the unit with that code and everything below it."""

    role: Role
    unit_code: str = WHOLE_AGENCY
    # Held on behalf of somebody else: never further than that person's own reach.
    within: str = WHOLE_AGENCY
    capacity: Capacity | None = None
    in_data: bool = False  # an administrator's, while he acts in the data

    def covers(self, path: str) -> bool:
        """Whether a unit lies in the scope. ``path`` holds the codes from the root down: ``/CAT/PX01/``."""
        return all(code == WHOLE_AGENCY or f"/{code}/" in path for code in (self.unit_code, self.within))


@dataclass(frozen=True, slots=True)
class Allowed:
    by: Scope | None = None  # the role that gives the right; one's own comes before a borrowed one

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """A refusal, with the sentence that the person reads."""

    reason: str
    # He doesn't even see the record: a page answers "not found", so that nothing is given away.
    out_of_sight: bool = False

    def __bool__(self) -> Literal[False]:
        return False


Answer = Allowed | Denied


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs a command on the server itself: holds the database anyway, so may do everything."""

    full_name: str = "Người vận hành (dòng lệnh)"
    username: str = ""

    @property
    def capacity(self) -> None:
        """The operator acts in nobody else's name."""


@dataclass(frozen=True, slots=True)
class Acting:
    """An account with the capacity in which one act is done, as ``policies.admit`` found it."""

    full_name: str  # both names when it is done for somebody else
    username: str
    capacity: Capacity | None = None


class Placed(Protocol):
    """A unit, as far as this room needs it: accounts stand below units."""

    @property
    def code(self) -> str: ...

    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The name and the password belong together."""

    account: Account

    def __bool__(self) -> Literal[True]:
        return True


DEMO_UNLISTED = "uyvien"  # names of demo accounts that only fill the council begin so: they are not offered
DEMO_PASSWORD = "vinhdanh-demo"  # public: accounts that have it sign in only while the demo runs


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What the sign-in page shows of an account with a public password."""

    username: str
    password: str
    full_name: str
    roles_text: str
    scope_text: str


register_verbs(
    "access",
    {
        "account_created": "Lập tài khoản",
        "account_closed": "Khóa tài khoản",
        "password_changed": "Đổi mật khẩu",
        "password_reset": "Đặt lại mật khẩu",
        "role_given": "Giao vai trò",
        "role_ended": "Thôi vai trò",
        "role_followed": "Chuyển vai trò theo đơn vị đổi tên",
        "role_delegated": "Ủy quyền",
        "account_reopened": "Mở lại tài khoản",
        "sessions_closed": "Kết thúc phiên đăng nhập",
        "delegation_revoked": "Thu hồi ủy quyền",
        "intervention_opened": "Mở chế độ can thiệp dữ liệu",
        "intervention_closed": "Đóng chế độ can thiệp dữ liệu",
        "signed_in": "Đăng nhập",
        "signed_out": "Đăng xuất",
        "session_ended": "Phiên đăng nhập hết hạn",
        "sign_in_failed": "Đăng nhập sai",
        "locked_out": "Tạm khóa đăng nhập",
        "token_made": "Lập khóa API",
        "token_revoked": "Thu hồi khóa API",
    },
)
