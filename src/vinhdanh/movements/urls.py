"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern

app_name = "movements"

urlpatterns: list[URLPattern] = []
