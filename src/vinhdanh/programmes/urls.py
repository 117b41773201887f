"""Addresses of the pages about training and recruitment."""

from django.urls import URLPattern, path

from vinhdanh.programmes.views import (
    papers,
    recruitment,
    recruitment_files,
    recruitment_reports,
    recruitment_setup,
    training_attendance,
    training_checking_in,
    training_classes,
    training_lists,
    training_members,
    training_plan_closing,
    training_plans,
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
    path("tuyen-chon/<int:pk>/danh-sach.<paper:form>", papers.citizens, name="recruitment-list-paper"),
    path("tuyen-chon/<int:pk>/bao-cao.<paper:form>", papers.round_report, name="recruitment-report-paper"),
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


_training: list[URLPattern] = [
    path("tap-huan/", training_plans.plan_list, name="training"),
    path("tap-huan/lap-ke-hoach/", training_plans.new_plan, name="training-new"),
    path("tap-huan/ke-hoach/<int:pk>/", training_plans.plan_page, name="training-plan"),
    path("tap-huan/ke-hoach/<int:pk>/sua/", training_plans.edit_plan, name="training-edit"),
    path("tap-huan/ke-hoach/<int:pk>/do-phu.xlsx", training_plans.cover_file, name="training-cover-file"),
    path(
        "tap-huan/ke-hoach/<int:pk>/so-cap.<paper:form>", papers.certificate_book, name="training-book-paper"
    ),
    path("tap-huan/ke-hoach/<int:pk>/so-lieu/", training_plans.figures, name="training-figures"),
    path("tap-huan/ke-hoach/<int:pk>/nguoi/", training_lists.required_list, name="training-people"),
    path("tap-huan/ke-hoach/<int:pk>/nguoi.xlsx", training_lists.required_file, name="training-people-file"),
    path("tap-huan/ke-hoach/<int:pk>/chot/", training_plan_closing.close, name="training-plan-close"),
    path("tap-huan/ke-hoach/<int:pk>/mo-lai/", training_plan_closing.reopen, name="training-plan-reopen"),
    path("tap-huan/ke-hoach/<int:pk>/rut/", training_plan_closing.withdraw, name="training-plan-withdraw"),
    path("tap-huan/ke-hoach/<int:pk>/mo-lop/", training_classes.new_class, name="training-class-new"),
    path("tap-huan/lop/", training_lists.class_list, name="training-classes"),
    path("tap-huan/lop.xlsx", training_lists.class_list_file, name="training-classes-file"),
    path("tap-huan/lop/<int:pk>/", training_classes.class_page, name="training-class"),
    path("tap-huan/lop/<int:pk>/hoc-vien.xlsx", training_lists.class_file, name="training-class-file"),
    path("tap-huan/lop/<int:pk>/danh-sach.<paper:form>", papers.class_list, name="training-list-paper"),
    path("tap-huan/lop/<int:pk>/diem-danh.<paper:form>", papers.attendance, name="training-attendance-paper"),
    path("tap-huan/lop/<int:pk>/ket-qua.<paper:form>", papers.results, name="training-results-paper"),
    path("tap-huan/lop/<int:pk>/chung-nhan.pdf", papers.certificates, name="training-certificates-paper"),
    path("tap-huan/lop/<int:pk>/trieu-tap/", training_classes.call_up, name="training-call"),
    path("tap-huan/lop/<int:pk>/ket-qua/", training_attendance.results, name="training-results"),
    path("tap-huan/lop/<int:pk>/sua/", training_classes.edit_class, name="training-class-edit"),
    path("tap-huan/lop/<int:pk>/bo/", training_classes.withdraw, name="training-withdraw"),
    path("tap-huan/lop/<int:pk>/chot/", training_classes.close, name="training-close"),
    path("tap-huan/lop/<int:pk>/chung-nhan/", training_classes.certificates, name="training-certificates"),
    path("tap-huan/lop/<int:pk>/hoc-bu/", training_classes.make_up, name="training-make-up"),
    path("tap-huan/hoc-vien/<int:pk>/", training_classes.enrolment, name="training-enrolment"),
    path("tap-huan/buoi/<int:pk>/", training_attendance.attendance, name="training-session"),
    path("tap-huan/buoi/<int:pk>/ma/", training_checking_in.code_screen, name="training-code"),
    path("tap-huan/diem-danh/", training_checking_in.check_in, name="training-check-in"),
    path("tap-huan/diem-danh/<int:pk>/<str:code>/", training_checking_in.scan, name="training-scan"),
    path("tap-huan/luc-luong/", training_members.register, name="training-members"),
    path("tap-huan/luc-luong.xlsx", training_members.register_file, name="training-members-file"),
    path("tap-huan/luc-luong/them/", training_members.new_member, name="training-member-new"),
    path("tap-huan/luc-luong/<int:pk>/", training_members.member_page, name="training-member"),
    path("tap-huan/luc-luong/<int:pk>/sua/", training_members.edit_member, name="training-member-edit"),
    path("tap-huan/can-bo/<str:number>/", training_members.person_page, name="training-person"),
]

urlpatterns: list[URLPattern] = [*_training, *_recruitment]
