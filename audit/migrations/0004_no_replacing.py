from django.db import migrations

from audit import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Install the guard again: on SQLite it refuses INSERT OR REPLACE from now on."""

    dependencies = [("audit", "0003_append_only_in_code")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
