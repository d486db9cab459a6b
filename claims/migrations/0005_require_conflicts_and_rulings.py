from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_fill_conflicts_and_rulings")]

    operations = [
        migrations.AlterField("position", "summary_at", models.DateTimeField()),
        migrations.AddConstraint(
            model_name='caution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('put_by__isnull', False), ('rule', '')), models.Q(('put_by__isnull', True), models.Q(('rule', ''), _negated=True)), _connector='OR'), name='claims_caution_by_a_person_or_a_rule'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='claims_claim_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'set_aside'), _negated=True), models.Q(('set_aside_by__isnull', False), models.Q(('set_aside_because', ''), _negated=True)), _connector='OR'), name='claims_evidence_set_aside_with_why'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ['', 'same', 'narrower', 'opposite', 'gone'])), name='claims_resolution_relation'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'published', 'declined', 'withdrawn'])), name='claims_ruling_status'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('dispute',), name='claims_ruling_one_proposed'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('status', 'published')), models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='claims_ruling_published_with_date'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('declined_because', ''), _negated=True), _connector='OR'), name='claims_ruling_declined_with_why'),
        ),
        migrations.AddConstraint(
            model_name='thing',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['exercise', 'food', 'drug', 'habit'])), name='claims_thing_kind'),
        ),
    ]
