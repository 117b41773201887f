"""The emulation year as a Django app."""

from django.apps import AppConfig


class MovementsConfig(AppConfig):
    name = "vinhdanh.movements"
    verbose_name = "Phong trào thi đua"
