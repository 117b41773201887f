"""Steps of a migration draw little, and what they draw is right."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations.operations.fields import AddField, AlterField
from django.db.migrations.operations.models import AddIndex, CreateModel
from django.db.migrations.state import ProjectState

FORCE = [
    CreateModel("Unit", [("id", models.AutoField(primary_key=True))]),
    CreateModel(
        "Person",
        [
            ("id", models.AutoField(primary_key=True)),
            ("unit", models.ForeignKey("force.Unit", models.CASCADE, related_name="persons")),
        ],
    ),
    CreateModel(
        "Grant",
        [
            ("id", models.AutoField(primary_key=True)),
            ("person", models.ForeignKey("force.Person", models.CASCADE, related_name="grants")),
        ],
    ),
]


def drawn_after(*operations: Any) -> tuple[ProjectState, ProjectState]:
    """The state after the steps, drawn from the first one on, and one that is drawn only at the end."""
    stepwise, at_the_end = ProjectState(), ProjectState()
    assert stepwise.apps is not None
    for state in (stepwise, at_the_end):
        for operation in operations:
            operation.state_forwards("force", state)
    return stepwise, at_the_end


def relations(state: ProjectState) -> dict[str, set[tuple[str, str, str]]]:
    return {
        model.__name__: {
            (field.name, type(field).__name__, field.related_model.__name__ if field.is_relation else "")
            for field in model._meta.get_fields()
        }
        for model in state.apps.get_models()
    }


def test_tables_columns_and_their_relations_are_all_there() -> None:
    stepwise, at_the_end = drawn_after(
        *FORCE,
        AddField("Unit", "head", models.ForeignKey("force.Person", models.SET_NULL, null=True)),
        AddField("Grant", "year", models.IntegerField(default=2025)),
        AddIndex("Grant", models.Index(fields=["year"], name="grant_year_only")),
    )
    assert relations(stepwise) == relations(at_the_end)
    assert ("person", "ForeignKey", "Person") in relations(stepwise)["Grant"]
    assert ("grants", "ManyToOneRel", "Grant") in relations(stepwise)["Person"]


def test_a_new_table_leaves_the_others_as_they_are_drawn() -> None:
    state = ProjectState()
    assert state.apps is not None
    for operation in FORCE[:2]:
        operation.state_forwards("force", state)
    person = state.apps.get_model("force", "Person")
    FORCE[2].state_forwards("force", state)
    assert state.apps.get_model("force", "Person") is person


def test_what_alters_a_key_is_seen_by_all_that_point_to_it() -> None:
    stepwise, _ = drawn_after(
        *FORCE,
        AddField("Unit", "name", models.TextField(default="")),
        AlterField("Person", "id", models.CharField(max_length=20, primary_key=True)),
    )
    pointing = stepwise.apps.get_model("force", "Grant")._meta.get_field("person")
    assert pointing.related_model is stepwise.apps.get_model("force", "Person")
    assert isinstance(pointing.target_field, models.CharField)


def test_a_step_in_python_finds_one_set_of_models() -> None:
    stepwise, _ = drawn_after(*FORCE, AddField("Unit", "name", models.TextField(default="")))
    stepwise.clear_delayed_apps_cache()  # what RunPython begins with
    drawn = stepwise.apps
    pointing = drawn.get_model("force", "Person")._meta.get_field("unit")
    assert pointing.related_model is drawn.get_model("force", "Unit")
