"""Public pages as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "vinhdanh.reports"
    verbose_name = "Xác thực công khai"
