"""Addresses, Vietnamese slugs."""

from django.urls import URLPattern, path

from vinhdanh.dossiers.views import (
    listing,
    round_setup,
    rounds,
)

app_name = "dossiers"
urlpatterns: list[URLPattern] = [
    path("dot-xet-tang/", rounds.round_list, name="rounds"),
    path("dot-xet-tang/danh-sach.xlsx", rounds.rounds_file, name="rounds-file"),
    path("dot-xet-tang/moi/", round_setup.add, name="round-add"),
    path("dot-xet-tang/<int:pk>/", rounds.review_round, name="round"),
    path("dot-xet-tang/<int:pk>/ho-so.xlsx", rounds.round_file, name="round-file"),
    path("dot-xet-tang/<int:pk>/hang-loat/", rounds.bulk, name="round-bulk"),
    path("dot-xet-tang/<int:pk>/sua/", round_setup.change, name="round-change"),
    path("dot-xet-tang/<int:pk>/viec/<slug:act>/", round_setup.act, name="round-act"),
    path("dot-xet-tang/<int:pk>/de-nghi/", listing.find_unit, name="unit-find"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/", listing.unit_list, name="unit-list"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/them/", listing.put_in, name="unit-put-in"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/khong-dua/", listing.leave_out, name="unit-leave-out"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/xep/", listing.arrange, name="unit-arrange"),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/gui/<slug:act>/",
        listing.send_all,
        name="unit-send",
    ),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/<int:proposal>/<slug:act>/",
        listing.row_act,
        name="unit-row",
    ),
]
