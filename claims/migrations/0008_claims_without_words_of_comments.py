"""A claim made from a comment took the comment's words for its statement; those may be deleted, the claim stays."""

from django.db import migrations


def name_by_position(apps, schema_editor):
    Appearance, Position = apps.get_model("claims", "Appearance"), apps.get_model("claims", "Position")
    quoted = Appearance.objects.filter(comment__isnull=False, claim__isnull=False).select_related("claim")
    for row in quoted.order_by("pk").iterator():
        position = Position.objects.filter(claims=row.claim_id).order_by("pk").first()
        if position and row.claim.statement == row.sentences[:400]:
            row.claim.statement = position.name
            row.claim.save(update_fields=["statement"])


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_keep_claims")]

    operations = [migrations.RunPython(name_by_position, migrations.RunPython.noop)]
