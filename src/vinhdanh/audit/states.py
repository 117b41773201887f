"""Migrations that draw the one table which they change, instead of every table that hangs on it.

Between two steps of a migration Django draws the models again that are related to the changed one, at any
distance. Here everything hangs on people and units: each new table drew all the others once more, and a new
database took seven times as long to make, most of it for nothing.

A table that comes, and a column, an index or a constraint that is added to one, change nothing in the others:
only that table is drawn, and the state is marked as *delayed*, Django's own word for "drawn in part". Whoever
needs all of it together draws it whole: ``RunPython`` does so by itself, and here everything else (a column
that is altered, renamed or taken away) does too. The tables that come out are the same, to the letter.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.state import ModelState, ProjectState

_add_model = ProjectState.add_model
_add_field = ProjectState.add_field


def _reload_model(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" not in self.__dict__:
        return
    if delay:
        self.is_delayed = True
        self._reload({(app_label, model_name)})  # type: ignore[attr-defined]
    else:
        del self.__dict__["apps"]  # drawn whole when it is next asked for


def _adding_model(self: ProjectState, model_state: ModelState) -> None:
    drawn = self.__dict__.pop("apps", None)
    _add_model(self, model_state)
    _put_back(self, drawn, model_state.app_label, model_state.name_lower)


def _adding_field(self: ProjectState, app_label: str, model_name: str, *field: Any) -> None:
    drawn = self.__dict__.pop("apps", None)
    _add_field(self, app_label, model_name, *field)
    _put_back(self, drawn, app_label, model_name)


def _put_back(state: ProjectState, drawn: Any, app_label: str, model_name: str) -> None:
    if drawn is not None:
        state.__dict__["apps"] = drawn
        state.reload_model(app_label, model_name, delay=True)


def draw_only_what_changes() -> None:
    """From now on, in this process, migrations draw the changed table alone where that is enough."""
    ProjectState.reload_model = _reload_model  # type: ignore[method-assign]
    ProjectState.add_model = _adding_model  # type: ignore[method-assign]
    ProjectState.add_field = _adding_field  # type: ignore[method-assign, assignment]
