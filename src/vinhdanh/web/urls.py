"""Root addresses: Vietnamese slugs, one room after the other."""

from django.urls import URLPattern, URLResolver, include, path

from vinhdanh.web.views import dashboard, signing, tokens, waiting, workbooks
from vinhdanh.web.views.administration import accounts, delegations, doctor, intervention, journal
from vinhdanh.web.views.papers import letterheads, templates

app_name = "web"

_own: list[URLPattern | URLResolver] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("viec-cho-toi/", waiting.waiting, name="waiting"),
    path("dang-nhap/", signing.sign_in, name="sign-in"),
    path("dang-xuat/", signing.sign_out, name="sign-out"),
    path("tai-khoan/", signing.account, name="account"),
    path("tai-khoan/phien/", signing.end_sessions, name="sessions"),
    path("tai-khoan/khoa-api/", tokens.own_tokens, name="tokens"),
    path("tai-khoan/khoa-api/danh-sach.xlsx", tokens.own_file, name="token-file"),
    path("tai-khoan/khoa-api/lap/", tokens.token_new, name="token-new"),
    path("quan-tri/khoa-api/", tokens.all_tokens, name="all-tokens"),
    path("quan-tri/khoa-api/danh-sach.xlsx", tokens.all_file, name="all-token-file"),
    path("quan-tri/tai-khoan/", accounts.account_list, name="accounts"),
    path("quan-tri/tai-khoan/danh-sach.xlsx", accounts.account_file, name="account-file"),
    path("quan-tri/tai-khoan/lap/", accounts.account_new, name="account-new"),
    path("quan-tri/tai-khoan/ten/<str:username>/", accounts.one_account, name="one-account"),
    path("quan-tri/can-thiep/", intervention.intervention, name="intervention"),
    path("quan-tri/kiem-tra-du-lieu/", doctor.doctor, name="doctor"),
    path("uy-quyen/", delegations.delegation_list, name="delegations"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("nhat-ky/danh-sach.xlsx", journal.journal_file, name="journal-file"),
    path("nhat-ky/kiem-tra/", journal.journal_check, name="journal-check"),
    path("lich-su/<path:ref>/", journal.record_history, name="history"),
    path("mau-giay-to/", templates.kinds, name="paper-kinds"),
    path("mau-giay-to/danh-sach.xlsx", templates.kind_file, name="paper-kind-file"),
    path("mau-giay-to/<slug:code>/", templates.kind, name="paper-kind"),
    path("mau-giay-to/<slug:code>/mau.docx", templates.template_file, name="paper-template-file"),
    path("mau-giay-to/<slug:code>/vi-du/<slug:length>.<paper:form>", templates.sample, name="paper-sample"),
    path("dau-giay-to/", letterheads.letterheads, name="letterheads"),
    path("dau-giay-to/xem.png", letterheads.picture, name="letterhead-picture"),
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
    path("", include("vinhdanh.awards.urls")),
    path("", include("vinhdanh.exchange.urls")),
    path("", include("vinhdanh.programmes.urls")),
    path("", include("vinhdanh.movements.urls")),
    path("", include("vinhdanh.dossiers.urls")),
    path("", include("vinhdanh.council.urls")),
    path("", include("vinhdanh.decisions.urls")),
    path("", include("vinhdanh.reports.urls")),
    path("", include("vinhdanh.web.api.urls")),
]
