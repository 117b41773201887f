"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import (
    compacts,
    movements,
    registration,
    registration_forms,
    registration_sheets,
)

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
    path("dang-ky/", registration.registrations, name="registrations"),
    path("dang-ky/danh-sach.xlsx", registration.registration_file, name="registration-file"),
    path("dang-ky/mo/", registration.open_call, name="registration-open"),
    path("dang-ky/tiep-nhan/", registration.accept_all, name="registration-accept"),
    path("dang-ky/cua-toi/", registration_sheets.mine, name="registration-mine"),
    path("dang-ky/ket-qua/", registration.results, name="registration-results"),
    path("dang-ky/ket-qua.xlsx", registration.result_file, name="registration-result-file"),
    path("dang-ky/<int:year>/<str:code>/", registration_sheets.sheet, name="registration-sheet"),
    path("dang-ky/<int:year>/<str:code>/goi-y/", registration_sheets.propose, name="registration-propose"),
    path("dang-ky/<int:year>/<str:code>/viec/", registration_sheets.act, name="registration-act"),
    path("dang-ky/<int:year>/<str:code>/bieu.xlsx", registration_forms.form, name="registration-form"),
    path("dang-ky/<int:year>/<str:code>/<str:key>/", registration_sheets.line, name="registration-line"),
    path("giao-uoc/", compacts.compacts, name="compacts"),
    path("giao-uoc/danh-sach.xlsx", compacts.compact_file, name="compact-file"),
    path("giao-uoc/moi/", compacts.add_compact, name="compact-add"),
    path("giao-uoc/<int:pk>/", compacts.compact, name="compact"),
    path("giao-uoc/<int:pk>/sua/", compacts.change_compact, name="compact-change"),
    path("giao-uoc/<int:pk>/viec/", compacts.compact_act, name="compact-act"),
    path("giao-uoc/<int:pk>/in/", compacts.paper, name="compact-paper"),
]
