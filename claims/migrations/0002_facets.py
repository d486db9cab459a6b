from django.db import migrations

FACETS = [
    ("condition", "Condition", True, [("osteopenia", "Osteopenia"), ("osteoporosis", "Osteoporosis")]),
    (
        "fracture",
        "Broken bones so far",
        True,
        [
            ("no-fracture", "No bone has broken"),
            ("vertebral", "A bone in the spine has broken"),
            ("vertebral-several", "Several bones in the spine have broken"),
            ("other-fracture", "Another bone has broken"),
            ("other-several", "Several other bones have broken"),
        ],
    ),
    ("other", "Other conditions", False, [("neuropathy", "No feeling in the feet (neuropathy)"), ("kyphosis", "A rounded back")]),
    ("supervision", "Supervision", False, [("supervised", "With a professional watching"), ("alone", "Alone")]),
    ("dose", "Dose or intensity", False, [("low", "Low"), ("moderate", "Moderate"), ("high", "High")]),
    ("age", "Age group", False, [("under-50", "Under 50"), ("50-64", "50 to 64"), ("65-79", "65 to 79"), ("80", "80 and over")]),
]
WIDER = {"vertebral-several": "vertebral", "other-several": "other-fracture"}


def seed(apps, schema_editor):
    Facet, FacetValue = apps.get_model("claims", "Facet"), apps.get_model("claims", "FacetValue")
    made = {}
    for position, (code, name, deciding, values) in enumerate(FACETS):
        facet = Facet.objects.create(code=code, name=name, position=position, is_deciding=deciding)
        for place, (value, words) in enumerate(values):
            wider = made.get(WIDER.get(value))
            made[value] = FacetValue.objects.create(facet=facet, code=value, name=words, position=place, wider=wider)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
