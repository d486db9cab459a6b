from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_reopening_and_undo")]

    operations = [
        migrations.AlterModelOptions(
            "claim", options={"permissions": [("keep_claims", "Can keep the register of claims")]}
        ),
        migrations.AlterField(
            "position", "claims", models.ManyToManyField(blank=True, related_name="positions", to="claims.claim")
        ),
    ]
