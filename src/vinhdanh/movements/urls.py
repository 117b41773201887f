"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import cluster_setup, cluster_sheets, clusters, movements

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
    path("cum-khoi/", clusters.cluster_list, name="clusters"),
    path("cum-khoi/danh-sach.xlsx", clusters.cluster_file, name="cluster-file"),
    path("cum-khoi/moi/", cluster_setup.add, name="cluster-add"),
    path("cum-khoi/<int:pk>/", clusters.cluster_year, name="cluster"),
    path("cum-khoi/<int:pk>/diem.xlsx", clusters.score_file, name="cluster-scores"),
    path("cum-khoi/<int:pk>/sua/", cluster_setup.change, name="cluster-change"),
    path("cum-khoi/<int:pk>/tieu-chi/", cluster_setup.criteria, name="cluster-criteria"),
    path("cum-khoi/<int:pk>/bo/", cluster_setup.drop, name="cluster-drop"),
    path("cum-khoi/<int:pk>/buoc/", clusters.step, name="cluster-step"),
    path("cum-khoi/<int:pk>/tong-ket/", clusters.close, name="cluster-close"),
    path("cum-khoi/<int:pk>/mo-lai/", clusters.reopen, name="cluster-reopen"),
    path("cum-khoi/<int:pk>/truong-pho/", clusters.officers, name="cluster-officers"),
    path("cum-khoi/<int:pk>/ban-giao/", clusters.hand_over, name="cluster-hand-over"),
    path("cum-khoi/<int:pk>/cham-cheo/", cluster_sheets.checkers, name="cluster-checkers"),
    path("cum-khoi/<int:pk>/phieu/", cluster_sheets.ballot, name="cluster-ballot"),
    path("cum-khoi/<int:pk>/diem/<int:member>/", cluster_sheets.sheet, name="cluster-sheet"),
    path("cum-khoi/<int:pk>/diem/<int:member>/tu-cham/", cluster_sheets.own, name="cluster-own"),
    path("cum-khoi/<int:pk>/diem/<int:member>/cham-cheo/", cluster_sheets.cross, name="cluster-cross"),
    path("cum-khoi/<int:pk>/diem/<int:member>/chot/", cluster_sheets.final, name="cluster-final"),
    path("cum-khoi/<int:pk>/diem/<int:member>/rut/", cluster_sheets.take_back, name="cluster-take-back"),
    path("cum-khoi/<int:pk>/diem/<int:member>/khong-xep/", cluster_sheets.bar, name="cluster-bar"),
]
