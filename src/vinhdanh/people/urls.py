"""Addresses of the pages about monthly classes, yearly levels and điều lệnh."""

from django.urls import path

from vinhdanh.people.views import periods, rules, sheets, strips, years
from vinhdanh.people.views.conduct import breach, measure, register, training, units

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
    path("dieu-lenh/", register.breach_list, name="conduct"),
    path("dieu-lenh/danh-sach.xlsx", register.breach_file, name="conduct-file"),
    path("dieu-lenh/ghi/", register.record, name="breach-new"),
    path("dieu-lenh/<int:pk>/", breach.breach, name="breach"),
    path("dieu-lenh/bien-phap/<int:pk>/", measure.measure, name="measure"),
    path("dieu-lenh/don-vi/", units.share_list, name="conduct-units"),
    path("dieu-lenh/don-vi/danh-sach.xlsx", units.share_file, name="conduct-units-file"),
    path("dieu-lenh/don-vi/<int:year>/<str:code>/", units.share, name="conduct-unit"),
    path("dieu-lenh/tap-huan/", training.course_list, name="training"),
    path("dieu-lenh/tap-huan/<int:pk>/", training.course, name="course"),
    path("dieu-lenh/tap-huan/<int:pk>/xu-ly/<str:key>/", training.consequence, name="course-measure"),
    path("dieu-lenh/tap-huan/<int:pk>/ket-qua.xlsx", training.course_file, name="course-file"),
]
