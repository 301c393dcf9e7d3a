from django.db import migrations, models

from interviews.transcripts.shingles import shingle


def fill(apps, schema_editor):
    """The interviews that are there already, by the same words as `interviews.actions.similar` takes."""
    shingles = apps.get_model("interviews", "Shingle")
    interviews = apps.get_model("interviews", "Interview").objects.only("lead", "closing")
    for interview in interviews.prefetch_related("turns").iterator(chunk_size=100):
        turns = sorted(interview.turns.all(), key=lambda turn: turn.position)
        text = "\n".join([interview.lead, *(turn.text for turn in turns), interview.closing])
        rows = [shingles(hash=one, interview_id=interview.pk) for one in sorted(shingle(text).sketch)]
        shingles.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0002_paste_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shingle",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "hash", "interview_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("hash", models.BigIntegerField(verbose_name="hash")),
                (
                    "interview_id",
                    models.BigIntegerField(db_index=True, verbose_name="number of the interview"),
                ),
            ],
            options={
                "verbose_name": "shingle",
                "verbose_name_plural": "shingles",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
