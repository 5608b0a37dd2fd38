"""Without indexes that no query uses: those that begin as another one does, those for LIKE on codes
and slugs, and those of the history by anything but the entry and the import. A new entry
is written to forty-eight indexes with them, and to forty without."""

from django.db import migrations

# index: (table, columns)
DROPPED = {
    "resources_resource_interests_resource_id_55e96adf":
        ("resources_resource_interests", "resource_id"),
    "resources_resource_interests_interest_id_25225eb4_like":
        ("resources_resource_interests", "interest_id varchar_pattern_ops"),
    "resources_resource_authorities_resource_id_6f66d95e":
        ("resources_resource_authorities", "resource_id"),
    "resources_resource_authorities_localauthority_id_f6b656ef_like":
        ("resources_resource_authorities", "localauthority_id varchar_pattern_ops"),
    "resources_interestevent_interest_id_8831e909":
        ("resources_interestevent", "interest_id"),
    "resources_interestevent_interest_id_8831e909_like":
        ("resources_interestevent", "interest_id varchar_pattern_ops"),
    "resources_authorityevent_localauthority_id_e6bcd50a":
        ("resources_authorityevent", "localauthority_id"),
    "resources_authorityevent_localauthority_id_e6bcd50a_like":
        ("resources_authorityevent", "localauthority_id varchar_pattern_ops"),
    "resources_resourceevent_owner_id_7b2a51a3": ("resources_resourceevent", "owner_id"),
    "resources_resourceevent_provider_id_72373fdc": ("resources_resourceevent", "provider_id"),
    "resources_resourceevent_verified_by_id_15c5d3a4": ("resources_resourceevent", "verified_by_id"),
    "resources_scheduleevent_place_id_a97deb43": ("resources_scheduleevent", "place_id"),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("resources", "0018_search_by_name")]

    operations = [
        migrations.RunSQL(f"DROP INDEX {name}", f"CREATE INDEX {name} ON {table} ({columns})")
        for name, (table, columns) in DROPPED.items()
    ]
