"""Addresses of the pages about the force, its people and units, and the law."""

from django.urls import path

from vinhdanh.eligibility.views import (
    conclusions,
    discipline,
    force,
    holds,
    law,
    persons,
    runs,
    units,
    works,
)

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
    path("ky-luat/", discipline.discipline_list, name="disciplines"),
    path("ky-luat/danh-sach.xlsx", discipline.discipline_file, name="discipline-file"),
    path("ky-luat/ghi/", discipline.discipline_new, name="discipline-new"),
    path("ky-luat/<int:pk>/", discipline.discipline, name="discipline"),
    path("tam-hoan/", holds.hold_list, name="holds"),
    path("tam-hoan/danh-sach.xlsx", holds.hold_file, name="hold-file"),
    path("tam-hoan/ghi/", holds.hold_new, name="hold-new"),
    path("tam-hoan/<int:pk>/", holds.hold, name="hold"),
    path("sang-kien/", works.work_list, name="works"),
    path("sang-kien/danh-sach.xlsx", works.work_file, name="work-file"),
    path("sang-kien/ghi/", works.work_new, name="work-new"),
    path("sang-kien/<int:pk>/", works.work, name="work"),
    path("sang-kien/<int:pk>/sua/", works.work_change, name="work-change"),
    path("ket-luan/", conclusions.finding_list, name="findings"),
    path("ket-luan/danh-sach.xlsx", conclusions.finding_file, name="finding-file"),
    path("ket-luan/con-thieu/", conclusions.missing_list, name="missing"),
    path("ket-luan/con-thieu.xlsx", conclusions.missing_file, name="missing-file"),
    path("ket-luan/ghi/", conclusions.finding_new, name="finding-new"),
    path("ket-luan/<int:pk>/", conclusions.finding, name="finding"),
    path("luat/", law.texts_page, name="law"),
    path("luat/so-sanh/", law.compare, name="compare"),
    path("luat/muc-do-kiem-chung/", law.known, name="known"),
    path("luat/<str:instrument>/<str:slug>/", law.article, name="article"),
    path("lan-xet/", runs.run_list, name="runs"),
    path("lan-xet/chay/", runs.start, name="run-start"),
    path("lan-xet/<int:pk>/", runs.run, name="run"),
    path("lan-xet/<int:pk>/chon/", runs.choose, name="run-choose"),
]
