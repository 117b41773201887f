"""Django's admin on the tables of a round, and the addresses of the bench: the product's and the admin's."""

from __future__ import annotations

from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import path

from vinhdanh.council.models import AgendaLine
from vinhdanh.decisions.models import Complaint, DecisionDraft, DraftLine
from vinhdanh.dossiers.models import Opinion, PostingLine, Proposal, ProposalHold, ReviewRound
from vinhdanh.web import urls

ROWS = 50  # of a page, as ours


class Everybody(AdminSite):
    """Whoever is signed in sees it: the product has no staff."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


def listed(columns: str, filters: str, search: str, joins: str = "") -> type[ModelAdmin]:
    """An admin of a table that only lists it."""

    class Listed(ModelAdmin):
        list_display = columns.split()
        list_filter = filters.split()
        search_fields = search.split()
        list_select_related = joins.split() or False  # type: ignore[assignment]
        list_per_page = ROWS

        def has_module_permission(self, request: HttpRequest) -> bool:
            return True

        def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return True

        def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return False

        def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return False

        def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
            return False

    return Listed


_NAMED = "proposal__round proposal__person proposal__unit proposal__place"
LISTED: dict[type[Model], type[ModelAdmin]] = {
    ReviewRound: listed("name kind year state", "kind year state", "name", "unit"),
    Proposal: listed(
        "number person unit place honour verdict stage due",
        "stage honour unit verdict",
        "folded",
        "round person unit place",
    ),
    Opinion: listed(
        "proposal topic department due answer", "topic answer", "proposal__folded", f"{_NAMED} department"
    ),
    PostingLine: listed("proposal posting", "proposal__honour", "proposal__folded", f"{_NAMED} posting"),
    ProposalHold: listed("proposal ground note opened", "ground", "proposal__folded", _NAMED),
    Complaint: listed("number proposal kind received due state", "kind state year", "document", _NAMED),
    AgendaLine: listed(
        "position proposal votes_for votes_against passed", "passed", "proposal__folded", _NAMED
    ),
    DecisionDraft: listed(
        "number title dated authority round state", "state round", "title", "authority round number"
    ),
    DraftLine: listed("position proposal money artefact", "proposal__honour", "proposal__folded", _NAMED),
}

site = Everybody(name="admin")
for model, how in LISTED.items():
    site.register(model, how)

urlpatterns = [path("bench-admin/", site.urls), *urls.urlpatterns]
