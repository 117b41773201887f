"""Addresses that anybody may open. The one of a paper is short: it stands in a QR."""

from django.urls import path

from vinhdanh.reports.views import checking, proving

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
]
