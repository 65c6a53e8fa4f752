"""What the columns of every table share."""

import importlib

from sqlmodel import SQLModel

from incidents.user_group import UserGroup


def test_no_row_asks_the_builtin_list_for_a_default() -> None:
    """Making one would take twice as long (`no_items` says why)."""
    importlib.import_module("storage.store")  # it knows all tables
    asked = [
        f"{table.__name__}.{name}"
        for table in SQLModel.__subclasses__()
        for name, field in table.model_fields.items()
        if field.default_factory is list
    ]
    assert asked == []


def test_each_row_has_a_list_of_its_own() -> None:
    first, second = (UserGroup(id=id, handle="db") for id in ("S1", "S2"))
    first.people.append("U1")
    assert second.people == []
