"""Both towers forward, and the loss of a batch, in numpy, with drawn weights: writes two-tower.json beside this file."""

import json
import pathlib

import numpy

ITEMS, WIDTH, HIDDEN = 4, 4, 5
r = numpy.random.default_rng(13)
draw = lambda *shape: numpy.round(r.normal(0, 1, shape), 3)
# Codes of items: 1-4 who they are, 5-7 tags, 8-9 bins of a number. Of users: 1-2 countries.
item_attributes = [
    {"name": "genre", "places": 2, "first": 5, "tags": ["a", "b", "c"], "edges": []},
    {"name": "price", "places": 1, "first": 8, "tags": [], "edges": [10]},
]
user_attributes = [{"name": "country", "places": 1, "first": 1, "tags": ["fr", "it"], "edges": []}]
genres, prices = ["a|b", "c", None, "b", "a|c"], [5, 10, 20, None, 3]
codes = [[i + 1 if i < ITEMS else 0] + c for i, c in enumerate([[5, 6, 8], [7, 0, 9], [0, 0, 9], [6, 0, 0], [5, 7, 8]])]
arrays = {"item-parts/table": draw(10, WIDTH), "user-parts/table": draw(3, WIDTH)}
for tower in ("item", "user"):
    arrays[f"{tower}-in/weight"], arrays[f"{tower}-in/bias"] = draw(WIDTH, HIDDEN), draw(HIDDEN)
    arrays[f"{tower}-out/weight"], arrays[f"{tower}-out/bias"] = draw(HIDDEN, WIDTH), draw(WIDTH)


def bent(x, tower):
    inner = numpy.maximum(0, x @ arrays[f"{tower}-in/weight"] + arrays[f"{tower}-in/bias"])
    return x + inner @ arrays[f"{tower}-out/weight"] + arrays[f"{tower}-out/bias"]


unit = lambda x: x / numpy.linalg.norm(x, axis=-1, keepdims=True)
vectors = bent(arrays["item-parts/table"][codes].sum(1), "item")


def scores(history, country):
    user = bent(vectors[history].mean(0) + arrays["user-parts/table"][country], "user")
    return numpy.round(unit(vectors) @ unit(user), 7).tolist()


def loss(users, items, met, chance, temperature):
    """Mean over users of minus the log of the share that the item of each has; twins of an item left out."""
    logits = unit(users) @ unit(items).T / temperature - numpy.log(chance)[met]
    for b in range(len(met)):
        logits[b, (met == met[b]) & (numpy.arange(len(met)) != b)] = -numpy.inf
    logits -= logits.max(1, keepdims=True)
    return float(-numpy.mean(numpy.diag(logits) - numpy.log(numpy.exp(logits).sum(1))))


users, items, met = draw(6, WIDTH), draw(6, WIDTH), numpy.array([0, 1, 2, 1, 3, 0])
chance = numpy.array([0.4, 0.3, 0.2, 0.1])
asked = [{"history": [0, 2], "country": "it"}, {"history": [1, 4, 4], "country": "de"}]
golden = {
    "facts": {
        "items": ITEMS,
        "shape": {"itemPlaces": 4, "itemRows": 10, "userPlaces": 1, "userRows": 3, "width": WIDTH, "hidden": HIDDEN},
        "itemAttributes": item_attributes,
        "userAttributes": user_attributes,
    },
    "arrays": {name: a.ravel().tolist() for name, a in {**arrays, "vectors": vectors[:ITEMS]}.items()},
    "genres": genres,
    "prices": prices,
    "asked": asked,
    "scores": [scores(a["history"], {"fr": 1, "it": 2}.get(a["country"], 0)) for a in asked],
    "batch": {
        "users": users.ravel().tolist(),
        "items": items.ravel().tolist(),
        "met": met.tolist(),
        "chance": chance.tolist(),
        "temperature": 0.2,
        "loss": loss(users, items, met, chance, 0.2),
    },
}
text = json.dumps(golden, separators=(",", ":"))
pathlib.Path(__file__).with_name("two-tower.json").write_text(text + "\n")
