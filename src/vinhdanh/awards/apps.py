"""The register of honours as a Django app."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "vinhdanh.awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from vinhdanh.awards import renaming  # noqa: F401  (connects its receivers)
