"""UUIDs for what the standard gives an id and our tables do not: the same ones every time."""

import uuid

# of Genie's own making; it must never change, or every derived id changes with it
NAMESPACE = uuid.UUID("ef63d904-a2dc-4617-bf06-d9900da435b3")


def derived(*parts: object) -> uuid.UUID:
    """The id of what `parts` lead to: `derived(resource.pk, "phone")`."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))
