"""The room as a Django app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "vinhdanh.decisions"
    verbose_name = "Quyết định"
