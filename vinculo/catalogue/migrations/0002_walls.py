"""The wall around the catalogue: a client sees the services that it has, and categories that are its own or serve all."""

from django.db import migrations

from vinculo.kernel.walls import OWN, OwnedKey, RaiseWall

OF_PROVIDERS = "organisation_id in (select id from directory_organisation where is_provider)"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("directory", "0002_walls")]

    operations = [
        RaiseWall("Subscription", client="select"),
        RaiseWall(
            "Service",
            client="select",
            client_sees=f"{OWN} or id in (select service_id from catalogue_subscription)",
        ),
        RaiseWall("Category", client="select", client_sees=f"{OWN} or {OF_PROVIDERS}"),
        OwnedKey("Category", "parent"),
    ]
