"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import movements, target_page, targets

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
    path("chi-tieu/", targets.target_list, name="targets"),
    path("chi-tieu/danh-sach.xlsx", targets.target_file, name="target-file"),
    path("chi-tieu/tong-hop/", targets.summary, name="target-summary"),
    path("chi-tieu/tong-hop/danh-sach.xlsx", targets.summary_file, name="target-summary-file"),
    path("chi-tieu/moi/", targets.add, name="target-add"),
    path("chi-tieu/chep/", targets.copy, name="target-copy"),
    path("chi-tieu/dang-ky/", targets.register_all, name="target-register-all"),
    path("chi-tieu/<int:pk>/", target_page.target, name="target"),
    path("chi-tieu/<int:pk>/sua/", targets.change, name="target-change"),
    path("chi-tieu/<int:pk>/bo/", targets.drop, name="target-drop"),
    path("chi-tieu/<int:pk>/giao/", target_page.hand_down, name="target-hand-down"),
    path("chi-tieu/<int:pk>/dang-ky/", target_page.register, name="target-register"),
    path("chi-tieu/<int:pk>/dieu-chinh/", target_page.adjust, name="target-adjust"),
    path("chi-tieu/<int:pk>/thang/", target_page.month, name="target-month"),
    path("chi-tieu/<int:pk>/thang/<int:reading>/dinh-chinh/", target_page.correct, name="target-correct"),
    path("chi-tieu/<int:pk>/chot/", target_page.close, name="target-close"),
    path("chi-tieu/<int:pk>/mo-lai/", target_page.reopen, name="target-reopen"),
]
