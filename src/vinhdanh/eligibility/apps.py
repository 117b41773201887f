from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "vinhdanh.eligibility"
    verbose_name = "Xét điều kiện"
