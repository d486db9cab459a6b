from django.db import migrations, models


def fill(apps, schema_editor):
    """Say of evidence that is set aside already how it would come back."""
    apps.get_model("claims", "Evidence").objects.filter(role="set_aside").update(brought_as="supports")


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_report_for_whom_each_side_holds")]

    operations = [
        migrations.AddField("evidence", "brought_as", models.CharField(blank=True, default="", max_length=9), preserve_default=False),
        migrations.AddField("citationfit", "sentences", models.JSONField(default=list)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
