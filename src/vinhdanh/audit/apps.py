"""The journal as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vinhdanh.audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        from vinhdanh.audit.states import draw_only_what_changes

        draw_only_what_changes()
