"""Addresses, Vietnamese slugs."""

from django.urls import (
    URLPattern,
    path,
)

from vinhdanh.council.views import (
    boxes,
    casting,
    councils,
    keeping,
    meetings,
    minutes,
    paper,
    printing,
    voting,
)

app_name = "council"

urlpatterns: list[URLPattern] = [
    path("hoi-dong/", councils.council_list, name="councils"),
    path("hoi-dong/danh-sach.xlsx", councils.council_file, name="council-file"),
    path("hoi-dong/moi/", councils.add, name="add"),
    path("hoi-dong/<int:pk>/", councils.council, name="council"),
    path("hoi-dong/<int:pk>/sua/", councils.change, name="change"),
    path("hoi-dong/<int:pk>/nam-sau/", councils.copy, name="copy"),
    path("hoi-dong/<int:pk>/thanh-vien.xlsx", councils.member_file, name="member-file"),
    path("hoi-dong/<int:pk>/thanh-vien/moi/", councils.member_add, name="member-add"),
    path("hoi-dong/thanh-vien/<int:pk>/", councils.member, name="member"),
    path("hoi-dong/<int:pk>/phien-hop/moi/", meetings.add, name="meeting-add"),
    path("hoi-dong/phien-hop/<int:pk>/", meetings.meeting, name="meeting"),
    path("hoi-dong/phien-hop/<int:pk>/sua/", meetings.change, name="meeting-change"),
    path("hoi-dong/phien-hop/<int:pk>/viec/", meetings.act, name="meeting-act"),
    path("hoi-dong/phien-hop/<int:pk>/diem-danh/", meetings.attendance, name="attendance"),
    path("hoi-dong/phien-hop/<int:pk>/danh-sach-moi.xlsx", meetings.attendance_file, name="attendance-file"),
    path("hoi-dong/phien-hop/<int:pk>/khong-tham-gia/", meetings.recusals, name="recusals"),
    path("hoi-dong/van-ban/<int:pk>/", meetings.written, name="written"),
    path("hoi-dong/muc/<int:pk>/", voting.item, name="item"),
    path("hoi-dong/phien-hop/<int:pk>/ket-thuc/", minutes.finish, name="finish"),
    path("hoi-dong/phien-hop/<int:pk>/bien-ban/", minutes.minutes, name="minutes"),
    path("hoi-dong/phien-hop/<int:pk>/thay-doi/", minutes.changes, name="changes"),
    path("hoi-dong/phien-hop/<int:pk>/thay-doi.xlsx", minutes.changes_file, name="changes-file"),
    path("hom-phieu/", boxes.box_list, name="boxes"),
    path("hom-phieu/danh-sach.xlsx", boxes.box_list_file, name="boxes-file"),
    path("hom-phieu/cum-khoi/<int:year>/", keeping.open_for_cluster, name="cluster-box"),
    path("hom-phieu/<int:pk>/", boxes.box, name="box"),
    path("hom-phieu/<int:pk>/xem-lai/", casting.review, name="ballot-review"),
    path("hom-phieu/<int:pk>/gui/", casting.send, name="ballot-send"),
    path("hom-phieu/<int:pk>/dong/", keeping.closing, name="box-close"),
    path("hom-phieu/<int:pk>/gia-han/", keeping.extend, name="box-extend"),
    path("hom-phieu/<int:pk>/huy/", keeping.void, name="box-void"),
    path("hom-phieu/<int:pk>/nhap-phieu/", paper.typing, name="box-paper"),
    path("hom-phieu/<int:pk>/doi-chieu/", boxes.check_receipt, name="box-receipt"),
    path("hom-phieu/<int:pk>/kiem-lai/", boxes.count_again, name="box-recount"),
    path("hom-phieu/<int:pk>/ket-qua.xlsx", boxes.result_file, name="box-result"),
    # papers
    path("hoi-dong/phien-hop/<int:pk>/bien-ban.<paper:form>", printing.minutes, name="minutes-paper"),
    path("hoi-dong/phien-hop/<int:pk>/giay-moi.<paper:form>", printing.invitation, name="invitation-paper"),
    path("hoi-dong/van-ban/<int:pk>/phieu.<paper:form>", printing.written, name="written-paper"),
    path("hom-phieu/<int:pk>/bien-ban-kiem-phieu.<paper:form>", printing.count, name="count-paper"),
    path("hom-phieu/<int:pk>/phieu-bau.<paper:form>", printing.ballots, name="ballot-paper"),
]
