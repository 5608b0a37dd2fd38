"""The demo's organisations and log-ins. They exist only where the demo command made them."""

from django.db import transaction

from facilitation.models import Organisation, User
from facilitation.roles import Role

ORGANISATION = "Solent Link Workers (demo)"
OTHER_ORGANISATION = "Itchen Health Trainers (demo)"

# e-mail, name, role, organisation
LOG_INS = [
    ("facilitator@genie.example", "Frances Facilitator", Role.FACILITATOR, ORGANISATION),
    ("second-facilitator@genie.example", "Sam Second", Role.FACILITATOR, ORGANISATION),
    ("manager@genie.example", "Mina Manager", Role.MANAGER, ORGANISATION),
    ("curator@genie.example", "Cora Curator", Role.CURATOR, None),
    ("researcher@genie.example", "Rhea Researcher", Role.RESEARCHER, ORGANISATION),
]

ON_PLANS = {
    Role.FACILITATOR: {"phone": "01632 960200", "phone_times": "Monday to Thursday"},
}


@transaction.atomic
def make_people(password: str) -> list[User]:
    """The demo log-ins. Those that are there keep their password, unless one is given.

    Without `password` a new log-in cannot sign in.
    """
    for name in (ORGANISATION, OTHER_ORGANISATION):
        Organisation.objects.get_or_create(name=name)
    users = []
    for email, name, role, organisation in LOG_INS:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email,
                name=name,
                role=role,
                organisation=Organisation.objects.filter(name=organisation).first(),
                **ON_PLANS.get(role, {}),
            )
        if password and not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        users.append(user)
    return users
