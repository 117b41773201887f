"""The room as a Django app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "vinhdanh.dossiers"
    verbose_name = "Xét tặng"
