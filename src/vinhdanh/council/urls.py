"""Addresses, Vietnamese slugs."""

from django.urls import URLPattern, path

from vinhdanh.council.views import boxes, casting, keeping, paper

app_name = "council"
urlpatterns: list[URLPattern] = [
    path("hom-phieu/", boxes.box_list, name="boxes"),
    path("hom-phieu/danh-sach.xlsx", boxes.box_list_file, name="boxes-file"),
    path("hom-phieu/cum-khoi/<int:year>/", keeping.open_for_cluster, name="cluster-box"),
    path("hom-phieu/<int:pk>/", boxes.box, name="box"),
    path("hom-phieu/<int:pk>/xem-lai/", casting.review, name="ballot-review"),
    path("hom-phieu/<int:pk>/gui/", casting.send, name="ballot-send"),
    path("hom-phieu/<int:pk>/dong/", keeping.closing, name="box-close"),
    path("hom-phieu/<int:pk>/gia-han/", keeping.extend, name="box-extend"),
    path("hom-phieu/<int:pk>/huy/", keeping.void, name="box-void"),
    path("hom-phieu/<int:pk>/nhap-phieu/", paper.typing, name="box-paper"),
    path("hom-phieu/<int:pk>/doi-chieu/", boxes.check_receipt, name="box-receipt"),
    path("hom-phieu/<int:pk>/kiem-lai/", boxes.count_again, name="box-recount"),
    path("hom-phieu/<int:pk>/ket-qua.xlsx", boxes.result_file, name="box-result"),
]
