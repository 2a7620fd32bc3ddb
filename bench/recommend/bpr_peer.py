"""The peer of bpr.ts: folder, items, settings as JSON -> one JSON object, of the settings that validation pairs choose."""

import json
import sys
import time

import implicit
from implicit.cpu.bpr import BayesianPersonalizedRanking

from held_out import ndcg, read

parts = read(sys.argv[1], int(sys.argv[2]))
train = parts["train"]
best = {"value": -1}
for settings in json.loads(sys.argv[3]):
    model = BayesianPersonalizedRanking(
        factors=64,
        learning_rate=settings["rate"],
        regularization=settings["regularisation"],
        iterations=settings["epochs"],
        num_threads=1,
        random_state=1,
    )
    began = time.process_time()
    model.fit(train, show_progress=False)
    seconds = time.process_time() - began

    def scores(users):
        return model.user_factors[users] @ model.item_factors.T

    value = ndcg(scores, train, parts["validation"])
    if value > best["value"]:
        best = {"value": value, "test": ndcg(scores, train, parts["test"]), "seconds": seconds, "settings": settings}
print(json.dumps({"name": f"implicit {implicit.__version__}", **best}))
