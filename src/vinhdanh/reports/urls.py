"""Addresses of the reports, and those that anybody may open: the one of a paper is short, for its QR."""

from django.urls import include, path

from vinhdanh.reports.views import (
    checking,
    figures,
    gallery,
    honour_books,
    proving,
    tables,
    yearly,
    yearly_papers,
)

app_name = "reports"

# One unit's report of one year.
_report = [
    path("", yearly.report, name="report"),
    path("bao-cao.<paper:form>", yearly_papers.paper, name="report-paper"),
    path("so-lieu.xlsx", figures.figures_file, name="figures-file"),
    path("doan/<str:name>/", yearly.passage, name="passage"),
    path("ban-hanh/", yearly.issue, name="report-issue"),
    path("ban-moi/", yearly.edition, name="report-edition"),
    path("so-lieu/<str:key>/", figures.figure, name="figure"),
    path("so-lieu/<str:key>/ho-so.xlsx", figures.figure_file, name="figure-file"),
    path("so-lieu/<str:key>/ghi-de/", figures.type_over, name="figure-type"),
    path("so-lieu/<str:key>/dung-lai/", figures.take_back, name="figure-back"),
    path("tin-ngan/", yearly_papers.news, name="news"),
    path("tin-ngan.txt", yearly_papers.news_text, name="news-text"),
    path("tin-ngan.<paper:form>", yearly_papers.news_as_paper, name="news-paper"),
]

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
    path("bao-cao/", yearly.report_list, name="reports"),
    path("bao-cao/danh-sach.xlsx", yearly.reports_file, name="reports-file"),
    path("bao-cao/<str:code>/<int:year>/", include(_report)),
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
