"""Values of scikit-learn's metrics on small made sets with ties and weights: writes metrics.json beside this file."""

import json
import pathlib

import numpy
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

HERE = pathlib.Path(__file__).parent
draw = numpy.random.default_rng(20240611)
ROWS = 60


def binary(ties):
    p = draw.beta(0.8, 1.2, ROWS)
    p = p.round(1) if ties else p.round(6)
    return (draw.random(ROWS) < p).astype(int), p


def multiclass(ties):
    classes = 4
    scores = draw.normal(size=(ROWS, classes))
    y = numpy.array([draw.choice(classes, p=numpy.exp(s) / numpy.exp(s).sum()) for s in scores])
    p = numpy.exp(scores) / numpy.exp(scores).sum(1, keepdims=True)
    if ties:
        p = (p * 10).round() + 1
        p = p / p.sum(1, keepdims=True)
    return y, p


def regression(offset):
    y = draw.normal(size=ROWS) * 3 + offset
    return y, y * 0.9 + draw.normal(size=ROWS) + offset / 10


def of_classes(y, p, w):
    two = p.ndim == 1
    decided = (p >= 0.5).astype(int) if two else p.argmax(1)
    average = "binary" if two else "macro"
    each = numpy.eye(4)[y] if not two else y
    top, right = (p, y) if two else (p.max(1), (decided == y).astype(int))
    width = numpy.minimum((top * 15).astype(int), 14)
    in_bin = [width == b for b in range(15)]
    return {
        "accuracy": m.accuracy_score(y, decided, sample_weight=w),
        "precision": m.precision_score(y, decided, average=average, sample_weight=w, zero_division=0),
        "recall": m.recall_score(y, decided, average=average, sample_weight=w),
        "f1": m.f1_score(y, decided, average=average, sample_weight=w),
        "rocAuc": m.roc_auc_score(y, p, multi_class="ovr", sample_weight=w),
        "prAuc": m.average_precision_score(each, p, sample_weight=w),
        "logLoss": m.log_loss(y, p, sample_weight=w),
        "brier": m.brier_score_loss(y, p, sample_weight=w),
        # scikit-learn has no ECE: the definition, from its own calibration curve where that takes no weights.
        "ece": sum(abs(numpy.sum(w[i] * (top[i] - right[i]))) for i in in_bin) / w.sum(),
    }


def check_ece(y, p, value):
    true, predicted = calibration_curve(y, p, n_bins=15)
    counts = numpy.histogram(p, bins=numpy.linspace(0, 1, 16))[0]
    mine = numpy.sum(counts[counts > 0] * abs(true - predicted)) / len(y)
    assert abs(mine - value) < 1e-9, (mine, value)


def of_values(y, p, w):
    return {
        "mse": m.mean_squared_error(y, p, sample_weight=w),
        "rmse": m.root_mean_squared_error(y, p, sample_weight=w),
        "mae": m.mean_absolute_error(y, p, sample_weight=w),
        "r2": m.r2_score(y, p, sample_weight=w),
    }


cases = []
for category, make, measure in [
    ("binary", binary, of_classes),
    ("multiclass", multiclass, of_classes),
    ("regression", lambda ties: regression(1e6 if ties else 0), of_values),
]:
    for ties in [False, True]:
        y, p = make(ties)
        for weighted in [False, True]:
            w = draw.integers(1, 5, ROWS) / 2 if weighted else numpy.ones(ROWS)
            expected = measure(y, p, w)
            if category == "binary" and not ties and not weighted:
                check_ece(y, p, expected["ece"])
            cases.append(
                {
                    "category": category,
                    "ties": ties,
                    "weighted": weighted,
                    "truth": y.tolist(),
                    "predicted": p.ravel().tolist(),
                    "weights": w.tolist(),
                    "expected": {name: float(value) for name, value in expected.items()},
                }
            )

out = {"peer": f"scikit-learn {sklearn.__version__}", "cases": cases}
(HERE / "metrics.json").write_text(json.dumps(out) + "\n")
