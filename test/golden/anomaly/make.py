"""Isolation forests by scikit-learn: writes anomaly.json beside this file.

Rows: a bent band, and rows strewn about it; the last column is 1 for a row that was strewn. Forests are drawn by chance,
so scores are the mean of 20 forests of 100 trees.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length
from sklearn.metrics import average_precision_score, roc_auc_score

HERE = pathlib.Path(__file__).parent
r = numpy.random.default_rng(1)
angle = r.uniform(0, 3, 570)
band = numpy.c_[numpy.cos(angle), numpy.sin(angle), angle / 3] + 0.1 * r.normal(size=(570, 3))
strewn = r.uniform(-2, 2, (30, 3))
x = numpy.round(numpy.r_[band, strewn], 4)
truth = numpy.r_[numpy.zeros(570), numpy.ones(30)]


def scores(max_samples):
    return numpy.mean(
        [
            -IsolationForest(n_estimators=100, max_samples=max_samples, random_state=seed).fit(x).score_samples(x)
            for seed in range(20)
        ],
        axis=0,
    )


sizes = [1, 2, 3, 4, 10, 256, 1000, 1_000_000]
usual = scores(256)
text = json.dumps(
    {
        "peer": f"scikit-learn {sklearn.__version__}",
        "x": x.T.tolist(),
        "truth": truth.tolist(),
        "averagePath": {"sizes": sizes, "paths": _average_path_length(numpy.array(sizes)).tolist()},
        "scores": {"256": usual.tolist(), "32": scores(32).tolist()},
        "rocAuc": roc_auc_score(truth, usual),
        "averagePrecision": average_precision_score(truth, usual),
    },
    separators=(",", ":"),
)
(HERE / "anomaly.json").write_text(text + "\n")
