"""What each kind of request costs by itself: queries, milliseconds, and bytes as sent."""

import gzip
import json
import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 25
WARM_UP = 3  # rounds not counted
PAGES = ["map", "likes", "near", "plan", "sessions"]


def cost_of_each(world: dict[str, Any]) -> dict[str, Any]:
    settings.ALLOWED_HOSTS = ["testserver"]
    own = world["people"][0]
    browser = Client(headers={"accept-encoding": "gzip", "accept": "text/html"})
    script = Client(headers={"accept-encoding": "gzip", "accept": "application/json"})
    for client in (browser, script):
        for name, value in own["cookies"].items():
            client.cookies[name] = value
    kinds: dict[str, Callable[[], Any]] = {
        f"page {name}": lambda name=name: browser.get(own["addresses"][name]) for name in PAGES
    }
    kinds |= saves(script, own)
    kinds["tick"] = lambda: script.post(own["addresses"]["tick"])
    kinds["healthz"] = lambda: script.get(world["healthz"])
    return {name: cost(ask) for name, ask in kinds.items()}


def saves(script: Client, own: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    member, before = next(iter(own["members"].items()))
    item, choices = next(iter(own["items"].items()))
    turns, known = iter(range(10**6)), [0]

    def fields(address: str, name: str, values: list[str]) -> Any:
        after = [values[next(turns) % len(values)]]
        body = {"id": str(uuid.uuid4()), "fields": {name: {"before": [], "after": after}}}
        return script.post(address, json.dumps(body), content_type="application/json")

    def save_map() -> Any:
        after = {**before, "frequency": ["daily", "weekly"][next(turns) % 2]}
        change = {"id": str(uuid.uuid4()), "member": member, "kind": "do", "of": None}
        body = {"since": known[-1], "changes": [{**change, "before": before, "after": after}]}
        address = own["addresses"]["changes"]
        answer = script.post(address, json.dumps(body), content_type="application/json")
        told = gzip.decompress(answer.content) if answer.has_header("Content-Encoding") else None
        known.append(json.loads(told or answer.content)["changes"][-1]["number"])
        return answer

    def save_choice() -> Any:
        address = own["addresses"][["choose", "unchoose"][next(turns) % 2]]
        return script.post(address, {"resource": own["offered"][0]})

    likes = f"{own['addresses']['likes']}?questionnaire={own['questionnaire']}"
    step = f"item-{own['priorities'][0]}-first_step"
    return {
        "save map": save_map,
        "save answer": lambda: fields(likes, f"{item}-choice", choices),
        "save plan": lambda: fields(own["addresses"]["save plan"], step, ["Ring", "Ask Ann"]),
        "save choice": save_choice,
    }


def cost(ask: Callable[[], Any]) -> dict[str, Any]:
    for _ in range(WARM_UP):
        answer = ask()
        assert answer.status_code == 200, answer.status_code
    wall, python = [], []
    for _ in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        answer = ask()
        wall.append(time.perf_counter() - began)
        python.append(time.process_time() - used)
    with CaptureQueriesContext(connection) as captured:
        ask()
    return {
        "queries": len(captured),
        "ms": round(1000 * statistics.median(wall), 1),
        "cpu_ms": round(1000 * statistics.median(python), 1),
        "bytes": len(answer.content),
    }
