"""Sending changed fields as a page's script does."""

import json
import uuid


def send_changes(client, url: str, fields: dict, change_id: uuid.UUID | None = None):
    """`fields`: what each said before and says now, each a list, by the field's name."""
    sides = {name: {"before": before, "after": after} for name, (before, after) in fields.items()}
    body = json.dumps({"id": str(change_id or uuid.uuid4()), "fields": sides})
    return client.post(
        url, body, content_type="application/json", headers={"accept": "application/json"}
    )
