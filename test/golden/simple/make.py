"""Answers of scikit-learn's naive Bayes and nearest neighbours on small real sets: writes simple.json beside this file.

Data: wine, breast cancer and diabetes as scikit-learn ships them (BSD-3-Clause, see ../linear/NOTICE). Every third row
is kept; of these all but every fourth train, and every fourth is scored.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn import datasets
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

HERE = pathlib.Path(__file__).parent


def extract(load, columns):
    data = load()
    return numpy.round(data.data[::3, :columns], 4), data.target[::3]


def weights_of(rows):
    """Weights 1, 2, 1, 0.5, in turn."""
    return numpy.resize([1.0, 2.0, 1.0, 0.5], rows)


SETS = {
    "binary": extract(datasets.load_breast_cancer, 6),
    "multiclass": extract(datasets.load_wine, 8),
    "regression": extract(lambda: datasets.load_diabetes(scaled=False), 10),
}

cases = []


def parts(data, scaled):
    x, y = SETS[data]
    if scaled:
        x = (x - x.mean(0)) / x.std(0)
    held = numpy.arange(len(y)) % 4 == 3
    return x[~held], y[~held], x[held]


def case(model, data, params, answers, weighted=False, scaled=False):
    cases.append(
        {
            "model": model,
            "data": data,
            "params": params,
            "weighted": weighted,
            "scaled": scaled,
            "answers": numpy.ravel(answers).tolist(),
        }
    )


def shown(data, peer, held):
    """P(positive), P(class) for each, or the value."""
    if data == "regression":
        return peer.predict(held)
    chances = peer.predict_proba(held)
    return chances[:, 1] if data == "binary" else chances


for data in ["binary", "multiclass"]:
    x, y, held = parts(data, False)
    weight = weights_of(len(y))
    # The columns differ in scale by far: at 1e-9 the largest would swamp the smallest, here as there.
    for smoothing in [1e-12, 1e-9, 0.01]:
        peer = GaussianNB(var_smoothing=smoothing).fit(x, y)
        case("gaussian-naive-bayes", data, {"varianceSmoothing": smoothing}, shown(data, peer, held))
    # scikit-learn takes the largest variance without weights, Millwright with them.
    middle = numpy.average(x, axis=0, weights=weight)
    largest = numpy.average((x - middle) ** 2, axis=0, weights=weight).max()
    peer = GaussianNB(var_smoothing=1e-9 * largest / x.var(0).max()).fit(x, y, sample_weight=weight)
    case("gaussian-naive-bayes", data, {"varianceSmoothing": 1e-9}, shown(data, peer, held), weighted=True)
    classes = len(numpy.unique(y))
    peer = GaussianNB(priors=numpy.full(classes, 1 / classes)).fit(x, y)
    case("gaussian-naive-bayes", data, {"priors": "equal"}, shown(data, peer, held))

    for alpha in [1.0, 0.1]:
        for weighted in [False, True]:
            peer = MultinomialNB(alpha=alpha).fit(x, y, sample_weight=weight if weighted else None)
            case("multinomial-naive-bayes", data, {"smoothing": alpha}, shown(data, peer, held), weighted)
    peer = MultinomialNB(fit_prior=False).fit(x, y)
    case("multinomial-naive-bayes", data, {"priors": "equal"}, shown(data, peer, held))

for data in ["binary", "multiclass", "regression"]:
    x, y, held = parts(data, True)
    kind = KNeighborsRegressor if data == "regression" else KNeighborsClassifier
    for k in [1, 5, 20]:
        # Which of two rows equally far is taken is nobody's business: none may be.
        apart = numpy.sort(((held[:, None, :] - x[None, :, :]) ** 2).sum(2), axis=1)
        assert (apart[:, k] - apart[:, k - 1]).min() > 1e-9
        for weighting in ["uniform", "distance"]:
            # A tree measures each distance; brute force goes through products and loses digits.
            peer = kind(n_neighbors=k, weights=weighting, algorithm="kd_tree").fit(x, y)
            params = {"k": k, "weighting": weighting, "priorRows": 0}
            case("nearest-neighbours", data, params, shown(data, peer, held), scaled=True)
    # Weights of whole rows: weight 2 is the row twice.
    times = numpy.resize([1, 2, 1, 3], len(y))
    peer = kind(n_neighbors=9, weights="distance", algorithm="kd_tree").fit(x.repeat(times, 0), y.repeat(times))
    case(
        "nearest-neighbours",
        data,
        {"k": 9, "weighting": "distance", "priorRows": 0},
        shown(data, peer, held),
        weighted="whole",
        scaled=True,
    )

text = json.dumps(
    {
        "peer": f"scikit-learn {sklearn.__version__}",
        "sets": {name: {"x": x.T.tolist(), "y": y.tolist()} for name, (x, y) in SETS.items()},
        "cases": cases,
    },
    separators=(",", ":"),
)
(HERE / "simple.json").write_text(text + "\n")
