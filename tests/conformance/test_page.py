"""What `docs/workspace.md` says of the methods is what the workspace does."""

from tests.conformance import page


def test_the_tables_of_the_docs_are_up_to_date() -> None:
    said = page.PAGE.read_text(encoding="utf-8")
    assert said == page.written(said), "run: python -m tests.conformance.page"


def test_the_docs_have_all_tables() -> None:
    said = page.PAGE.read_text(encoding="utf-8")
    assert [name for name in page.TABLES if f"<!-- {name} -->" not in said] == []
