from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "vinhdanh.web"
    verbose_name = "Giao diện"
