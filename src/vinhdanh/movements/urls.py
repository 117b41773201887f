"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import directive_reports, directives, meetings, movements

app_name = "movements"

urlpatterns: list[URLPattern] = [
    path("phong-trao/", movements.movement_list, name="movements"),
    path("phong-trao/danh-sach.xlsx", movements.movement_file, name="movement-file"),
    path("phong-trao/moi/", movements.add, name="add"),
    path("phong-trao/<int:pk>/", movements.movement, name="movement"),
    path("phong-trao/<int:pk>/sua/", movements.change, name="change"),
    path("phong-trao/<int:pk>/truc/", movements.axes, name="axes"),
    path("phong-trao/<int:pk>/bo/", movements.drop, name="drop"),
    path("phong-trao/<int:pk>/phat-dong/", movements.launch, name="launch"),
    path("phong-trao/<int:pk>/huong-ung/", movements.answer, name="answer"),
    path("phong-trao/<int:pk>/gia-han/", movements.extend, name="extend"),
    path("phong-trao/<int:pk>/so-ket/", movements.review, name="review"),
    path("phong-trao/<int:pk>/gan/", movements.link, name="link"),
    path("phong-trao/<int:pk>/gan/<int:link>/bo/", movements.unlink, name="unlink"),
    path("chi-dao/", directives.directive_list, name="directives"),
    path("chi-dao/danh-sach.xlsx", directives.directive_file, name="directive-file"),
    path("chi-dao/theo-don-vi/", directive_reports.ranking, name="directive-units"),
    path("chi-dao/theo-don-vi.xlsx", directive_reports.ranking_file, name="directive-units-file"),
    path("chi-dao/<int:year>/tra-loi/", directive_reports.answer_page, name="directive-answers"),
    path("chi-dao/<int:year>/tra-loi.xlsx", directive_reports.answer_file, name="directive-answers-file"),
    path("chi-dao/viec/<int:pk>/", directives.directive, name="directive"),
    path("chi-dao/viec/<int:pk>/sua/", directives.change, name="directive-change"),
    path("chi-dao/viec/<int:pk>/bo/", directives.drop, name="directive-drop"),
    path("chi-dao/viec/<int:pk>/giao-tiep/", directives.pass_on, name="directive-pass-on"),
    path("chi-dao/viec/<int:pk>/buoc/<str:code>/", directives.move, name="directive-move"),
    path("chi-dao/hoi-nghi/", meetings.meeting_list, name="meetings"),
    path("chi-dao/hoi-nghi/danh-sach.xlsx", meetings.meeting_file, name="meeting-file"),
    path("chi-dao/hoi-nghi/moi/", meetings.add, name="meeting-add"),
    path("chi-dao/hoi-nghi/<int:pk>/", meetings.meeting, name="meeting"),
    path("chi-dao/hoi-nghi/<int:pk>/sua/", meetings.change, name="meeting-change"),
    path("chi-dao/hoi-nghi/<int:pk>/bo/", meetings.drop, name="meeting-drop"),
    path("chi-dao/hoi-nghi/<int:pk>/ghi/", meetings.add_line, name="directive-add"),
    path("chi-dao/hoi-nghi/<int:pk>/tach/", meetings.split, name="directive-split"),
]
