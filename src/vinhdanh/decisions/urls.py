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
]
