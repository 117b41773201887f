"""Which addresses may be told anything. The server must not be made to knock at its own doors."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

IP = IPv4Address | IPv6Address
# Where clouds answer with their own credentials; some lie in ranges that are private or shared.
METADATA = frozenset(ip_address(one) for one in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200"))
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the host's name for TLS, and the one address that was looked at."""

    tls: bool
    host: str
    port: int
    path: str
    ip: str


def target_of(url: str) -> Target:
    """Resolve an address and refuse the ones that must not be called.

    What is connected to later is the address found here, so that a name can't point elsewhere meanwhile.

    Raises:
        ValidationError: not https, no such host, or an address that is refused; it says why.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _refusal("Địa chỉ không đọc được: ghi dạng https://tên-máy-chủ/đường-dẫn.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise _refusal("Địa chỉ phải bắt đầu bằng https:// và có tên máy chủ.")
    if parts.username or parts.password:
        raise _refusal("Địa chỉ không được chứa tên, mật khẩu: nội dung đã được ký bằng khóa riêng.")
    port = port or PORTS[parts.scheme]
    found = _resolved(parts.hostname, port)
    for ip in found:
        _refuse_ip(ip, parts.scheme)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", parts.hostname, port, path, str(found[0]))


def _resolved(host: str, port: int) -> list[IP]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refusal(f"Không tìm thấy máy chủ {host}: kiểm tra tên, hoặc máy chủ tên miền.") from error
    return [_plain(ip_address(str(row[4][0]).partition("%")[0])) for row in rows]


def _plain(ip: IP) -> IP:
    """The IPv4 address that an IPv6 one wraps: both lead to the same machine."""
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip


def _refuse_ip(ip: IP, scheme: str) -> None:
    if ip in METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        raise _refusal(f"Không gửi tới {ip}: địa chỉ nội bộ của máy chủ, không phải nơi nhận thông báo.")
    if ip.is_global and scheme == "https":
        return
    if ip.is_global:
        raise _refusal("Chỉ gửi ra mạng ngoài bằng https://.")
    if not ip.is_private:
        raise _refusal(f"Không gửi tới {ip}: địa chỉ dành riêng.")
    if not settings.WEBHOOK_PRIVATE:
        raise _refusal(
            f"{ip} ở mạng nội bộ. Người vận hành cho phép bằng VINHDANH_WEBHOOK_PRIVATE=1 rồi lập lại."
        )


def _refusal(said: str) -> ValidationError:
    return ValidationError({"url": said})
