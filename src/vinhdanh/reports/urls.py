"""Addresses that anybody may open. The one of a paper is short: it stands in a QR."""

from django.urls import path

from vinhdanh.reports.views import checking, proving, tables

app_name = "reports"

urlpatterns = [
    path("x/<str:code>/", proving.paper, name="paper"),
    path("x/<str:code>", proving.paper, name="paper-short"),
    path("x/<str:code>/chung-chi.json", proving.credential, name="credential"),
    path("xac-thuc/", checking.form, name="check"),
    path("xac-thuc/khoa/", checking.keys, name="keys"),
    path("xac-thuc/khoa.json", checking.keys_json, name="keys-json"),
    path("xac-thuc/trang-thai/<int:number>.json", checking.status_list, name="status-list"),
    path("robots.txt", checking.robots, name="robots"),
    path("thong-ke/bieu/", tables.table_list, name="tables"),
    path("thong-ke/bieu/<slug:code>/", tables.table, name="table"),
    path("thong-ke/bieu/<slug:code>/bieu.xlsx", tables.table_file, name="table-file"),
    path("thong-ke/bieu/<slug:code>/bieu.<paper:form>", tables.paper, name="table-paper"),
    path("thong-ke/bieu/<slug:code>/o/<slug:row>/<slug:column>/", tables.cell, name="table-cell"),
    path(
        "thong-ke/bieu/<slug:code>/o/<slug:row>/<slug:column>/danh-sach.xlsx",
        tables.cell_file,
        name="table-cell-file",
    ),
]
