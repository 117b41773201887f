"""The journal as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vinhdanh.audit"
    verbose_name = "Nhật ký"
