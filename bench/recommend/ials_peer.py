"""The peer of ials.ts: folder, items, factors, iterations, starts -> one JSON object.

implicit's alternating least squares (conjugate gradients, its default), one thread. Confidence and regularisation are chosen
on validation pairs; then it is fitted once more from each start and stopped after each iteration to be judged, outside of the time.
"""

import json
import sys
import time

import implicit
from implicit.cpu.als import AlternatingLeastSquares

from held_out import ndcg, read

folder = sys.argv[1]
items, factors, iterations, *starts = map(int, sys.argv[2:])
parts = read(folder, items)
train = parts["train"]


def model(alpha, regularisation, iterations, start):
    return AlternatingLeastSquares(
        factors=factors, alpha=alpha, regularization=regularisation, iterations=iterations, num_threads=1, random_state=start
    )


def judged(fitted, part):
    return ndcg(lambda users: fitted.user_factors[users] @ fitted.item_factors.T, train, parts[part])


best = None
for alpha in (1, 2, 4, 10, 30):
    for regularisation in (3, 10, 30, 100):
        fitted = model(alpha, regularisation, iterations, starts[0])

        def chosen(iteration, *_):
            global best
            if iteration + 1 in (5, iterations):
                value = judged(fitted, "validation")
                if best is None or value > best[0]:
                    best = (value, alpha, regularisation)

        fitted.fit(train, show_progress=False, callback=chosen)

curve = [{"iterations": k + 1, "seconds": 0, "ndcg": 0} for k in range(iterations)]
for start in starts:
    fitted = model(best[1], best[2], iterations, start)
    clock = time.process_time()
    seconds = 0

    def told(iteration, *_):
        global clock, seconds
        seconds += time.process_time() - clock
        curve[iteration]["seconds"] += seconds / len(starts)
        curve[iteration]["ndcg"] += judged(fitted, "test") / len(starts)
        clock = time.process_time()

    fitted.fit(train, show_progress=False, callback=told)
print(json.dumps({"name": f"implicit {implicit.__version__}", "params": {"alpha": best[1], "regularization": best[2]}, "curve": curve}))
