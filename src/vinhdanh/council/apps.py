"""The room as a Django app."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "vinhdanh.council"
    verbose_name = "Hội đồng"
