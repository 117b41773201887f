"""Addresses of the register of honours."""

from django.urls import path

from vinhdanh.awards.views import acts, books, consents, grants, honours, recording, register, tallies

app_name = "awards"

urlpatterns = [
    path("so-khen-thuong/", register.register, name="register"),
    path("so-khen-thuong/danh-sach.xlsx", register.register_file, name="register-file"),
    path("so-khen-thuong/danh-muc/", honours.catalogue, name="catalogue"),
    path("so-khen-thuong/danh-muc.xlsx", honours.catalogue_file, name="catalogue-file"),
    path("so-khen-thuong/ghi/", recording.record, name="record"),
    path("so-khen-thuong/tong-hop/", tallies.tallies, name="tallies"),
    path("so-khen-thuong/tong-hop.xlsx", tallies.tallies_file, name="tallies-file"),
    path("so-khen-thuong/luot/<int:pk>/", grants.grant, name="grant"),
    path("so-khen-thuong/luot/<int:pk>/dua-tren/", grants.resting, name="resting"),
    path("so-khen-thuong/luot/<int:pk>/cong-khai-ten/", consents.of_grant, name="grant-consent"),
    path("so-khen-thuong/luot/<int:pk>/<slug:slug>/", acts.act, name="act"),
    path("so-khen-thuong/quyet-dinh/<int:pk>/", grants.decision, name="decision"),
    path("so-khen-thuong/don-vi/<str:code>/", books.unit, name="unit-book"),
    path("so-khen-thuong/don-vi/<str:code>/trich.<paper:form>", books.unit_paper, name="unit-paper"),
    path("so-khen-thuong/ca-nhan/<str:number>/", books.person, name="person-book"),
    path("so-khen-thuong/ca-nhan/<str:number>/cong-khai-ten/", consents.of_person, name="person-consent"),
    path("so-khen-thuong/ca-nhan/<str:number>/trich.<paper:form>", books.person_paper, name="person-paper"),
]
