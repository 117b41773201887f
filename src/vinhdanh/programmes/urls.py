"""Addresses of the pages about training and recruitment."""

from django.urls import URLPattern

app_name = "programmes"

urlpatterns: list[URLPattern] = []
