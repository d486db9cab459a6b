from django.db import migrations, models
from django.db.models import F


def hide_what_is_held(apps, schema_editor):
    CommentRevision = apps.get_model("comments", "CommentRevision")
    waiting = CommentRevision.objects.filter(comment__status="held", number=F("comment__revision"))
    CommentRevision.objects.filter(pk__in=waiting.values("pk")).update(is_public=False)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_path_collation")]

    operations = [
        migrations.AddField(model_name="commentrevision", name="is_public", field=models.BooleanField(default=True)),
        migrations.RunPython(hide_what_is_held, migrations.RunPython.noop),
    ]
