from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0008_indexes_for_orders")]

    operations = [
        migrations.AlterField(model_name="draft", name="place", field=models.CharField(max_length=200)),
    ]
