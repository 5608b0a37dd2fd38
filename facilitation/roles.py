"""The roles, and whose admin pages they may use. Inside a session, see `facilitation.access`."""

from django.db import models


class Role(models.TextChoices):
    FACILITATOR = "facilitator", "Facilitator"
    MANAGER = "manager", "Manager"
    CURATOR = "curator", "Curator"
    RESEARCHER = "researcher", "Researcher"


# By app. Models that hold participant data are registered in no admin, so a curator cannot meet
# them there.
ADMIN_APPS: dict[str, set[str]] = {
    Role.CURATOR: {"resources", "imports", "open_referral", "geography"},
    Role.MANAGER: {"preferences"},
}
