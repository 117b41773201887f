"""Addresses of the pages about the force, its people and units, and the law."""

from django.urls import path

from vinhdanh.eligibility.views import force, law, person_page, persons, reorganising, runs, unit_page, units

app_name = "eligibility"

urlpatterns = [
    path("du-dieu-kien/", force.heat_page, name="heat"),
    path("du-dieu-kien/ty-le.xlsx", force.heat_file, name="heat-file"),
    path("du-dieu-kien/danh-sach.xlsx", force.list_file, name="list-file"),
    path("can-bo/", persons.person_list, name="persons"),
    path("can-bo/danh-sach.xlsx", persons.person_file, name="person-file"),
    path("can-bo/<str:number>/", person_page.person, name="person"),
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/danh-sach.xlsx", units.unit_file, name="unit-file"),
    path("don-vi/<str:code>/", unit_page.unit, name="unit"),
    path("sap-xep/<str:code>/<str:act>/", reorganising.reorganise, name="reorganise"),
    path("luat/", law.texts_page, name="law"),
    path("luat/so-sanh/", law.compare, name="compare"),
    path("luat/muc-do-kiem-chung/", law.known, name="known"),
    path("luat/<str:instrument>/<str:slug>/", law.article, name="article"),
    path("lan-xet/", runs.run_list, name="runs"),
    path("lan-xet/chay/", runs.start, name="run-start"),
    path("lan-xet/<int:pk>/", runs.run, name="run"),
    path("lan-xet/<int:pk>/chon/", runs.choose, name="run-choose"),
]
