from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_evidence_comes_back")]

    operations = [
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=Q(("brought_as__in", ["supports", "opposes"]), ("role", "set_aside"))
                | Q(~Q(("role", "set_aside")), ("brought_as", "")),
                name="claims_evidence_set_aside_can_come_back",
            ),
        ),
    ]
