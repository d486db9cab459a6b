from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_taken_and_flagged_revision")]

    operations = [
        migrations.RemoveConstraint("flag", "moderation_flag_comment_once"),
        migrations.RemoveConstraint("flag", "moderation_flag_member_once"),
        migrations.AddConstraint(
            "flag", models.UniqueConstraint(fields=["case", "reporter"], name="moderation_flag_once_a_case")
        ),
        migrations.AddConstraint(
            "flag",
            models.CheckConstraint(
                condition=Q(comment__isnull=True, comment_revision__isnull=True)
                | Q(comment__isnull=False, comment_revision__isnull=False),
                name="moderation_flag_comment_with_revision",
            ),
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="moderation_case_taken_as_a_whole",
            ),
        ),
    ]
