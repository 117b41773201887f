"""Addresses of the pages about the force, its people and units, and the law."""

from django.urls import path

from vinhdanh.eligibility.views import force, law, near, persons, resting, runs, units

app_name = "eligibility"

urlpatterns = [
    path("du-dieu-kien/", force.heat_page, name="heat"),
    path("du-dieu-kien/ty-le.xlsx", force.heat_file, name="heat-file"),
    path("du-dieu-kien/danh-sach.xlsx", force.list_file, name="list-file"),
    path("can-bo/", persons.person_list, name="persons"),
    path("can-bo/danh-sach.xlsx", persons.person_file, name="person-file"),
    path("can-bo/<str:number>/", persons.person, name="person"),
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/<str:code>/", units.unit, name="unit"),
    path("luat/", law.texts_page, name="law"),
    path("luat/so-sanh/", law.compare, name="compare"),
    path("luat/muc-do-kiem-chung/", law.known, name="known"),
    path("luat/<str:instrument>/<str:slug>/", law.article, name="article"),
    path("lan-xet/", runs.run_list, name="runs"),
    path("lan-xet/chay/", runs.start, name="run-start"),
    path("lan-xet/<int:pk>/", runs.run, name="run"),
    path("lan-xet/<int:pk>/chon/", runs.choose, name="run-choose"),
    path("lan-xet/<int:pk>/kiem/", runs.check, name="run-check"),
    path("lan-xet/<int:pk>/thay-doi.xlsx", runs.change_file, name="run-changes-file"),
    path("lan-xet/dot/", runs.open_round, name="round"),
    path("sap-du/", near.soon, name="soon"),
    path("sap-du/danh-sach.xlsx", near.soon_file, name="soon-file"),
    path("sap-du/mot-buoc/", near.one_step, name="one-step"),
    path("sap-du/mot-buoc/danh-sach.xlsx", near.one_step_file, name="one-step-file"),
    path("sap-du/van-ban-khac/", near.otherwise, name="otherwise"),
    path("sap-du/van-ban-khac/danh-sach.xlsx", near.otherwise_file, name="otherwise-file"),
    path("luot-khen/<int:pk>/dua-vao/", resting.resting, name="resting"),
    path("luot-khen/<int:pk>/dua-vao.xlsx", resting.resting_file, name="resting-file"),
]
