"""Addresses of the import pages."""

from django.urls import path

from vinhdanh.exchange.views import duplicates, files, lists, mapping, preview, words
from vinhdanh.exchange.webhooks import views as webhooks

app_name = "exchange"

urlpatterns = [
    path("nhap-danh-sach/cong-dan/<int:pk>/", lists.candidates, name="list-candidates"),
    path("nhap-danh-sach/cong-dan/<int:pk>/ghi/", lists.apply_candidates, name="list-candidates-apply"),
    path("nhap-danh-sach/cong-dan/<int:pk>/mau.xlsx", lists.candidate_form, name="list-candidates-template"),
    path("nhap-danh-sach/luc-luong/", lists.members, name="list-members"),
    path("nhap-danh-sach/luc-luong/ghi/", lists.apply_members, name="list-members-apply"),
    path("nhap-danh-sach/luc-luong/mau.xlsx", lists.member_form, name="list-members-template"),
    path(
        "nhap-danh-sach/cong-dan/<int:pk>/<int:intake>/hoan-tac/",
        lists.undo_candidates,
        name="list-candidates-undo",
    ),
    path("nhap-danh-sach/luc-luong/<int:intake>/hoan-tac/", lists.undo_members, name="list-members-undo"),
    path("quan-tri/webhook/", webhooks.webhook_list, name="webhooks"),
    path("quan-tri/webhook/danh-sach.xlsx", webhooks.webhook_file, name="webhook-file"),
    path("quan-tri/webhook/lap/", webhooks.webhook_new, name="webhook-new"),
    path("quan-tri/webhook/<int:pk>/", webhooks.webhook, name="webhook"),
    path("quan-tri/webhook/<int:pk>/nhat-ky.xlsx", webhooks.log_file, name="webhook-log"),
    path("quan-tri/webhook/<int:pk>/tam-dung/", webhooks.pause, name="webhook-pause"),
    path("quan-tri/webhook/<int:pk>/gui-tiep/", webhooks.resume, name="webhook-resume"),
    path("quan-tri/webhook/<int:pk>/gui-thu/", webhooks.try_now, name="webhook-try"),
    path("quan-tri/webhook/<int:pk>/gui-lai/<int:delivery>/", webhooks.resend, name="webhook-resend"),
    path("nhap-du-lieu/", files.intakes, name="intakes"),
    path("nhap-du-lieu/lich-su.xlsx", files.history_file, name="history-file"),
    path("nhap-du-lieu/cach-viet/danh-sach.xlsx", words.word_file, name="word-file"),
    path("nhap-du-lieu/cach-viet/", words.words, name="words"),
    path("nhap-du-lieu/cach-viet/<int:pk>/bo/", words.forget_word, name="forget"),
    path("nhap-du-lieu/trung/", duplicates.duplicate_list, name="duplicates"),
    path("nhap-du-lieu/trung/danh-sach.xlsx", duplicates.duplicate_file, name="duplicate-file"),
    path("nhap-du-lieu/trung/gop/<int:pk>/", duplicates.merge, name="merge"),
    path("nhap-du-lieu/trung/gop/<int:pk>/tach/", duplicates.part, name="part"),
    path("nhap-du-lieu/trung/<str:one>/<str:other>/", duplicates.pair, name="pair"),
    path("nhap-du-lieu/<int:pk>/", files.intake, name="intake"),
    path("nhap-du-lieu/<int:pk>/ghep-cot/", mapping.set_mapping, name="mapping"),
    path("nhap-du-lieu/<int:pk>/sua/", preview.fix, name="fix"),
    path("nhap-du-lieu/<int:pk>/mau-thuan/", preview.settle, name="settle"),
    path("nhap-du-lieu/<int:pk>/bo-dong/", preview.drop, name="drop"),
    path("nhap-du-lieu/<int:pk>/so-lai/", files.again, name="again"),
    path("nhap-du-lieu/<int:pk>/ghi/", preview.apply, name="apply"),
    path("nhap-du-lieu/<int:pk>/hoan-tac/", preview.undo, name="undo"),
    path("nhap-du-lieu/<int:pk>/xoa/", files.delete, name="delete"),
    path("nhap-du-lieu/<int:pk>/tep/", files.original, name="original"),
    path("nhap-du-lieu/<int:pk>/loi.xlsx", preview.problem_file, name="problems"),
    path("nhap-du-lieu/<int:pk>/anh-huong/", preview.effects, name="effects"),
    path("nhap-du-lieu/<int:pk>/anh-huong.xlsx", preview.effects_file, name="effects-file"),
]
