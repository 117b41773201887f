"""Addresses, Vietnamese slugs."""

from django.urls import URLPattern, path

from vinhdanh.dossiers.views import appraisal, freezing, holds, posting

app_name = "dossiers"
urlpatterns: list[URLPattern] = [
    path("tham-dinh/", appraisal.queue, name="appraisal"),
    path("tham-dinh/danh-sach.xlsx", appraisal.queue_file, name="appraisal-file"),
    path("tham-dinh/dong-y/", appraisal.agree, name="appraisal-agree"),
    path("ho-so-khen-thuong/<int:pk>/tham-dinh/", appraisal.opinions, name="opinions"),
    path("ho-so-khen-thuong/<int:pk>/tham-dinh/hoi/", appraisal.ask, name="opinions-ask"),
    path("ho-so-khen-thuong/<int:pk>/tham-dinh/<int:opinion>/", appraisal.answer, name="opinion-answer"),
    path(
        "ho-so-khen-thuong/<int:pk>/tham-dinh/<int:opinion>/xet-tiep/",
        appraisal.overrule,
        name="opinion-overrule",
    ),
    path("ho-so-khen-thuong/<int:pk>/ban-danh-gia/", freezing.assessments, name="assessments"),
    path("ho-so-khen-thuong/<int:pk>/ban-danh-gia/chot-lai/", freezing.freeze_again, name="freeze-again"),
    path("ho-so-khen-thuong/<int:pk>/hoan-xet/", holds.holds, name="holds"),
    path("ho-so-khen-thuong/<int:pk>/hoan-xet/<int:hold>/", holds.conclude, name="hold-close"),
    path("dot-xet-tang/<int:pk>/hoan-xet/", holds.held, name="held"),
    path("dot-xet-tang/<int:pk>/hoan-xet/danh-sach.xlsx", holds.held_file, name="held-file"),
    path("dot-xet-tang/<int:pk>/niem-yet/", posting.round_posting, name="round-posting"),
    path("dot-xet-tang/<int:pk>/niem-yet/so-ngay/", posting.round_term, name="round-posting-term"),
    path("niem-yet/", posting.posted, name="posted"),
    path("niem-yet/danh-sach.xlsx", posting.posted_file, name="posted-file"),
    path("niem-yet/<int:line>/y-kien/", posting.objection, name="objection"),
]
