"""AUC per user and normalised cross-entropy of impressions, by scikit-learn: writes shown.json beside this file."""

import json
import pathlib

import numpy
import sklearn
from sklearn.metrics import log_loss, roc_auc_score

HERE = pathlib.Path(__file__).parent

draw = numpy.random.default_rng(11)
user = draw.integers(0, 12, 200)
chance = draw.beta(1, 4, 200).round(2).clip(0.01, 0.99)
taken = (draw.random(200) < chance).astype(int)
taken[user == 3] = 0
auc = [
    roc_auc_score(taken[user == u], chance[user == u])
    for u in sorted(set(user))
    if 0 < taken[user == u].sum() < (user == u).sum()
]
rate = taken.mean()
entropy = -(rate * numpy.log(rate) + (1 - rate) * numpy.log(1 - rate))
(HERE / "shown.json").write_text(
    json.dumps(
        {
            "peer": f"scikit-learn {sklearn.__version__}",
            "user": user.tolist(),
            "chance": chance.tolist(),
            "taken": taken.tolist(),
            "auc": numpy.mean(auc),
            "nce": log_loss(taken, chance) / entropy,
        }
    )
)
