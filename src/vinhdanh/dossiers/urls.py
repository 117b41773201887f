"""Addresses, Vietnamese slugs."""

from django.urls import (
    URLPattern,
    path,
)

from vinhdanh.dossiers.views import (
    appraisal,
    dossier,
    freezing,
    holds,
    listing,
    posting,
    printing,
    round_changes,
    round_setup,
    rounds,
    unit_papers,
)
from vinhdanh.dossiers.views import (
    edits as dossier_edits,
)
from vinhdanh.dossiers.views import (
    lowering as dossier_lowering,
)
from vinhdanh.dossiers.views import (
    papers as dossier_papers,
)
from vinhdanh.dossiers.views import (
    parts as dossier_parts,
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
    path("dot-xet-tang/<int:pk>/doi/<slug:what>/", round_changes.alter, name="round-alter"),
    path("dot-xet-tang/<int:pk>/de-nghi/", listing.find_unit, name="unit-find"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/", listing.unit_list, name="unit-list"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/them/", listing.put_in, name="unit-put-in"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/nguoi-ngoai/", listing.outsider, name="unit-outsider"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/khong-dua/", listing.leave_out, name="unit-leave-out"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/xep/", listing.arrange, name="unit-arrange"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/gui/<slug:act>/", listing.send_all, name="unit-send"),
    path("dot-xet-tang/<int:pk>/de-nghi/<str:code>/bien-ban/", unit_papers.minutes, name="unit-minutes"),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/to-trinh/", unit_papers.submission, name="unit-submission"
    ),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/<int:proposal>/<slug:act>/",
        listing.row_act,
        name="unit-row",
    ),
    path("ho-so-khen-thuong/<int:pk>/", dossier.dossier, name="dossier"),
    path("ho-so-khen-thuong/<int:pk>/chuyen/<str:verb>/", dossier.move, name="move"),
    path("ho-so-khen-thuong/<int:pk>/gia-han/", round_changes.extend_one, name="extend-one"),
    path("ho-so-khen-thuong/<int:pk>/ly-do-de-nghi/", dossier.explain, name="explain"),
    path("ho-so-khen-thuong/<int:pk>/thoi-gian/", dossier.count, name="count"),
    path("ho-so-khen-thuong/<int:pk>/trao-doi/", dossier.comment, name="comment"),
    path("ho-so-khen-thuong/<int:pk>/phan/<str:part>/", dossier_parts.edit, name="part"),
    path("ho-so-khen-thuong/<int:pk>/phan/<str:part>/cac-ban/", dossier_parts.versions, name="part-versions"),
    path("ho-so-khen-thuong/<int:pk>/tep/", dossier_papers.attach, name="file-attach"),
    path("ho-so-khen-thuong/<int:pk>/tep/<int:file>/", dossier_papers.download, name="file"),
    path("ho-so-khen-thuong/<int:pk>/tep/<int:file>/rut/", dossier_papers.withdraw, name="file-withdraw"),
    path("ho-so-khen-thuong/<int:pk>/thanh-tich/", dossier_papers.tell, name="achievement-add"),
    path(
        "ho-so-khen-thuong/<int:pk>/thanh-tich/<int:use>/bo/", dossier_papers.untell, name="achievement-drop"
    ),
    path("ho-so-khen-thuong/<int:pk>/sang-kien/", dossier_papers.works, name="works"),
    path("ho-so-khen-thuong/<int:pk>/yeu-cau-sua/", dossier_edits.ask, name="edit-ask"),
    path(
        "ho-so-khen-thuong/<int:pk>/yeu-cau-sua/<int:edit>/<str:verb>/",
        dossier_edits.settle,
        name="edit-settle",
    ),
    path("ho-so-khen-thuong/<int:pk>/ha-danh-hieu/", dossier_lowering.lower, name="lower"),
    path("ho-so-khen-thuong/<int:pk>/tach/", dossier_lowering.split, name="split"),
    path("ho-so-khen-thuong/xu-ly/<int:round>/", dossier_lowering.decide_many, name="decide-many"),
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
    path("ho-so-khen-thuong/<int:pk>/hoan-xet/xet-tiep/", holds.go_on, name="hold-go-on"),
    path("dot-xet-tang/<int:pk>/hoan-xet/", holds.held, name="held"),
    path("dot-xet-tang/<int:pk>/hoan-xet/danh-sach.xlsx", holds.held_file, name="held-file"),
    path("dot-xet-tang/<int:pk>/niem-yet/", posting.round_posting, name="round-posting"),
    path("dot-xet-tang/<int:pk>/niem-yet/so-ngay/", posting.round_term, name="round-posting-term"),
    path("niem-yet/", posting.posted, name="posted"),
    path("niem-yet/danh-sach.xlsx", posting.posted_file, name="posted-file"),
    path("niem-yet/<int:line>/y-kien/", posting.objection, name="objection"),
    # papers
    path("dot-xet-tang/<int:pk>/trich-ngang.<paper:form>", printing.round_list, name="list-paper"),
    path("dot-xet-tang/<int:pk>/lich-xet.<paper:form>", printing.calendar, name="calendar-paper"),
    path("dot-xet-tang/<int:pk>/ket-qua.<paper:form>", printing.outcome, name="outcome-paper"),
    path("dot-xet-tang/<int:pk>/niem-yet/<int:posting>.<paper:form>", printing.posting, name="posting-paper"),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/trich-ngang.<paper:form>",
        printing.unit_list,
        name="unit-list-paper",
    ),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/to-trinh.<paper:form>",
        printing.submission,
        name="unit-submission-paper",
    ),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/bien-ban.<paper:form>",
        printing.meeting,
        name="unit-meeting-paper",
    ),
    path(
        "dot-xet-tang/<int:pk>/de-nghi/<str:code>/cong-van-tra.<paper:form>",
        printing.unit_return_letter,
        name="unit-return-paper",
    ),
    path("ho-so-khen-thuong/<int:pk>/bao-cao-thanh-tich.<paper:form>", printing.report, name="report-paper"),
    path(
        "ho-so-khen-thuong/<int:pk>/tom-tat-thanh-tich.<paper:form>", printing.summary, name="summary-paper"
    ),
    path("ho-so-khen-thuong/<int:pk>/cong-van-tra.<paper:form>", printing.return_letter, name="return-paper"),
]
