"""Addresses of the pages about training and recruitment."""

from django.urls import URLPattern, path

from vinhdanh.programmes.views import (
    recruitment,
    recruitment_files,
    recruitment_reports,
    recruitment_setup,
)

app_name = "programmes"

_recruitment: list[URLPattern] = [
    path("tuyen-chon/", recruitment.round_list, name="recruitment"),
    path("tuyen-chon/cac-dot.xlsx", recruitment.round_file, name="recruitment-file"),
    path("tuyen-chon/mo-dot/", recruitment.open_new, name="recruitment-open"),
    path("tuyen-chon/<int:pk>/", recruitment.overview, name="recruitment-round"),
    path("tuyen-chon/<int:pk>/sua/", recruitment.edit, name="recruitment-edit"),
    path("tuyen-chon/<int:pk>/xa-phuong.xlsx", recruitment.commune_file, name="recruitment-communes"),
    path("tuyen-chon/<int:pk>/ket-thuc/", recruitment.close, name="recruitment-close"),
    path("tuyen-chon/<int:pk>/mo-lai/", recruitment.reopen, name="recruitment-reopen"),
    path("tuyen-chon/<int:pk>/xoa-ho-so/", recruitment.erase, name="recruitment-erase"),
    path("tuyen-chon/<int:pk>/chi-tieu/", recruitment_setup.quotas, name="recruitment-quotas"),
    path("tuyen-chon/<int:pk>/thong-so/", recruitment_setup.parameters, name="recruitment-parameters"),
    path("tuyen-chon/<int:pk>/tuyen-truyen/", recruitment_reports.outreach, name="recruitment-outreach"),
    path(
        "tuyen-chon/<int:pk>/tuyen-truyen.xlsx",
        recruitment_reports.outreach_file,
        name="recruitment-outreach-file",
    ),
    path(
        "tuyen-chon/<int:pk>/tuyen-truyen/<int:session>/xoa/",
        recruitment_reports.outreach_remove,
        name="recruitment-outreach-remove",
    ),
    path("tuyen-chon/<int:pk>/so-lieu/", recruitment_reports.totals, name="recruitment-totals"),
    path("tuyen-chon/<int:pk>/cong-dan/", recruitment_files.candidate_list, name="recruitment-candidates"),
    path(
        "tuyen-chon/<int:pk>/cong-dan.xlsx",
        recruitment_files.candidate_file,
        name="recruitment-candidates-file",
    ),
    path("tuyen-chon/<int:pk>/ho-so.xlsx", recruitment_files.personal_file, name="recruitment-personal"),
    path("tuyen-chon/<int:pk>/cong-dan/them/", recruitment_files.register, name="recruitment-register"),
    path("tuyen-chon/<int:pk>/cong-dan/buoc/", recruitment_files.move_several, name="recruitment-several"),
    path(
        "tuyen-chon/<int:pk>/cong-dan/<str:code>/", recruitment_files.candidate, name="recruitment-candidate"
    ),
    path(
        "tuyen-chon/<int:pk>/cong-dan/<str:code>/sua/",
        recruitment_files.edit,
        name="recruitment-candidate-edit",
    ),
    path(
        "tuyen-chon/<int:pk>/cong-dan/<str:code>/rut-lai/",
        recruitment_files.take_back,
        name="recruitment-take-back",
    ),
    path(
        "tuyen-chon/<int:pk>/cong-dan/<str:code>/xoa/",
        recruitment_files.remove,
        name="recruitment-candidate-remove",
    ),
]

urlpatterns: list[URLPattern] = [*_recruitment]
