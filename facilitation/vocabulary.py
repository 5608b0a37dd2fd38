"""Words that a participant's details and a resource's "who it is for" share.

Genie's papers say that postcode, gender, age and health conditions are asked for and tailor the
suggestions; they publish no lists. These lists are our decision.
"""

from django.db import models


class Stage(models.TextChoices):
    """The five steps of a session, in order. The value is also the name of the step's page."""

    ABOUT = "about", "About you"
    NETWORK = "network", "Your network"
    PREFERENCES = "preferences", "What you like"
    NEAR = "near", "Near you"
    PLAN = "plan", "Your plan"


# Where each step's page is. By name: an app never imports the next stage's app.
STAGE_URL_NAMES = {
    Stage.ABOUT: "facilitation:about",
    Stage.NETWORK: "mapping:network",
    Stage.PREFERENCES: "preferences:preferences",
    Stage.NEAR: "resources:near",
    Stage.PLAN: "plans:plan",
}

# Where a follow-up begins, before the steps: what became of the last plan.
FOLLOW_UP_URL_NAME = "plans:how_it_went"
# Where somebody who practises goes on.
LEARNING_URL_NAME = "learning:learning"
# Looked at between the map and what comes next.
TOGETHER_URL_NAME = "mapping:together"
THEN_AND_NOW_URL_NAME = "mapping:then_and_now"

# The calm guide to a session of about 45 minutes (published); how they are shared out is ours.
USUAL_MINUTES = {
    Stage.ABOUT: 5,
    Stage.NETWORK: 15,
    Stage.PREFERENCES: 7,
    Stage.NEAR: 10,
    Stage.PLAN: 8,
}


class Gender(models.TextChoices):
    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    NON_BINARY = "non_binary", "Non-binary"
    OTHER = "other", "Another way"
    NOT_SAID = "not_said", "Prefer not to say"


class AgeBand(models.TextChoices):
    """Ten-year bands for people who would rather not give a year of birth."""

    UNDER_18 = "0-17", "Under 18"
    FROM_18 = "18-29", "18 to 29"
    FROM_30 = "30-39", "30 to 39"
    FROM_40 = "40-49", "40 to 49"
    FROM_50 = "50-59", "50 to 59"
    FROM_60 = "60-69", "60 to 69"
    FROM_70 = "70-79", "70 to 79"
    FROM_80 = "80-89", "80 to 89"
    FROM_90 = "90-120", "90 or over"
    NOT_SAID = "not_said", "Prefer not to say"

    @property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and oldest age in the band, in years; None when not said."""
        if self == AgeBand.NOT_SAID:
            return None
        youngest, oldest = self.value.split("-")
        return int(youngest), int(oldest)

    @classmethod
    def of(cls, age: int) -> "AgeBand | None":
        """The band that somebody of this age is in; None for nobody's age."""
        bands = [(band, band.ages) for band in cls]
        return next((band for band, ages in bands if ages and ages[0] <= age <= ages[1]), None)


class Condition(models.TextChoices):
    """Long-term conditions in everyday words."""

    ARTHRITIS = "arthritis", "Arthritis or joint problems"
    BACK_PAIN = "pain", "Back pain or long-lasting pain"
    DIABETES = "diabetes", "Diabetes"
    HEART = "heart", "Heart problems or high blood pressure"
    LUNGS = "lungs", "Asthma, COPD or other lung problems"
    STROKE = "stroke", "Stroke"
    CANCER = "cancer", "Cancer"
    KIDNEY = "kidney", "Kidney problems"
    LOW_MOOD = "mood", "Anxiety, low mood or depression"
    MENTAL_HEALTH = "mental_health", "Another mental health problem"
    DEMENTIA = "dementia", "Memory problems or dementia"
    NEUROLOGICAL = "neurological", "Parkinson's, MS or other nerve problems"
    SIGHT = "sight", "Sight loss"
    HEARING = "hearing", "Hearing loss"
    LEARNING = "learning", "Learning disability or autism"
    OTHER = "other", "Something else"


# The person's record, after the PRSB social prescribing standard. Where it names a set of codes
# but no code, or leaves the words free, the words are ours.


class ContactMethod(models.TextChoices):
    """PRSB: preferred contact method."""

    PHONE = "phone", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    VISIT = "visit", "Visit"
    SOMEONE = "someone", "Through someone else"


class Mobility(models.TextChoices):
    """PRSB: mobility needs; how somebody gets about."""

    UNAIDED = "unaided", "Walks without help"
    STICK = "stick", "Stick, frame or rollator"
    WHEELCHAIR = "wheelchair", "Wheelchair"
    SCOOTER = "scooter", "Mobility scooter"
    COMPANY = "company", "With someone"
    HOUSEBOUND = "housebound", "Hardly ever leaves home"
    BUS = "bus", "Takes the bus"
    DRIVES = "drives", "Drives"
    LIFTS = "lifts", "Gets lifts or taxis"


class Adjustment(models.TextChoices):
    """PRSB: reasonable adjustment. Any of them is what its flag means (SNOMED CT 1108111000000107,
    Requires reasonable adjustments for health and care access)."""

    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy read"
    HEARING = "hearing", "Hearing loop, or speaking clearly"
    SIGN_LANGUAGE = "sign_language", "British Sign Language"
    COMPANION = "companion", "Having someone along"
    QUIET = "quiet", "Somewhere quiet"
    TIME = "time", "More time"
    STEP_FREE = "step_free", "No steps"


class AttemptMethod(models.TextChoices):
    """How somebody tried to reach a person about a follow-up."""

    PHONE = "phone", "By telephone"
    EMAIL = "email", "By e-mail"
    LETTER = "letter", "By letter"
    VISIT = "visit", "By a visit"


class FollowUpEnd(models.TextChoices):
    """Why a follow-up that was due is asked for no more."""

    NOT_REACHED = "not_reached", "Could not be reached"
    DECLINED = "declined", "Would rather not"


class AuditKind(models.TextChoices):
    """What the audit log is looked through by."""

    SIGN_IN = "sign_in", "Signing in"
    READ = "read", "Opening a person's record"
    CHANGE = "change", "Changes"
    EXPORT = "export", "Exports and prints"
    RIGHTS = "rights", "Who may do what"
    PUBLISH = "publish", "Publishing"
