"""Addresses of monthly classes, yearly levels and điều lệnh, and of the forms about people and units."""

from django.urls import path

from vinhdanh.people.views import files, periods, rules, sheets, strips, transfers, units, years
from vinhdanh.people.views.conduct import breach, measure, register, shares, training

app_name = "people"

urlpatterns = [
    path("phan-loai/", periods.newest, name="classing"),
    path("phan-loai/mo-ky/", periods.open_new, name="period-open"),
    path("phan-loai/ky/<int:pk>/", periods.overview, name="period"),
    path("phan-loai/ky/<int:pk>/don-vi.xlsx", periods.unit_file, name="period-file"),
    path("phan-loai/ky/<int:pk>/chot/", periods.close, name="period-close"),
    path("phan-loai/ky/<int:pk>/mo-lai/", periods.reopen, name="period-reopen"),
    path("phan-loai/ky/<int:pk>/<str:code>/", sheets.sheet, name="sheet"),
    path("phan-loai/ky/<int:pk>/<str:code>/bang.xlsx", sheets.sheet_file, name="sheet-file"),
    path("phan-loai/nam/", years.unit_list, name="class-years"),
    path("phan-loai/nam/<int:year>/<str:code>/", years.unit_year, name="class-year"),
    path("phan-loai/nam/<int:year>/<str:code>/bang.xlsx", years.year_file, name="class-year-file"),
    path("phan-loai/can-bo/<str:number>/", strips.person_months, name="person-months"),
    path("phan-loai/mien/", rules.exemption_list, name="exemptions"),
    path("phan-loai/mien/<int:pk>/het/", rules.end, name="exemption-end"),
    path("phan-loai/quy-che/", rules.scale_list, name="scales"),
    path("phan-loai/quy-che/<str:key>/", rules.one_scale, name="scale"),
    path("ho-so/can-bo-moi/", files.new_person, name="person-new"),
    path("ho-so/chuc-vu/<int:pk>/", files.edit_post, name="post-edit"),
    path("ho-so/cap-bac/<int:pk>/", files.edit_rank, name="rank-edit"),
    path("ho-so/thoi-gian/<int:pk>/", files.edit_state, name="state-edit"),
    path("ho-so/<str:number>/sua/", files.edit_person, name="person-edit"),
    path("ho-so/<str:number>/ra-nganh/", files.leave, name="person-leave"),
    path("ho-so/<str:number>/ghi-chuc-vu/", files.add_post, name="post-add"),
    path("ho-so/<str:number>/ghi-cap-bac/", files.add_rank, name="rank-add"),
    path("ho-so/<str:number>/ghi-thoi-gian/", files.add_state, name="state-add"),
    path("dieu-chuyen/", transfers.transfer_list, name="transfers"),
    path("dieu-chuyen/danh-sach.xlsx", transfers.transfer_file, name="transfer-file"),
    path("dieu-chuyen/de-nghi/", transfers.ask, name="transfer-ask"),
    path("dieu-chuyen/<int:pk>/", transfers.one, name="transfer"),
    path("to-chuc/don-vi-moi/", units.new_unit, name="unit-new"),
    path("to-chuc/<str:code>/sua/", units.edit_unit, name="unit-edit"),
    path("dieu-lenh/", register.breach_list, name="conduct"),
    path("dieu-lenh/danh-sach.xlsx", register.breach_file, name="conduct-file"),
    path("dieu-lenh/ghi/", register.record, name="breach-new"),
    path("dieu-lenh/<int:pk>/", breach.breach, name="breach"),
    path("dieu-lenh/bien-phap/<int:pk>/", measure.measure, name="measure"),
    path("dieu-lenh/don-vi/", shares.share_list, name="conduct-units"),
    path("dieu-lenh/don-vi/danh-sach.xlsx", shares.share_file, name="conduct-units-file"),
    path("dieu-lenh/don-vi/<int:year>/<str:code>/", shares.share, name="conduct-unit"),
    path("dieu-lenh/tap-huan/", training.course_list, name="training"),
    path("dieu-lenh/tap-huan/<int:pk>/", training.course, name="course"),
    path("dieu-lenh/tap-huan/<int:pk>/xu-ly/<str:key>/", training.consequence, name="course-measure"),
    path("dieu-lenh/tap-huan/<int:pk>/ket-qua.xlsx", training.course_file, name="course-file"),
]
