from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    """Give the rows of before the dates and names that the next migration requires."""
    for position in apps.get_model("claims", "Position").objects.select_related("dispute"):
        position.summary_at = position.dispute.opened_at or position.dispute.reported_at
        position.save(update_fields=["summary_at"])
    apps.get_model("claims", "Ruling").objects.update(published_at=F("ruled_at"))
    aside = apps.get_model("claims", "Evidence").objects.filter(role="set_aside")
    aside.update(set_aside_by=F("added_by"), set_aside_because=F("note"))
    condition = apps.get_model("claims", "Facet").objects.get(code="condition")
    apps.get_model("claims", "FacetValue").objects.create(
        facet=condition, code="healthy-bones", name="Healthy: no bone loss known", position=9
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_conflicts_and_rulings")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
