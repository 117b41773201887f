"""Units and people as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "vinhdanh.people"
    verbose_name = "Đơn vị và cán bộ"
