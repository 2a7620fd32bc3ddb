"""What scikit-learn's trees and forests say of made rows: writes forests.json beside this file.

A single tree must agree exactly where each best cut is unique: a case is kept only when trees that break ties in twenty
different ways say the same of every row. Forests are compared by their error on unseen rows, of which scikit-learn's
mean and deviation over ten seeds are written down.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = pathlib.Path(__file__).parent
random = numpy.random.default_rng(7)


def targets(x, noise):
    """Friedman's first function, and one and two cuts of it: a value, two classes, three classes."""
    a, b, c, d, e = x[:, :5].T
    value = 10 * numpy.sin(numpy.pi * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e
    value = numpy.round(value + noise, 2)
    return {
        "regression": value,
        "binary": (value > 15).astype(int),
        "multiclass": numpy.digitize(value, [11, 17]),
    }


def rows(n, digits):
    x = numpy.round(random.random((n, 6)), digits)
    return x, targets(x, random.normal(size=n))


def said(model, x):
    if not hasattr(model, "predict_proba"):
        return model.predict(x)
    shares = model.predict_proba(x)
    return shares[:, 1] if shares.shape[1] == 2 else shares


def error(model, x, y):
    """Root of the mean squared error of the value, of P(1), or of every class's share."""
    told = said(model, x)
    truth = y if told.ndim == 1 else numpy.eye(3)[y]
    return float(numpy.sqrt(numpy.mean((told - truth) ** 2)))


# Ten distinct values a column, of the first one a fifth missing.
few, few_y = rows(300, 1)
gaps = few.copy()
gaps[random.random(300) < 0.2, 0] = numpy.nan
weight = numpy.resize([1.0, 2.0, 1.0, 1.5], 300)

trees = []
for category, kind in [
    ("regression", DecisionTreeRegressor),
    ("binary", DecisionTreeClassifier),
    ("multiclass", DecisionTreeClassifier),
]:
    for name, x, w, ours, theirs in [
        ("deep", few, None, {"maxDepth": 4, "minRowsPerLeaf": 8}, {"max_depth": 4, "min_samples_leaf": 8}),
        ("weighted", few, weight, {"maxDepth": 3, "minRowsPerLeaf": 1}, {"max_depth": 3}),
        ("leaves", few, None, {"maxLeaves": 9, "minRowsPerLeaf": 5}, {"max_leaf_nodes": 9, "min_samples_leaf": 5}),
        ("missing", gaps, None, {"maxDepth": 3, "minRowsPerLeaf": 10}, {"max_depth": 3, "min_samples_leaf": 10}),
    ]:
        y = few_y[category]
        fits = [kind(random_state=s, **theirs).fit(x, y, sample_weight=w) for s in range(20)]
        answers = [said(fit, x) for fit in fits]
        if any(numpy.abs(a - answers[0]).max() > 1e-12 for a in answers):
            print("not unique:", category, name)
            continue
        trees.append(
            {
                "name": name,
                "category": category,
                "params": ours,
                "missing": x is gaps,
                "weighted": w is not None,
                "said": answers[0].ravel().round(9).tolist(),
                "importances": fits[0].feature_importances_.round(9).tolist(),
            }
        )

train, train_y = rows(600, 2)
test, test_y = rows(600, 2)
forests = []
for category, forest, extra in [
    ("regression", RandomForestRegressor, ExtraTreesRegressor),
    ("binary", RandomForestClassifier, ExtraTreesClassifier),
    ("multiclass", RandomForestClassifier, ExtraTreesClassifier),
]:
    for name, kind in [("random-forest", forest), ("extra-trees", extra)]:
        # Five draws a leaf: min_samples_leaf would count a row that was drawn twice once.
        params = {"n_estimators": 100, "min_weight_fraction_leaf": 5 / 600, "max_features": 3}
        y, unseen = train_y[category], test_y[category]
        errors = [error(kind(random_state=s, **params).fit(train, y), test, unseen) for s in range(10)]
        forests.append(
            {
                "name": name,
                "category": category,
                "error": float(numpy.mean(errors)),
                "deviation": float(numpy.std(errors, ddof=1)),
            }
        )


def columns(x):
    return [[None if numpy.isnan(v) else v for v in column] for column in x.T.tolist()]


def lists(y):
    return {name: values.tolist() for name, values in y.items()}


out = {
    "peer": f"scikit-learn {sklearn.__version__}",
    "few": {"x": columns(few), "gaps": columns(gaps)[0], "y": lists(few_y), "weights": weight.tolist()},
    "trees": trees,
    "train": {"x": columns(train), "y": lists(train_y)},
    "test": {"x": columns(test), "y": lists(test_y)},
    "forests": forests,
}
(HERE / "forests.json").write_text(json.dumps(out) + "\n")
