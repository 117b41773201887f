"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import movements

app_name = "movements"

urlpatterns: list[URLPattern] = [
    path("phong-trao/", movements.movement_list, name="movements"),
    path("phong-trao/danh-sach.xlsx", movements.movement_file, name="movement-file"),
    path("phong-trao/moi/", movements.add, name="add"),
    path("phong-trao/<int:pk>/", movements.movement, name="movement"),
    path("phong-trao/<int:pk>/sua/", movements.change, name="change"),
    path("phong-trao/<int:pk>/truc/", movements.axes, name="axes"),
    path("phong-trao/<int:pk>/bo/", movements.drop, name="drop"),
    path("phong-trao/<int:pk>/phat-dong/", movements.launch, name="launch"),
    path("phong-trao/<int:pk>/huong-ung/", movements.answer, name="answer"),
    path("phong-trao/<int:pk>/gia-han/", movements.extend, name="extend"),
    path("phong-trao/<int:pk>/so-ket/", movements.review, name="review"),
    path("phong-trao/<int:pk>/gan/", movements.link, name="link"),
    path("phong-trao/<int:pk>/gan/<int:link>/bo/", movements.unlink, name="unlink"),
]
