"""Addresses, Vietnamese slugs."""

from django.urls import URLPattern, path

from vinhdanh.decisions.views import artefacts, fund, paying, revoking

app_name = "decisions"
urlpatterns: list[URLPattern] = [
    path("thu-hoi/", revoking.case_list, name="revocations"),
    path("thu-hoi/danh-sach.xlsx", revoking.case_file, name="revocation-file"),
    path("thu-hoi/lap/", revoking.case_new, name="revocation-new"),
    path("thu-hoi/<int:pk>/", revoking.case, name="revocation"),
    path("thu-hoi/<int:pk>/<slug:act>/", revoking.case_act, name="revocation-act"),
    path("thu-hoi/<int:pk>/luot/<int:line>/<slug:act>/", revoking.case_line_act, name="revocation-line"),
    path("thu-hoi/xem-xet/<int:pk>/", revoking.follow_up_keep, name="follow-up"),
    path("quy-khen-thuong/", fund.fund_list, name="funds"),
    path("quy-khen-thuong/lap/", fund.fund_new, name="fund-new"),
    path("quy-khen-thuong/<int:pk>/", fund.fund, name="fund"),
    path("quy-khen-thuong/<int:pk>/so.xlsx", fund.fund_file, name="fund-file"),
    path("quy-khen-thuong/<int:pk>/ghi/<slug:act>/", fund.fund_act, name="fund-act"),
    path("quy-khen-thuong/<int:pk>/chi/<int:decision>/", paying.payments, name="payments"),
    path("quy-khen-thuong/<int:pk>/chi/<int:decision>/in/", paying.payments_paper, name="payments-paper"),
    path(
        "quy-khen-thuong/<int:pk>/chi/<int:decision>/danh-sach.xlsx",
        paying.payments_file,
        name="payments-file",
    ),
    path(
        "quy-khen-thuong/<int:pk>/chi/<int:decision>/ghi/<slug:act>/",
        paying.payments_act,
        name="payments-act",
    ),
    path("quy-khen-thuong/<int:pk>/dong/<int:payment>/<slug:act>/", paying.payment_act, name="payment-act"),
    path("hien-vat/", artefacts.artefacts, name="artefacts"),
    path("hien-vat/so.xlsx", artefacts.artefacts_file, name="artefacts-file"),
    path("hien-vat/ghi/<slug:act>/", artefacts.artefacts_act, name="artefacts-act"),
    path("hien-vat/trao/<int:pk>/", artefacts.hand_over, name="hand-over"),
    path("hien-vat/trao/<int:pk>/in/", artefacts.hand_over_paper, name="hand-over-paper"),
    path("hien-vat/trao/<int:pk>/danh-sach.xlsx", artefacts.hand_over_file, name="hand-over-file"),
    path("hien-vat/trao/<int:pk>/ghi/<slug:act>/", artefacts.hand_over_act, name="hand-over-act"),
    path("hien-vat/<int:pk>/ket-thuc/", artefacts.artefact_end, name="artefact-end"),
]
