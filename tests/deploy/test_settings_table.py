"""The README tells every setting as it is."""

from deploy import settings_table


def test_the_readme_holds_todays_table_of_settings():
    text = settings_table.README.read_text()
    message = "run: python -m deploy.settings_table"
    assert settings_table.table() in text, message


def test_an_old_table_is_replaced_and_the_rest_kept():
    old = "before\n<!-- settings -->\n| gone |\n<!-- /settings -->\nafter\n"
    new = settings_table.written_into(old)
    assert "gone" not in new
    assert new.startswith("before\n")
    assert new.endswith("after\n")
