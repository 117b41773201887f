"""Files in and out as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "vinhdanh.exchange"
    verbose_name = "Nhập, xuất dữ liệu"

    def ready(self) -> None:
        from vinhdanh.exchange import types  # noqa: F401  (declares the verbs of the journal)
