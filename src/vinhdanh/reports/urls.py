"""Addresses of statistics, and those that anybody may open: the one of a paper is short for its QR."""

from django.urls import path

from vinhdanh.reports.views import checking, proving, statistics

app_name = "reports"

urlpatterns = [
    path("x/<str:code>/", proving.paper, name="paper"),
    path("x/<str:code>", proving.paper, name="paper-short"),
    path("x/<str:code>/chung-chi.json", proving.credential, name="credential"),
    path("xac-thuc/", checking.form, name="check"),
    path("xac-thuc/khoa/", checking.keys, name="keys"),
    path("xac-thuc/khoa.json", checking.keys_json, name="keys-json"),
    path("xac-thuc/trang-thai/<int:number>.json", checking.status_list, name="status-list"),
    path("thong-ke/", statistics.overview, name="statistics"),
    path("thong-ke/<statistic:page>/", statistics.page, name="statistics-page"),
    path("thong-ke/<statistic:page>/bang.xlsx", statistics.table_file, name="statistics-file"),
    path("thong-ke/<statistic:page>/ban-in.<paper:form>", statistics.paper, name="statistics-paper"),
    path("thong-ke/<statistic:page>/so/<str:key>/", statistics.figure, name="statistics-figure"),
    path("thong-ke/<statistic:page>/so/<str:key>/danh-sach.xlsx", statistics.figure_file, name="figure-file"),
    path("robots.txt", checking.robots, name="robots"),
]
