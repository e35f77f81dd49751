"""A person may change how they are spoken to: language and zone, in their own row and in no other."""

from django.db import migrations

from vinculo.kernel.walls import Sql

ONESELF = "id = (select nullif(current_setting('vinculo.actor', true), '')::bigint)"

OWN_PREFERENCES = f"""
create policy client_oneself on directory_person for update to {{client}} using ({ONESELF}) with check ({ONESELF});
create policy supplier_oneself on directory_person for update to {{supplier}} using ({ONESELF}) with check ({ONESELF});
grant update (locale, zone) on directory_person to {{client}}, {{supplier}}
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_doors")]

    operations = [Sql(OWN_PREFERENCES)]
