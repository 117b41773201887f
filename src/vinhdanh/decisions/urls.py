"""Addresses, Vietnamese slugs."""

from django.urls import (
    URLPattern,
    path,
)

from vinhdanh.decisions.views import (
    complaints,
    drafts,
    lines,
    numbers,
    outcomes,
    papers,
    signing,
    submissions,
)
from vinhdanh.decisions.views import complaints, outcomes, submission_drafts, submissions

app_name = "decisions"

urlpatterns: list[URLPattern] = [
    path("quyet-dinh-khen-thuong/", drafts.draft_list, name="drafts"),
    path("quyet-dinh-khen-thuong/danh-sach.xlsx", drafts.drafts_file, name="drafts-file"),
    path("quyet-dinh-khen-thuong/soan/", drafts.new_draft, name="new"),
    path("quyet-dinh-khen-thuong/so/", numbers.number_book, name="book"),
    path("quyet-dinh-khen-thuong/so/danh-sach.xlsx", numbers.book_file, name="book-file"),
    path("quyet-dinh-khen-thuong/nguoi-quyet-dinh/", numbers.authority_list, name="authorities"),
    path("quyet-dinh-khen-thuong/nguoi-quyet-dinh/moi/", numbers.authority_new, name="authority-new"),
    path("quyet-dinh-khen-thuong/nguoi-quyet-dinh/<int:pk>/", numbers.authority, name="authority"),
    path("quyet-dinh-khen-thuong/<int:pk>/", drafts.draft, name="draft"),
    path("quyet-dinh-khen-thuong/<int:pk>/sua/", drafts.change, name="change"),
    path("quyet-dinh-khen-thuong/<int:pk>/them/", lines.add_more, name="add"),
    path("quyet-dinh-khen-thuong/<int:pk>/danh-sach.xlsx", papers.annex_file, name="annex-file"),
    path("quyet-dinh-khen-thuong/<int:pk>/ban-in/", papers.paper, name="paper"),
    path("quyet-dinh-khen-thuong/<int:pk>/dong/<int:line>/", lines.line, name="line"),
    path("quyet-dinh-khen-thuong/<int:pk>/<slug:act>/", signing.act, name="act"),
    path("trinh-cap-tren/", submissions.submissions, name="submissions"),
    path("trinh-cap-tren/danh-sach.xlsx", submissions.submissions_file, name="submissions-file"),
    path("trinh-cap-tren/moi/", submission_drafts.add, name="submission-add"),
    path("trinh-cap-tren/<int:pk>/", submissions.submission, name="submission"),
    path("trinh-cap-tren/<int:pk>/sua/", submission_drafts.change, name="submission-change"),
    path("trinh-cap-tren/<int:pk>/ho-so/", submissions.papers, name="submission-papers"),
    path("trinh-cap-tren/<int:pk>/ket-qua/", outcomes.outcome, name="submission-outcome"),
    path("trinh-cap-tren/<int:pk>/danh-sach.xlsx", submissions.annex, name="submission-annex"),
    path("trinh-cap-tren/<int:pk>/in/", submissions.printed, name="submission-paper"),
    path("trinh-cap-tren/<int:pk>/<slug:act>/", submissions.act, name="submission-act"),
    path("kien-nghi/", complaints.complaints, name="complaints"),
    path("kien-nghi/danh-sach.xlsx", complaints.complaints_file, name="complaints-file"),
    path("kien-nghi/gui/", complaints.send, name="complaint-send"),
    path("kien-nghi/ghi/", complaints.write, name="complaint-write"),
    path("kien-nghi/<int:pk>/", complaints.complaint, name="complaint"),
    path("kien-nghi/<int:pk>/<slug:act>/", complaints.act, name="complaint-act"),
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
