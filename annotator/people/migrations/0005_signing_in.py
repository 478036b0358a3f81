"""Make the table in which attempts are counted, and take the addresses of all accounts over.

Every address here came by an invitation's letter or from an administrator: each is its account's.
"""

from django.core.management import call_command
from django.db import migrations


def make_cache(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_cache(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS people_attempts")


def take_addresses(apps, schema_editor):
    User = apps.get_model("people", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    taken = set()
    for user in User.objects.exclude(email="").order_by("pk").iterator():
        address = user.email.lower()
        EmailAddress.objects.update_or_create(
            user_id=user.pk,
            email=address,
            defaults={"primary": True, "verified": address not in taken},
        )
        taken.add(address)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_tokens"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [
        migrations.RunPython(make_cache, drop_cache),
        migrations.RunPython(take_addresses, migrations.RunPython.noop),
    ]
