"""Names are found whatever apostrophe, case, space or accent was typed: each row keeps their key."""

from typing import Any

from peewee import AutoField, Model, TextField

from shared.letters import key


class Application(Model):
    """What is read and written here of a file."""

    id = AutoField()
    applicant = TextField()
    head_of_family = TextField()
    name_key = TextField(default="")


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("application", "name_key", TextField(default="")))
    with db.bind_ctx([Application]):
        for row in Application.select():
            row.name_key = f"{key(row.applicant)} {key(row.head_of_family)}"
            row.save(only=[Application.name_key])
