"""Addresses of the import pages."""

from django.urls import path

from vinhdanh.exchange.views import duplicates, files, lists, mapping, packages, preview, received, words

app_name = "exchange"

urlpatterns = [
    path("goi-du-lieu/", packages.packages, name="packages"),
    path("goi-du-lieu/danh-sach.xlsx", packages.package_file, name="package-file"),
    path("goi-du-lieu/nhan/", received.received_packages, name="received-packages"),
    path("goi-du-lieu/nhan/danh-sach.xlsx", received.received_file, name="received-file"),
    path("goi-du-lieu/nhan/<int:pk>/", received.received_package, name="received-package"),
    path("goi-du-lieu/nhan/<int:pk>/chon/", received.choose, name="package-choose"),
    path("goi-du-lieu/nhan/<int:pk>/ghi/", received.apply, name="package-apply"),
    path("goi-du-lieu/nhan/<int:pk>/hoan-tac/", received.undo, name="package-undo"),
    path("goi-du-lieu/nhan/<int:pk>/so-lai/", received.again, name="package-again"),
    path("goi-du-lieu/nhan/<int:pk>/bo/", received.drop, name="package-drop"),
    path("goi-du-lieu/<int:pk>/", packages.package, name="package"),
    path("goi-du-lieu/<int:pk>/tep/", packages.package_content, name="package-content"),
    path("goi-du-lieu/<int:pk>/lap-lai/", packages.make_package_again, name="package-make-again"),
    path("goi-du-lieu/<int:pk>/xoa/", packages.delete_package, name="package-delete"),
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
