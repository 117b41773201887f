"""The register of honours as a Django app."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "vinhdanh.awards"
    verbose_name = "Khen thưởng"
