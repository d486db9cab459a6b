import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def note_revisions(apps, schema_editor):
    Flag = apps.get_model("moderation", "Flag")
    for flag in Flag.objects.filter(comment__isnull=False).select_related("comment"):
        said = flag.comment.revisions.filter(created_at__lte=flag.created_at).order_by("-number").first()
        flag.comment_revision = said.number if said else 1
        flag.save(update_fields=["comment_revision"])


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_revision_is_public"),
        ("moderation", "0002_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "case",
            "taken_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField("case", "taken_at", models.DateTimeField(null=True)),
        migrations.AddField("flag", "comment_revision", models.PositiveIntegerField(null=True)),
        migrations.RunPython(note_revisions, migrations.RunPython.noop),
    ]
