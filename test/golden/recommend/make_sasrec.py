"""Self-attention over a session, forward, in numpy, with drawn weights: writes sasrec.json beside this file."""

import json
import math
import pathlib

import numpy

ITEMS, LENGTH, WIDTH, HEADS, BLOCKS = 7, 4, 8, 2, 2
r = numpy.random.default_rng(11)
draw = lambda *shape: numpy.round(r.normal(0, 0.5, shape), 3)
arrays = {"items/table": draw(ITEMS + 1, WIDTH), "places/vectors": draw(LENGTH, WIDTH), "end/gain": draw(WIDTH), "end/bias": draw(WIDTH)}
for b in range(BLOCKS):
    for norm in (f"look-norm{b}", f"think-norm{b}"):
        arrays[f"{norm}/gain"], arrays[f"{norm}/bias"] = 1 + draw(WIDTH), draw(WIDTH)
    for dense, units in ((f"look-in{b}", 3 * WIDTH), (f"look-out{b}", WIDTH), (f"think-in{b}", WIDTH), (f"think-out{b}", WIDTH)):
        arrays[f"{dense}/weight"], arrays[f"{dense}/bias"] = draw(WIDTH, units), draw(units)


def norm(x, name):
    deviation = numpy.sqrt(x.var(-1, keepdims=True) + 1e-5)
    return (x - x.mean(-1, keepdims=True)) / deviation * arrays[f"{name}/gain"] + arrays[f"{name}/bias"]


def dense(x, name):
    return x @ arrays[f"{name}/weight"] + arrays[f"{name}/bias"]


def attend(x, codes):
    queries, keys, values = numpy.split(x, 3, axis=-1)
    out = numpy.zeros((LENGTH, WIDTH))
    per = WIDTH // HEADS
    for h in range(HEADS):
        part = slice(h * per, (h + 1) * per)
        for t in range(LENGTH):
            seen = [u for u in range(t + 1) if codes[u] != ITEMS]
            if seen:
                scores = keys[seen, part] @ queries[t, part] / math.sqrt(per)
                weights = numpy.exp(scores - scores.max())
                out[t, part] = weights / weights.sum() @ values[seen, part]
    return out


def scores(history):
    codes = ([ITEMS] * LENGTH + history)[-LENGTH:]
    x = arrays["items/table"][codes] + arrays["places/vectors"]
    for b in range(BLOCKS):
        x = x + dense(attend(dense(norm(x, f"look-norm{b}"), f"look-in{b}"), codes), f"look-out{b}")
        x = x + dense(numpy.maximum(0, dense(norm(x, f"think-norm{b}"), f"think-in{b}")), f"think-out{b}")
    return numpy.round(arrays["items/table"][:ITEMS] @ norm(x, "end")[-1], 7).tolist()


histories = [[3], [1, 5], [6, 2, 2, 0, 4]]
golden = {
    "facts": {"items": ITEMS, "length": LENGTH, "width": WIDTH, "heads": HEADS, "blocks": BLOCKS, "dropout": 0.3},
    "arrays": {name: array.ravel().tolist() for name, array in arrays.items()},
    "histories": histories,
    "scores": [scores(h) for h in histories],
}
text = json.dumps(golden, separators=(",", ":"))
pathlib.Path(__file__).with_name("sasrec.json").write_text(text + "\n")
