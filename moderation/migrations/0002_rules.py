from django.db import migrations

RULES = [
    ("safety", "Do not tell people to do something dangerous", "Say what helped you. Do not tell others to stop a medicine, to skip a doctor, or to do what could hurt them."),
    ("respect", "Be kind to people", "Disagree with what is said, not with who says it. No insults, no mockery, no threats."),
    ("privacy", "Leave private details out", "No names, addresses, e-mail addresses or telephone numbers, yours or anybody else's."),
    ("promotion", "Do not sell", "Say what helped you. Leave out prices, shops, codes and links that sell, and say so if you earn on something."),
    ("on-topic", "Stay with the subject", "Write about the article and the questions it raises."),
    ("spam", "Post a thing once", "No copied texts, no chains of links, no posts made by a machine."),
]


def seed(apps, schema_editor):
    PolicyRule = apps.get_model("moderation", "PolicyRule")
    for position, (code, title, text) in enumerate(RULES):
        PolicyRule.objects.create(code=code, title=title, text=text, position=position)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
