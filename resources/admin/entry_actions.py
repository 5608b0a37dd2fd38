"""What a curator does to many entries of the list at once."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from facilitation.access import current_user
from resources.actions import curation
from resources.admin import bulk
from resources.models import Resource

VERIFIED = "It says of each that somebody made sure today that all of it is right."
NO_REFUGES = "They then stand on maps, on plans and in the published files, with their streets."


class EntryActions(admin.ModelAdmin[Resource]):
    """The actions of the list of entries. What concerns more than are in sight asks first."""

    actions = [
        "verified_today", "add_interests", "take_interests", "change_status", "i_keep_them",
        "confidential", "not_confidential",
    ]  # fmt: skip

    def asked(
        self,
        request: HttpRequest,
        found: QuerySet[Resource],
        title: str,
        note: str = "",
        *,
        few: int | None = None,
    ) -> HttpResponse | None:
        """The page that asks, where they are more than `few`, or else than in sight, and nobody has
        said yes."""
        form = bulk.answered(request, bulk.SureForm)
        if form.is_valid() or found.count() <= (self.list_per_page if few is None else few):
            return None
        return bulk.ask(self, request, found, form, title=title, note=note)

    def say(self, request: HttpRequest, number: int, words: str) -> None:
        message = bulk.counted(number, self.opts)
        self.message_user(request, f"{message} {words}", messages.SUCCESS)

    @admin.action(description="Make me the owner")
    def i_keep_them(self, request: HttpRequest, found: QuerySet[Resource]) -> HttpResponse | None:
        if page := self.asked(request, found, "Make me the owner of all of them"):
            return page
        done = found.update(owner=current_user(request))
        self.say(request, done, "now with you as the owner.")
        return None

    @admin.action(description="Verified today: all is still right")
    def verified_today(
        self, request: HttpRequest, found: QuerySet[Resource]
    ) -> HttpResponse | None:
        if page := self.asked(request, found, "All of them are verified today", VERIFIED):
            return page
        # of a whole directory only what the rule asks for
        bare = found.select_related(None).prefetch_related(None).only("delivery")
        done = curation.verify(resources=bare.iterator(), by=current_user(request))
        self.say(request, done, "marked as verified today.")
        return None

    @admin.action(description="Add interests …")
    def add_interests(self, request: HttpRequest, found: QuerySet[Resource]) -> HttpResponse | None:
        return self.set_interests(request, found, "Add these interests", added=True)

    @admin.action(description="Take interests away …")
    def take_interests(
        self, request: HttpRequest, found: QuerySet[Resource]
    ) -> HttpResponse | None:
        return self.set_interests(request, found, "Take these interests away", added=False)

    def set_interests(
        self, request: HttpRequest, found: QuerySet[Resource], title: str, *, added: bool
    ) -> HttpResponse | None:
        form = bulk.answered(request, bulk.InterestsForm)
        if not form.is_valid():
            return bulk.ask(self, request, found, form, title=title)
        chosen = form.cleaned_data["interests"]
        done = curation.set_interests(resources=found, interests=chosen, added=added)
        self.say(request, done, "changed." if done else "changed: they were so already.")
        return None

    @admin.action(description="Change the status …")
    def change_status(self, request: HttpRequest, found: QuerySet[Resource]) -> HttpResponse | None:
        form = bulk.answered(request, bulk.StatusForm)
        if not form.is_valid():
            return bulk.ask(self, request, found, form, title="Change the status")
        done = curation.set_status(resources=found, status=form.cleaned_data["status"])
        self.say(request, done, "changed." if done else "changed: they were so already.")
        return None

    @admin.action(description="Their addresses are confidential")
    def confidential(self, request: HttpRequest, found: QuerySet[Resource]) -> HttpResponse | None:
        if page := self.asked(request, found, "All their addresses are confidential"):
            return page
        done = curation.set_confidential(resources=found, confidential=True)
        self.say(request, done, "kept confidential.")
        return None

    @admin.action(description="Their addresses may be published: they are no refuges")
    def not_confidential(
        self, request: HttpRequest, found: QuerySet[Resource]
    ) -> HttpResponse | None:
        # one refuge among them is enough, and the line above in the list means the opposite
        if page := self.asked(
            request, found, "Their addresses may be published", NO_REFUGES, few=0
        ):
            return page
        done = curation.set_confidential(resources=found, confidential=False)
        self.say(request, done, "may be published.")
        return None
