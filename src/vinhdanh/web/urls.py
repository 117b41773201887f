"""Root addresses: Vietnamese slugs, one room after the other."""

from django.urls import URLPattern, URLResolver, include, path

from vinhdanh.web.views import dashboard, signing, workbooks

app_name = "web"

_own: list[URLPattern | URLResolver] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("dang-nhap/", signing.sign_in, name="sign-in"),
    path("dang-xuat/", signing.sign_out, name="sign-out"),
    path("tai-khoan/", signing.account, name="account"),
    path("xet-tep/", workbooks.workbooks, name="workbooks"),
    path("xet-tep/mau.xlsx", workbooks.template, name="workbook-template"),
    path("xet-tep/<int:pk>/", workbooks.workbook, name="workbook"),
    path("xet-tep/<int:pk>/xet/", workbooks.judge, name="workbook-judge"),
    path("xet-tep/<int:pk>/ket-qua.xlsx", workbooks.result, name="workbook-result"),
    path("xet-tep/<int:pk>/loi.xlsx", workbooks.problem_file, name="workbook-problems"),
    path("xet-tep/<int:pk>/xoa/", workbooks.delete, name="workbook-delete"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_own, "web"))),
    path("", include("vinhdanh.eligibility.urls")),
    path("", include("vinhdanh.people.urls")),
    path("", include("vinhdanh.exchange.urls")),
    path("", include("vinhdanh.programmes.urls")),
    path("", include("vinhdanh.movements.urls")),
]
