"""Accounts and roles as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "vinhdanh.access"
    verbose_name = "Tài khoản và quyền"
