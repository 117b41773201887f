"""Setting up a cluster: a new one, its members and regulation, its sheet of criteria."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.movements import services
from vinhdanh.movements.forms.clusters import ClusterForm, YearForm, group_rows, read_groups, read_members
from vinhdanh.movements.models import ClusterYear
from vinhdanh.movements.selectors.clusters import base_sum, groups_of, members_of
from vinhdanh.movements.services.cluster_writing import require_write
from vinhdanh.movements.types.clusters import ClusterKind, MemberRole, PointKind, Stage
from vinhdanh.movements.views.clusters import refused, visible_year, writing_units
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, this_year, today


def add(request: HttpRequest) -> HttpResponse:
    """A new cluster with its first year as a draft."""
    actor = actor_of(request)
    units = writing_units(actor)
    initial = {"year": this_year(), "kind": ClusterKind.CLUSTER, "unit": getattr(units.first(), "code", "")}
    form = ClusterForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_cluster(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "Đã lập. Ghi tiếp thành viên, quy chế, rồi bảng tiêu chí.")
            return redirect("movements:cluster-change", made.pk)
    context = {"form": form, "units": units}
    return render(request, "movements/cluster_new.html", context, status=422 if form.errors else 200)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Members and regulation of a draft; the dues of a running year."""
    actor, year = actor_of(request), visible_year(request, pk)
    require_write(actor, year.cluster.unit, year)
    # The form fills the instance it is given: a copy, so that the service sees what differs.
    form = YearForm(request.POST or None, instance=ClusterYear.objects.get(pk=pk))
    there, free, errors = [one.unit for one in members_of(year)], _free(year), list[str]()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.write_year(actor=actor, year=year, **form.cleaned_data)
                if year.stage == Stage.DRAFT:
                    chosen = read_members(request.POST, there, free)
                    services.write_members(
                        actor=actor, year=year, units=chosen.units, head=chosen.head, deputies=chosen.deputies
                    )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("movements:cluster-change" if "them" in request.POST else "movements:cluster", pk)
    context = {
        "form": form,
        "year": year,
        "members": members_of(year),
        "roles": MemberRole.choices,
        "free": free,
        "errors": errors,
    }
    return render(request, "movements/cluster_edit.html", context, status=422 if form.errors else 200)


def _free(year: ClusterYear) -> QuerySet[Unit]:
    """Units right below the one that sets the cluster up which compete nowhere this year."""
    placed = Unit.objects.filter(cluster_places__year__year=year.year).values("pk")
    return year.cluster.unit.children.open(today()).exclude(pk__in=placed).order_by("path")


def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of criteria: groups with their criteria, maximum points and method."""
    actor, year = actor_of(request), visible_year(request, pk)
    require_write(actor, year.cluster.unit, year)
    errors: list[str] = []
    if request.method == "POST":
        try:
            services.write_criteria(actor=actor, year=year, groups=read_groups(request.POST))
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, "Đã lưu bảng tiêu chí.")
            return redirect(
                "movements:cluster-criteria" if "them" in request.POST else "movements:cluster", pk
            )
    groups = groups_of(year)
    context = {
        "year": year,
        "rows": group_rows(groups),
        "sum": base_sum(groups),
        "kinds": PointKind.choices,
        "errors": errors,
    }
    return render(request, "movements/cluster_criteria.html", context, status=422 if errors else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a draft back."""
    year = visible_year(request, pk)
    try:
        services.drop_year(actor=actor_of(request), year=year)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("movements:cluster", pk)
    messages.success(request, f"Đã bỏ bản soạn “{year}”.")
    return redirect("movements:clusters")
