"""Reports and public pages as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "vinhdanh.reports"
    verbose_name = "Báo cáo, thống kê"
