"""A package as it arrived: whether it is one, is whole, is harmless, and says what its manifest says."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from vinhdanh.documents.credentials.encoding import Unreadable, read_json
from vinhdanh.exchange.packages import types
from vinhdanh.exchange.packages.columns import Row, Unfit, canonical, read_row
from vinhdanh.exchange.packages.folder import Tell, every_table
from vinhdanh.exchange.packages.sealing import NotSigned, read_signature
from vinhdanh.exchange.packages.summaries import Summary
from vinhdanh.exchange.packages.tables import Table, key_text

_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")
_BLOCK = 1 << 20
_READ_WHOLE = 5_000_000  # bytes of a manifest, of the sums' lines times a thousand files
_TOP = {types.DATA: ".jsonl", types.CSV: ".csv", types.SCHEMA: ".json"}
_SINGLE = (types.MANIFEST, types.CHECKSUMS, types.SIGNATURE)
NOT_A_ZIP = "Tệp không phải gói ZIP, hoặc bị cắt cụt khi chép. Tải lại từ nơi gửi, rồi gửi lại."


class NotAPackage(ValueError):
    """The file can't be taken in; ``problems``: sentences, each with file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a package."""

    number: int
    key: str
    content: str
    row: Row  # as JSON says it


@dataclass
class Opened:
    """A package whose container was found to be in order. Its records are checked by ``check``."""

    path: Path
    members: dict[str, ZipInfo]
    manifest: dict[str, Any]
    signature: str = "Gói không ký."
    problems: list[str] = field(default_factory=list)
    more: int = 0

    def tables(self) -> list[Table | Summary]:
        """The tables as the package has their columns."""
        return every_table(bool(self.manifest.get("personal")))

    def lines(self, table: Table | Summary) -> Iterator[Line]:
        """The records of a table that was checked."""
        with ZipFile(self.path) as package, package.open(f"{types.DATA}/{table.name}.jsonl") as raw:
            for number, text in enumerate(TextIOWrapper(raw, "utf-8", newline="\n"), 1):
                row = read_json(text)
                told = {column.name: row[column.name] for column in table.spec}
                yield Line(number, key_text(table.key, told), canonical(told), told)

    # ---- what is wrong with it ------------------------------------------------------------------

    def complain(self, sentence: str) -> None:
        """Note something wrong; after ``MOST_PROBLEMS`` only how many more."""
        if len(self.problems) < types.MOST_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.more += 1

    def check(self, tell: Tell) -> None:
        """Read every record: its encoding, its columns, its order, how many there are.

        Raises:
            NotAPackage: with all that is wrong.
        """
        told = {one.get("name"): one for one in self.manifest["tables"] if isinstance(one, dict)}
        tables = self.tables()
        for at, table in enumerate(tables):
            tell(f"Kiểm tra bảng {table.title.lower()}", at, len(tables))
            count = self._check_table(table)
            said = told.get(table.name, {}).get("records")
            if count is not None and count != said:
                self.complain(
                    f"{types.DATA}/{table.name}.jsonl có {count} bản ghi, {types.MANIFEST} ghi {said}. "
                    "Gói thiếu hoặc thừa dữ liệu: lập lại gói ở nơi gửi."
                )
        if self.problems:
            raise NotAPackage([*self.problems, *([f"… và {self.more} chỗ khác."] if self.more else [])])

    def _check_table(self, table: Table | Summary) -> int | None:
        name = f"{types.DATA}/{table.name}.jsonl"
        if name not in self.members:
            self.complain(f"Gói thiếu {name}.")
            return None
        before, number = "", 0
        with ZipFile(self.path) as package, package.open(name) as raw:
            while line := raw.readline(types.LONGEST_LINE + 1):
                number += 1
                place = f"{name} dòng {number}"
                if len(line) > types.LONGEST_LINE:
                    self.complain(f"{place} dài quá {types.LONGEST_LINE:,} byte: bỏ đọc tệp này.")
                    return None
                try:
                    before = self._check_line(table, line, before)
                except UnicodeDecodeError:
                    self.complain(f"{place}: không phải UTF-8. Gói bị lưu lại bằng bảng mã khác.")
                except Unreadable:
                    self.complain(f"{place}: không phải JSON đọc được, hoặc một cột ghi hai lần.")
                except Unfit as unfit:
                    self.complain(f"{place}: {unfit}.")
        return number

    def _check_line(self, table: Table | Summary, line: bytes, before: str) -> str:
        row = read_json(line.decode("utf-8"))
        read_row(table.spec, row)
        at = f"{key_text(table.key, row)}\t{canonical({c.name: row[c.name] for c in table.spec})}"
        if at < before:
            raise Unfit("đứng sai thứ tự khóa; các dòng của gói xếp theo khóa")
        return at


def open_package(path: Path, tell: Tell) -> Opened:
    """Open a file: names, sizes, manifest, sums and signature. No record is read yet.

    Raises:
        NotAPackage: it is no package, is damaged, or would do harm.
    """
    try:
        with ZipFile(path) as package:
            members = _members(package)
            manifest = _manifest(package, members)
            found = Opened(path, members, manifest)
            sums = _whole(package, members, types.CHECKSUMS)
            _check_sums(package, members, sums, tell)
            if types.SIGNATURE in members:
                found.signature = read_signature(_whole(package, members, types.SIGNATURE), sums)
    except NotSigned as error:
        raise NotAPackage([str(error)]) from error
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, OSError) as error:
        raise NotAPackage([NOT_A_ZIP]) from error
    return found


def _members(package: ZipFile) -> dict[str, ZipInfo]:
    """Every file by its name, none of which may lie elsewhere or be larger than it looks."""
    infos = package.infolist()
    if len(infos) > types.MOST_MEMBERS:
        raise NotAPackage([f"Gói có {len(infos)} tệp, nhiều nhất {types.MOST_MEMBERS}."])
    found: dict[str, ZipInfo] = {}
    problems = []
    for info in infos:
        if why := _harm(info):
            problems.append(f"“{info.filename[:120]}”: {why}.")
        elif info.filename in found:
            problems.append(f"“{info.filename[:120]}”: tên này có hai lần trong gói.")
        found[info.filename] = info
    total = sum(info.file_size for info in infos)
    if total > types.MOST_UNPACKED:
        problems.append(f"Gói giải nén ra {total:,} byte, nhiều nhất {types.MOST_UNPACKED:,}.")
    if problems:
        more = len(problems) - types.MOST_PROBLEMS
        tail = [f"… và {more} tệp khác."] if more > 0 else []
        raise NotAPackage([*problems[: types.MOST_PROBLEMS], *tail])
    return found


def _harm(info: ZipInfo) -> str:
    """Why a member can't be taken; empty when it can."""
    name = info.orig_filename
    parts = PurePosixPath(name).parts
    if "\\" in name or "\x00" in name or ":" in name or name.startswith("/") or ".." in parts:
        return "đường dẫn đi ra ngoài gói"
    if stat.S_ISLNK(info.external_attr >> 16) or info.is_dir():
        return "là thư mục hoặc liên kết, không phải tệp"
    if info.flag_bits & 1:
        return "đặt mật khẩu, không đọc được"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "nén bằng cách lạ, không đọc được"
    if info.file_size > types.SMALL and info.file_size > types.MOST_TIMES * max(info.compress_size, 1):
        return f"giải nén ra lớn gấp hơn {types.MOST_TIMES} lần, giống bom nén"
    expected = _TOP.get(parts[0]) if len(parts) == 2 else None
    known = name in _SINGLE or parts[0] == types.DOCUMENTS or (expected and name.endswith(expected))
    return "" if known else "gói dữ liệu không có tệp này"


def _whole(package: ZipFile, members: dict[str, ZipInfo], name: str) -> bytes:
    """The bytes of a small member."""
    if name not in members:
        raise NotAPackage([f"Gói thiếu {name}: không phải gói dữ liệu của Vinh Danh, hoặc bị bỏ bớt tệp."])
    limit = _READ_WHOLE * (10 if name == types.CHECKSUMS else 1)
    if members[name].file_size > limit:
        raise NotAPackage([f"{name} lớn {members[name].file_size:,} byte, nhiều nhất {limit:,}."])
    return package.read(name)


def _manifest(package: ZipFile, members: dict[str, ZipInfo]) -> dict[str, Any]:
    content = _whole(package, members, types.MANIFEST)
    try:
        manifest = read_json(content)
    except Unreadable as error:
        raise NotAPackage([f"{types.MANIFEST}: không phải JSON đọc được (UTF-8)."]) from error
    if not isinstance(manifest, dict) or manifest.get("format") != types.FORMAT:
        raise NotAPackage([f"{types.MANIFEST}: không phải gói dữ liệu của Vinh Danh."])
    version = manifest.get("version")
    if version != types.VERSION:
        said = (
            f"{types.MANIFEST}: gói phiên bản {str(version)[:20]}, bản Vinh Danh này đọc phiên bản "
            f"{types.VERSION}. Cập nhật phần mềm, hoặc xin gói lập ở phiên bản {types.VERSION}."
        )
        raise NotAPackage([said])
    tables, scope = manifest.get("tables"), manifest.get("scope")
    if not isinstance(tables, list) or not isinstance(scope, dict):
        raise NotAPackage([f"{types.MANIFEST}: thiếu phạm vi (scope) hoặc danh sách bảng (tables)."])
    return manifest


def _check_sums(package: ZipFile, members: dict[str, ZipInfo], sums: bytes, tell: Tell) -> None:
    """Every member is listed once, and is what was listed."""
    problems: list[str] = []
    listed: dict[str, str] = {}
    for number, line in enumerate(sums.decode("utf-8", "replace").splitlines(), 1):
        found = _SUM.fullmatch(line)
        if found is None or found[2] in listed:
            raise NotAPackage([f"{types.CHECKSUMS} dòng {number}: không đúng dạng, hoặc tệp ghi hai lần."])
        listed[found[2]] = found[1]
    expected = set(members) - {types.CHECKSUMS, types.SIGNATURE}
    problems += [
        f"Gói thiếu {name}, có trong {types.CHECKSUMS}." for name in sorted(listed.keys() - expected)
    ]
    problems += [f"{name} không có trong {types.CHECKSUMS}." for name in sorted(expected - listed.keys())]
    for at, name in enumerate(sorted(expected & listed.keys())):
        tell("Đối chiếu mã băm", at, len(listed))
        digest = sha256()
        with package.open(name) as member:
            while block := member.read(_BLOCK):
                digest.update(block)
        if digest.hexdigest() != listed[name]:
            problems.append(f"{name}: nội dung khác mã băm đã ghi. Tệp bị hỏng hoặc bị sửa.")
    if problems:
        raise NotAPackage(problems[: types.MOST_PROBLEMS])
