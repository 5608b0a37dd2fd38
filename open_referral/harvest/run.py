"""Runs a feed: everything is fetched first, then written in one transaction, or not at all."""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from open_referral.harvest.addresses import services_url
from open_referral.harvest.areas import Authorities
from open_referral.harvest.feed_entries import FeedEntries
from open_referral.harvest.fetching import FeedError
from open_referral.harvest.harvester import Harvest
from open_referral.harvest.leftovers import LeftOut
from open_referral.harvest.reading import Service, read
from open_referral.harvest.term_mappings import FeedTerms
from open_referral.harvest.values import Json, key_of
from open_referral.models import Feed, FeedEntry, FeedRun
from preferences.models import Interest
from resources import listings
from resources.intake.beside import one_ahead, work_ahead
from resources.intake.bulk import few_collections
from resources.intake.entries import Entry, Result, RowOutcome
from resources.intake.fields import with_curators
from resources.intake.new_entries import NewEntries, judge
from resources.intake.saving import Intake
from resources.models import ExternalId, Resource, SourceRecord, TermMapping
from resources.vocabulary import Status

logger = logging.getLogger(__name__)

BATCH = 1000
MOST_REMARKS = 10_000
# So many gone at once look like a broken feed, not like closed services. (Our decision.)
MANY_GONE = 10
SHARE_GONE = 0.5
# What is gone shows only where everything was asked for.
FULL_EVERY = dt.timedelta(days=7)

# (since when, or None for everything) -> what the feed has
HarvestSince = Callable[[dt.datetime | None], Harvest]


class Batch(NamedTuple):
    """What is to be written of the services of one batch."""

    known: FeedEntries
    # each with its digest
    services: list[tuple[Service, str]]
    judged: NewEntries | None = None


class FeedUpdate:
    """Brings the directory in step with a feed. Memory grows with the ids and the remarks, not
    with the entries."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.today = timezone.localdate()
        self.term_mappings = FeedTerms()
        self.authorities = Authorities()
        self.intake = Intake(feed.source, forgiving=True)
        self.counts: Counter[str] = Counter()
        self.remarks: list[list[str]] = []
        self.left_out = LeftOut()
        self.seen: set[str] = set()
        self.changed: list[UUID] = []
        # else what is saved of one batch may change what is to be saved of the next
        self.from_new_feed = not feed.external_ids.exists()

    def remark(self, key: str, name: str, problem: str) -> None:
        self.counts["remarks"] += 1
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append([key, name, problem])

    @few_collections()
    def save_all(self, found: Iterator[Json]) -> None:
        read = one_ahead(self.read_all(found))
        ahead = self.from_new_feed
        for batch in work_ahead(judge, map(self.ready, read)) if ahead else map(self.select, read):
            self.save_batch(batch)
            listings.refresh(self.changed)
            self.changed = []

    def read_all(self, found: Iterator[Json]) -> Iterator[list[Service]]:
        while batch := list(islice(found, BATCH)):
            yield [read(service, self.today) for service in batch]

    def ready(self, services: list[Service]) -> Batch:
        """All of them are new."""
        batch = self.select(services)
        entries = [service.entry for service, _ in batch.services]
        return batch._replace(judged=self.intake.ready(entries))

    def select(self, services: list[Service]) -> Batch:
        """Those of which the feed says something new."""
        known = FeedEntries(self.feed, services, self.authorities)
        waiting = []
        for service in services:
            if service.entry.key in self.seen:
                why = "Its id is in the feed more than once. The first was taken."
                self.leave_out(service.entry, why)
                continue
            self.seen.add(service.entry.key)
            interests = self.term_mappings.interests_of(service)
            digest, last = service.digest(), known.last(service)
            if last and last.digest == digest and service.entry.key not in known.touched:
                self.renew_interests(last, interests)
            else:
                waiting.append((service, digest))
                service.entry.digest = digest
                known.complete(service, interests)
        return Batch(known, waiting)

    def save_batch(self, batch: Batch) -> None:
        entries = [service.entry for service, _ in batch.services]
        results = self.intake.save_batch(entries, batch.judged)
        saved = []
        for (service, digest), result in zip(batch.services, results, strict=True):
            if self.record(service.entry, result):
                saved.append((service, digest, result))
                for note in self.left_out.add(service.unkept):
                    self.remark(service.entry.key, service.entry.fields["name"], note)
        batch.known.remember(saved, self.intake.providers.said)

    def record(self, entry: Entry, result: Result) -> bool:
        """What became of an entry: is it saved?"""
        if result.resource_id is None:
            self.leave_out(entry, f"Left out: {result.error}")
            return False
        is_new = result.outcome is RowOutcome.NEW
        # what the feed says of it has changed, if only in what is not kept
        self.counts[RowOutcome.NEW if is_new else RowOutcome.CHANGED] += 1
        self.changed.append(result.resource_id)
        if not entry.fields["interests"]:
            entry.notes.append("None of its terms is an interest: nobody will be shown it.")
        for note in entry.notes:
            self.remark(entry.key, entry.fields["name"], note)
        return True

    def leave_out(self, entry: Entry, why: str) -> None:
        self.counts[RowOutcome.LEFT_OUT] += 1
        self.remark(entry.key, entry.fields["name"], why)

    def renew_interests(self, last: FeedEntry, interests: list[str]) -> None:
        """The feed says what it said. What its terms mean here may have changed; what curators
        corrected meanwhile stays."""
        if last.interests == interests:
            self.counts[RowOutcome.UNCHANGED] += 1
            return
        resource = last.external_id.resource
        kept = with_curators(resource, last.interests, interests)
        resource.interests.set(Interest.objects.filter(pk__in=kept))
        last.interests = interests
        last.save(update_fields=["interests"])
        SourceRecord.objects.filter(pk=last.pk).update(interests=interests)
        Resource.objects.filter(pk=resource.pk).update(updated_at=timezone.now())
        self.counts[RowOutcome.CHANGED] += 1
        self.changed.append(resource.pk)

    def report_missing(self, harvest: Harvest) -> None:
        for key, why in harvest.missed:
            self.seen.add(key_of(key))
            self.counts[RowOutcome.LEFT_OUT] += 1
            self.remark(key, "", why)
        if harvest.without_id:
            self.counts[RowOutcome.LEFT_OUT] += harvest.without_id
            self.remark("", "", f"{harvest.without_id:,} without an id cannot be taken.")
        for note in (*harvest.notes, *self.left_out.remarks()):
            self.remark("", "", note)

    def close_gone(self, *, close_many: bool) -> None:
        """Close what the feed no longer has. It is not deleted: plans and histories point to it.
        What a curator opened again after that stays open."""
        entries = FeedEntry.objects.filter(external_id__source=self.feed.source).exclude(digest="")
        known = entries.exclude(external_id__resource__status=Status.CLOSED)
        total, gone = 0, []
        for external in ExternalId.objects.filter(feed_entry__in=known).iterator():
            total += 1
            if external.value not in self.seen:
                gone.append(external)
        if len(gone) > max(MANY_GONE, total * SHARE_GONE) and not close_many:
            self.remark(
                "",
                "",
                f"{len(gone):,} of {total:,} entries are no longer in the feed. So many at once "
                "look like a mistake, so none was closed. If it is right, run with --close-many.",
            )
            return
        # were it to come back, it would be read anew
        FeedEntry.objects.filter(external_id__in=gone).update(digest="")
        self.close({external.resource_id: external.value for external in gone})

    def close(self, gone: dict[UUID, str]) -> None:
        """All of these but what was merged with an entry that still comes from somewhere."""
        elsewhere = ExternalId.objects.exclude(feed_entry__digest="").filter(resource__in=gone)
        candidates = Resource.objects.filter(pk__in=gone)
        others = elsewhere.exclude(source=self.feed.source)
        for resource in candidates.filter(external_ids__in=others).distinct():
            why = "No longer in the feed, but it came from elsewhere too: please have a look."
            self.remark(gone[resource.pk], resource.name, why)
        ids = []
        for resource in candidates.exclude(external_ids__in=elsewhere):
            ids.append(resource.pk)
            self.counts[RowOutcome.CLOSED] += 1
            self.remark(
                gone[resource.pk], resource.name, "No longer in the feed: marked as closed."
            )
        Resource.objects.filter(pk__in=ids).update(status=Status.CLOSED, updated_at=timezone.now())
        closed = SourceRecord.objects.filter(external_id__source=self.feed.source)
        closed.filter(external_id__resource__in=ids).correct(status=Status.CLOSED)
        listings.refresh(ids)


def run_feed(
    *, feed: Feed, harvest_since: HarvestSince, full: bool = False, close_many: bool = False
) -> FeedRun:
    """Fetch the feed and bring the directory in step with it. What became of it is in the run,
    which is kept also when the feed could not be read: then nothing else is changed."""
    started = timezone.now()
    since = None if full or is_full_due(feed, started) else feed.changed_until
    run = FeedRun(feed=feed, started_at=started)
    try:
        harvest = harvest_since(since)
        context = pghistory.context(feed=feed.name)
        with harvest.spool, context, transaction.atomic():
            write(run, harvest, close_many=close_many)
    except FeedError as error:
        fail(run, str(error))
    except Exception:
        # a mistake of ours keeps no other feed from running; the log says where it is
        logger.exception("A run of a feed failed.")
        fail(run, "Something went wrong on our side.")
    run.finished_at = timezone.now()
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(last_run_at=run.finished_at)
        run.save()
    feed.refresh_from_db()
    return run


def fail(run: FeedRun, message: str) -> None:
    run.outcome, run.message = FeedRun.Outcome.FAILED, message[:500]
    run.counts, run.remarks = {}, []


def is_full_due(feed: Feed, now: dt.datetime) -> bool:
    """Everything is asked for once a week, and when curators have changed what terms mean."""
    if feed.last_full_at is None or feed.last_full_at < now - FULL_EVERY:
        return True
    return TermMapping.objects.filter(checked=True, changed_at__gt=feed.last_full_at).exists()


def write(run: FeedRun, harvest: Harvest, *, close_many: bool) -> None:
    feed = run.feed
    lock(feed)
    update = FeedUpdate(feed)
    update.save_all(harvest.services())
    update.report_missing(harvest)
    if harvest.complete:
        update.close_gone(close_many=close_many)
        feed.last_full_at = timezone.now()
    feed.changed_until = harvest.changed_until
    feed.save(update_fields=["last_full_at", "changed_until"])
    run.counts = dict(update.counts)
    run.remarks = update.remarks
    partly = bool(harvest.notes or harvest.missed or harvest.without_id)
    run.outcome = FeedRun.Outcome.PARTLY if partly else FeedRun.Outcome.DONE


def lock(feed: Feed) -> None:
    """Raises FeedError while the same feed is being written elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [feed.source])
        if not cursor.fetchone()[0]:
            raise FeedError("Another run of this feed is under way.")


def feed_at(url: str) -> Feed | None:
    """The feed of that address, however it is written."""
    wanted = services_url(url)
    feeds = Feed.objects.exclude(url="")
    return next((feed for feed in feeds if services_url(feed.url) == wanted), None)


def due(now: dt.datetime) -> Iterable[Feed]:
    """The feeds whose time has come."""
    for feed in Feed.objects.filter(enabled=True).exclude(url=""):
        pause = dt.timedelta(hours=feed.interval_hours)
        if feed.last_run_at is None or feed.last_run_at + pause <= now:
            yield feed
