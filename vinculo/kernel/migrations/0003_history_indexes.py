"""The history is read by when things happened: of all, of an organisation or of a person, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_walls")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["occurred_at", "id"], name="event_occurred"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["organisation_id", "occurred_at", "id"], name="event_organisation"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("actor_id__isnull", False)),
                fields=["actor_id", "occurred_at", "id"],
                name="event_actor",
            ),
        ),
    ]
