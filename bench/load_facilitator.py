"""A facilitator in the middle of a session, for locust: the pages, and what their scripts send.

Three quarters of what is done is a save, as while somebody drags, answers and writes. One more user
asks /healthz four times a second.
"""

import json
import os
import random
import uuid
from itertools import count
from pathlib import Path
from typing import Any

import gevent
from locust import FastHttpUser, constant, events, task
from locust.env import Environment

WORLD = json.loads(Path(os.environ["LOAD_WORLD"]).read_text())
THINK = float(os.environ["LOAD_THINK"])
CSRF = "c" * 32
numbers = count()


@events.init.add_listener
def begin_to_count_when_all_are_there(environment: Environment, **_: Any) -> None:
    def settle(**_: Any) -> None:
        gevent.spawn_later(float(os.environ["LOAD_SETTLING"]), environment.stats.reset_all)

    environment.events.spawning_complete.add_listener(settle)


class Facilitator(FastHttpUser):
    def wait_time(self) -> float:
        return random.uniform(0.5, 1.5) * THINK

    def on_start(self) -> None:
        own = WORLD["people"][next(numbers)]
        self.members: dict[str, Any] = own["members"]
        self.items, self.offered, self.priorities = own["items"], own["offered"], own["priorities"]
        self.addresses = own["addresses"]
        self.questionnaire = own["questionnaire"]
        self.number, self.chosen = 0, None
        cookies = {**own["cookies"], "csrftoken": CSRF}
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.client.client.cookiejar = None  # these are sent by hand, and no other is kept
        self.written: dict[str, list[str]] = {}

    def page(self, name: str) -> None:
        with self.ask("GET", name, f"page {name}", "text/html") as answer:
            if answer.status_code != 200 or b"</html>" not in answer.content:
                answer.failure(f"{answer.status_code}, or half a page")

    def post(self, address: str, name: str, query: str = "", **body: Any) -> Any:
        """What was answered; None where it was not kept."""
        with self.ask("POST", address, name, "application/json", query, **body) as answer:
            found = answer.json() if answer.status_code == 200 else None
            if found is None or found.get("refused") or found.get("errors"):
                answer.failure(f"{answer.status_code}: not saved")
                return None
            return found

    def ask(
        self, method: str, address: str, name: str, accept: str, query: str = "", **body: Any
    ) -> Any:
        headers = {
            "Cookie": self.cookie,
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "X-CSRFToken": CSRF,
            "Origin": self.host,
        }
        return self.client.request(
            method,
            self.addresses[address] + query,
            name=name,
            headers=headers,
            catch_response=True,
            allow_redirects=False,
            **body,
        )

    @task(40)
    def change_the_map(self) -> None:
        member = random.choice(list(self.members))
        before = self.members[member]
        after = {**before, "frequency": random.choice(["daily", "weekly", "monthly"])}
        change = {"id": str(uuid.uuid4()), "member": member, "kind": "do", "of": None}
        body = {"since": self.number, "changes": [{**change, "before": before, "after": after}]}
        found = self.post("changes", "save map", json=body)
        if found:
            self.members[member] = after
            self.number = max([self.number, *(one["number"] for one in found["changes"])])

    @task(20)
    def answer(self) -> None:
        item = random.choice(list(self.items))
        # never to Not now: what it looks for could then not be chosen
        self.fields(
            "likes",
            "save answer",
            f"{item}-choice",
            [random.choice(self.items[item][:2])],
            f"?questionnaire={self.questionnaire}",
        )

    @task(7)
    def write_the_plan(self) -> None:
        item = random.choice(self.priorities)
        self.fields(
            "save plan",
            "save plan",
            f"item-{item}-first_step",
            [f"Ring on day {random.randrange(99)}"],
        )

    def fields(
        self, address: str, name: str, field: str, after: list[str], query: str = ""
    ) -> None:
        change = {field: {"before": self.written.get(field, []), "after": after}}
        body = {"id": str(uuid.uuid4()), "fields": change}
        if self.post(address, name, query, json=body):
            self.written[field] = after

    @task(6)
    def choose_or_take_off(self) -> None:
        if self.chosen:
            self.post("unchoose", "save choice", data={"resource": self.chosen})
            self.chosen = None
        elif self.offered:
            self.chosen = random.choice(self.offered)
            self.post("choose", "save choice", data={"resource": self.chosen})

    @task(5)
    def minute(self) -> None:
        self.post("tick", "tick", data={})

    @task(5)
    def look_at_the_map(self) -> None:
        self.page("map")

    @task(5)
    def look_at_the_questions(self) -> None:
        self.page("likes")

    @task(5)
    def look_near(self) -> None:
        self.page("near")

    @task(4)
    def look_at_the_plan(self) -> None:
        self.page("plan")

    @task(3)
    def look_at_my_sessions(self) -> None:
        self.page("sessions")


class Prober(FastHttpUser):
    fixed_count = 1
    wait_time = constant(0.25)

    @task
    def healthz(self) -> None:
        self.client.get(WORLD["healthz"], name="healthz")
