"""One signed message over HTTP, to the address that was looked at, without following anything further."""

from __future__ import annotations

import hmac
import socket
import ssl
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.exchange.webhooks.addresses import Target, target_of
from vinhdanh.exchange.webhooks.models import WebhookDelivery
from vinhdanh.exchange.webhooks.types import TIMEOUT

SIGNATURE = "X-Vinhdanh-Signature"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``error`` is empty when the message was taken."""

    status: int | None
    error: str = ""


class _Plain(HTTPConnection):
    """Connects to the address that was looked at, whatever the name leads to by now."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT)
        self._ip = target.ip

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), TIMEOUT)


class _Secure(HTTPSConnection):
    """The same with TLS: the certificate must be the name's."""

    def __init__(self, target: Target) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=TIMEOUT, context=self._tls)
        self._ip = target.ip

    def connect(self) -> None:
        raw = socket.create_connection((self._ip, self.port), TIMEOUT)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)


def signature_of(secret: str, moment: int, body: bytes) -> str:
    """``t=…,v1=…``: HMAC-SHA256 over the moment, a point and the body."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={signed}"


def send(delivery: WebhookDelivery) -> Answer:
    """Send a message once. Whatever goes wrong is told, never raised."""
    subscription, body = delivery.subscription, delivery.payload.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "vinhdanh-webhook/1",
        "X-Vinhdanh-Event": delivery.event,
        "X-Vinhdanh-Delivery": str(delivery.uid),
        SIGNATURE: signature_of(subscription.signing_secret, int(timezone.now().timestamp()), body),
    }
    try:
        target = target_of(subscription.url)
    except ValidationError as error:
        return Answer(None, " ".join(error.messages))
    connection = _Secure(target) if target.tls else _Plain(target)
    try:
        connection.request("POST", target.path, body, headers)
        status = connection.getresponse().status
    except ssl.SSLError as error:
        return Answer(None, f"Chứng thư của máy nhận không dùng được: {error.reason}.")
    except TimeoutError:
        return Answer(None, f"Máy nhận không trả lời trong {TIMEOUT} giây.")
    except ConnectionRefusedError:
        return Answer(None, "Máy nhận từ chối kết nối: kiểm tra cổng và dịch vụ ở máy đó.")
    except OSError as error:
        return Answer(
            None, f"Không nối được máy nhận (lỗi mạng {error.errno}): kiểm tra đường mạng tới máy đó."
        )
    except HTTPException:
        return Answer(None, "Máy nhận ngắt giữa chừng hoặc trả lời không phải HTTP.")
    finally:
        connection.close()
    if 200 <= status < 300:
        return Answer(status)
    return Answer(status, f"Máy nhận trả lời {status}; cần 200 đến 299.")
