"""Where users go next, counted pair by pair in plain Python and numpy: writes transitions.json beside this file."""

import json
import pathlib

import numpy

USERS, ITEMS, HOUR = 12, 9, 3_600_000
r = numpy.random.default_rng(3)
events = []
for user in range(USERS):
    at, item = 0, int(r.integers(ITEMS))
    for _ in range(int(r.integers(1, 14))):
        at += int(r.integers(1, 3 * HOUR))
        item = item if r.random() < 0.15 else (item + 1) % ITEMS if r.random() < 0.6 else int(r.integers(ITEMS))
        events.append([user, item, float(r.choice([1, 2, -1, 0], p=[0.7, 0.1, 0.1, 0.1])), at])


def chain(window, fade, session, backward, shrink, rare):
    """[from, to]"""
    counts = numpy.zeros((ITEMS, ITEMS))
    places = numpy.zeros(ITEMS)
    for user in range(USERS):
        steps, number, last = [], 0, None
        for _, item, weight, at in (e for e in events if e[0] == user):
            if weight <= 0:
                continue
            number += last is not None and at - last > session * HOUR
            last = at
            if not steps or steps[-1][0] != item:
                steps.append((item, number))
        for a, (item, of) in enumerate(steps):
            places[item] += 1
            for b in range(a + 1, min(a + window + 1, len(steps))):
                counts[item, steps[b][0]] += fade ** (b - a - 1)
                if of == steps[b][1]:
                    counts[steps[b][0], item] += backward * fade ** (b - a - 1)
    return counts / ((places + shrink)[:, None] * numpy.maximum(places, 1)[None, :] ** rare)


def scored(strength, history, context, decay):
    """The last `context` items, newest first, fade by `decay`; an item after itself is no step."""
    steps = [item for i, item in enumerate(history) if i + 1 == len(history) or history[i + 1] != item]
    return sum(decay**i * strength[item] for i, item in enumerate(reversed(steps[-context:])))


settings = [
    {"window": 1, "fade": 1, "session": 1, "backward": 0, "shrink": 0, "rare": 0},
    {"window": 3, "fade": 0.5, "session": 2, "backward": 0.25, "shrink": 2, "rare": 0.5},
]
histories = [[0], [3, 4, 4], [8, 2, 5, 1, 0]]
golden = {
    "users": USERS,
    "items": ITEMS,
    "events": events,
    "histories": histories,
    "cases": [
        {
            "params": {**s, "context": 3, "decay": 0.8},
            "scores": [numpy.round(scored(chain(**s), h, 3, 0.8), 9).tolist() for h in histories],
        }
        for s in settings
    ],
}
pathlib.Path(__file__).with_name("transitions.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
