"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import figures, golden, movements, praise

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
    path("phong-trao/<int:pk>/so-lieu/", figures.figures, name="figures"),
    path("phong-trao/<int:pk>/so-lieu/bang.xlsx", figures.figures_file, name="figures-file"),
    path("phong-trao/<int:pk>/so-lieu/diem/", figures.goals, name="figures-goals"),
    path("phong-trao/<int:pk>/so-lieu/<str:code>/", figures.unit_figures, name="figures-unit"),
    path("phong-trao/<int:pk>/so-lieu/<str:code>/ghi/", figures.enter, name="figures-enter"),
    path("phong-trao/<int:pk>/bieu-duong/", praise.proposals, name="praise"),
    path("phong-trao/<int:pk>/bieu-duong/danh-sach.xlsx", praise.proposals_file, name="praise-file"),
    path("phong-trao/<int:pk>/bieu-duong/moi/", praise.add, name="proposal-add"),
    path("phong-trao/<int:pk>/bieu-duong/ty-le/", praise.shares, name="praise-shares"),
    path("phong-trao/<int:pk>/bieu-duong/ty-le.xlsx", praise.shares_file, name="praise-shares-file"),
    path("phong-trao/<int:pk>/bieu-duong/ghi-so-vang/", golden.enter, name="golden-enter"),
    path("phong-trao/<int:pk>/bieu-duong/<int:proposal>/", praise.proposal, name="proposal"),
    path("phong-trao/<int:pk>/bieu-duong/<int:proposal>/sua/", praise.change, name="proposal-change"),
    path("phong-trao/<int:pk>/bieu-duong/<int:proposal>/<slug:act>/", praise.act, name="proposal-act"),
    path("so-vang/", golden.book, name="golden"),
    path("so-vang/so-vang.xlsx", golden.book_file, name="golden-file"),
    path("so-vang/<int:pk>/", golden.entry, name="golden-entry"),
]
