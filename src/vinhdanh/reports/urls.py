"""Addresses of the reports, and those that anybody may open: the one of a paper is short, for its QR."""

from django.urls import path

from vinhdanh.reports.views import checking, gallery, honour_books, proving

app_name = "reports"

urlpatterns = [
    path("x/<str:code>/", proving.paper, name="paper"),
    path("x/<str:code>", proving.paper, name="paper-short"),
    path("x/<str:code>/chung-chi.json", proving.credential, name="credential"),
    path("xac-thuc/", checking.form, name="check"),
    path("xac-thuc/khoa/", checking.keys, name="keys"),
    path("xac-thuc/khoa.json", checking.keys_json, name="keys-json"),
    path("xac-thuc/trang-thai/<int:number>.json", checking.status_list, name="status-list"),
    path("vinh-danh/", gallery.honours, name="honours-newest"),
    path("vinh-danh/<int:year>/", gallery.honours, name="honours"),
    path("vinh-danh/<int:year>/trinh-chieu/", gallery.slide, name="slides"),
    path("vinh-danh/<int:year>/trinh-chieu/<int:number>/", gallery.slide, name="slide"),
    path("bang-vinh-danh/", honour_books.books, name="books"),
    path("bang-vinh-danh/<int:year>/", honour_books.book, name="book"),
    path("bang-vinh-danh/<int:year>/danh-sach.xlsx", honour_books.book_file, name="book-file"),
    path("robots.txt", checking.robots, name="robots"),
]
