"""Make the index of the database in use: an FTS5 table on SQLite, a text search configuration on PostgreSQL."""

from django.db import migrations

from search.engines import postgresql, sqlite


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgresql.MAKE:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(sqlite.MAKE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgresql.DROP:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(sqlite.DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents_words_and_synonyms")]

    operations = [migrations.RunPython(make, unmake)]
