"""Training and recruitment as a Django app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "vinhdanh.programmes"
    verbose_name = "Tập huấn, tuyển chọn"
