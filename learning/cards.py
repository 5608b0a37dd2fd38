"""A card for each step: what to say, what to look for, what to leave. Our own words; the first
questions of the map are after the published guide of the circles."""

from typing import NamedTuple


class Card(NamedTuple):
    title: str
    minutes: str
    say: list[str]
    look_for: list[str]
    leave: list[str]


CARDS = [
    Card(
        "About you",
        "about 5 minutes",
        [
            "This takes about three quarters of an hour. We can stop whenever you like.",
            "I write down what you tell me, and you get a plan to take home. Is that all right?",
            "You can leave any question.",
        ],
        [
            "Do they know what they agree to? Say it again in your own words.",
            "Can they see the screen, hear you, and sit well?",
        ],
        ["Do not hurry the agreement. Without it, have a cup of tea and stop there."],
    ),
    Card(
        "Your network",
        "about 15 minutes",
        [
            "Who is there for you, even a little? People, groups, pets, the chemist…",
            "Where would you put them: in the middle, or further out?",
            "What do they do that helps?",
            "Is there something that you used to enjoy and no longer do?",
        ],
        [
            "Somebody who died, or fell out with them: wait, and let them say where it belongs.",
            "One person who does everything. Who looks after them?",
            "Neighbours and acquaintances: they are forgotten first.",
        ],
        [
            "Do not say who should be nearer.",
            "Do not fill the silence. A small network is not a fault.",
        ],
    ),
    Card(
        "What you like",
        "about 7 minutes",
        [
            "There is no right answer. “Not now” is fine.",
            "Tell me about the last time you did that.",
        ],
        ["What their face says: a light in the eyes counts more than a quick Yes."],
        ["Do not sell anything."],
    ),
    Card(
        "Near you",
        "about 10 minutes",
        [
            "Which of these could you see yourself going to?",
            "How would you get there? Who could come along the first time?",
            "Is the price all right?",
        ],
        [
            "Steps, toilets, how far the bus stop is.",
            "What is marked “ask first”: ring together, now if you can.",
        ],
        ["Three are the most. One is plenty."],
    ),
    Card(
        "Your plan",
        "about 8 minutes",
        [
            "What is the very first thing to do, and when?",
            "What might get in the way, and what would help?",
            "When shall we speak again?",
        ],
        [
            "A step that they chose, small enough for this week.",
            "Agree on the day before you leave, and print the plan.",
        ],
        ["Do not do it all for them, and do not leave them alone with it."],
    ),
    Card(
        "The follow-up",
        "15 minutes, or by telephone",
        [
            "However it went is fine.",
            "What was it like? What got in the way?",
            "Has anybody come into your life, or left it?",
        ],
        [
            "Closed or wrong details: write it down, and the directory is put right.",
            "What they found by themselves.",
        ],
        ["No blame, and no “you should”. Who would rather not is left in peace."],
    ),
]
