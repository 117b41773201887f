"""Addresses of the pages about movements, targets, registration, clusters and directives."""

from django.urls import URLPattern, path

from vinhdanh.movements.views import calendar, movements, reminders

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
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/danh-sach.xlsx", calendar.calendar_file, name="calendar-file"),
    path("lich/viec/moi/", calendar.entry_new, name="calendar-new"),
    path("lich/viec/<int:pk>/", calendar.entry, name="calendar-entry"),
    path("lich/viec/<int:pk>/sua/", calendar.entry_edit, name="calendar-edit"),
    path("lich/viec/<int:pk>/xong/", calendar.entry_finish, name="calendar-finish"),
    path("lich/viec/<int:pk>/huy/", calendar.entry_cancel, name="calendar-cancel"),
    path("lich/muc/<slug:key>.ics", calendar.entry_ics, name="calendar-ics"),
    path("lich/lien-ket/lap/", reminders.feed_make, name="feed-make"),
    path("lich/lien-ket/thu-hoi/", reminders.feed_revoke, name="feed-revoke"),
    path("lich/<slug:token>.ics", reminders.feed, name="feed"),
    path("nhac-viec/", reminders.reminder_list, name="reminders"),
    path("nhac-viec/doc/", reminders.reminder_read, name="reminder-read"),
    path("nhac-viec/cai-dat/", reminders.reminder_settings, name="reminder-settings"),
    path("nhac-viec/<int:pk>/nhac-lai/", reminders.reminder_snooze, name="reminder-snooze"),
]
