from django.db import migrations


def sort_by_bytes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar(1616) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(sort_by_bytes, migrations.RunPython.noop)]
