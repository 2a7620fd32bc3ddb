"""Coefficients of scikit-learn's linear models on small real sets: writes linear.json beside this file.

Data: iris, wine, breast cancer and diabetes as scikit-learn ships them (BSD-3-Clause, see NOTICE). Every third row is kept,
and the first columns, rounded as in the source, so that the file stays small.
"""

import json
import pathlib

import numpy
import sklearn
from scipy import optimize
from sklearn import datasets
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge

HERE = pathlib.Path(__file__).parent


def extract(load, columns):
    data = load()
    return data.data[::3, :columns], data.target[::3]


def weights_of(rows):
    """Weights 1, 2, 1, 0.5, in turn."""
    return numpy.resize([1.0, 2.0, 1.0, 0.5], rows)


SETS = {
    "breastCancer": extract(datasets.load_breast_cancer, 8),
    "iris": extract(datasets.load_iris, 4),
    "wine": extract(datasets.load_wine, 13),
    "diabetes": extract(lambda: datasets.load_diabetes(scaled=False), 10),
}

cases = []


def case(name, data, params, model, weighted=False, scaled=True):
    x, y = SETS[data]
    if scaled:
        x = (x - x.mean(0)) / x.std(0)
    weight = weights_of(len(y)) if weighted else None
    model.fit(x, y, sample_weight=weight)
    cases.append(
        {
            "name": name,
            "data": data,
            "weighted": weighted,
            "scaled": scaled,
            "params": params,
            "weights": numpy.atleast_2d(model.coef_).ravel().tolist(),
            "intercepts": numpy.atleast_1d(model.intercept_).tolist(),
        }
    )


def logistic(**more):
    return LogisticRegression(**{"solver": "lbfgs", "tol": 1e-12, "max_iter": 100000, **more})


for data in ["breastCancer", "iris", "wine"]:
    for weighted in [False, True]:
        case("logistic l2", data, {"penalty": "l2", "strength": 1}, logistic(C=1.0), weighted)
    case("logistic l2", data, {"penalty": "l2", "strength": 20}, logistic(C=0.05))
    saga = {"solver": "saga", "tol": 1e-11, "max_iter": 200000}
    case("logistic l1", data, {"penalty": "l1", "strength": 2}, logistic(C=0.5, l1_ratio=1, **saga))
    case(
        "logistic elastic",
        data,
        {"penalty": "elastic", "strength": 4, "mix": 0.3},
        logistic(C=0.25, l1_ratio=0.3, **saga),
        True,
    )
case("logistic none", "breastCancer", {"penalty": "none"}, logistic(C=numpy.inf))
case("logistic l2", "iris", {"penalty": "l2", "strength": 1}, logistic(C=1.0, solver="newton-cg"), scaled=False)

x, y = SETS["diabetes"]
for weighted in [False, True]:
    weight = weights_of(len(y)) if weighted else numpy.ones(len(y))
    n = weight.sum()
    s = numpy.sqrt(numpy.average((y - numpy.average(y, weights=weight)) ** 2, weights=weight))
    exact = {"tol": 1e-14, "max_iter": 10**6}
    case("linear none", "diabetes", {"penalty": "none"}, LinearRegression(), weighted, scaled=False)
    case("linear l2", "diabetes", {"penalty": "l2", "strength": 3}, Ridge(alpha=3), weighted)
    case("linear l2", "diabetes", {"penalty": "l2", "strength": 3}, Ridge(alpha=3), weighted, scaled=False)
    case("linear l1", "diabetes", {"penalty": "l1", "strength": 12}, Lasso(alpha=12 * s / n, **exact), weighted)
    l1, l2 = 10 * 0.4 * s / n, 10 * 0.6 / n
    case(
        "linear elastic",
        "diabetes",
        {"penalty": "elastic", "strength": 10, "mix": 0.4},
        ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), **exact),
        weighted,
    )



def svm(x, y, weight, strength):
    """Squared hinge losses + strength / 2 |w|^2, the intercept free: scikit-learn's LinearSVC charges it too."""
    sign = numpy.where(y > 0, 1, -1)

    def objective(at):
        short = numpy.maximum(0, 1 - sign * (x @ at[:-1] + at[-1]))
        slope = -2 * weight * sign * short
        value = (weight * short**2).sum() + strength / 2 * at[:-1] @ at[:-1]
        return value, numpy.append(x.T @ slope + strength * at[:-1], slope.sum())

    start = numpy.zeros(x.shape[1] + 1)
    found = optimize.minimize(objective, start, jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 10000})
    return found.x


x, y = SETS["breastCancer"]
x = (x - x.mean(0)) / x.std(0)
for weighted in [False, True]:
    for strength in [0.1, 5]:
        at = svm(x, y, weights_of(len(y)) if weighted else numpy.ones(len(y)), strength)
        cases.append(
            {
                "name": "svm l2",
                "data": "breastCancer",
                "weighted": weighted,
                "scaled": True,
                "params": {"penalty": "l2", "strength": strength},
                "weights": at[:-1].tolist(),
                "intercepts": at[-1:].tolist(),
            }
        )



def platt(scores, y, weight):
    """Maximum likelihood of a sigmoid of the scores, targets drawn in (Platt 1999), by Nelder and Mead."""
    yes, no = weight[y > 0].sum(), weight[y == 0].sum()
    target = numpy.where(y > 0, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(at):
        logits = at[0] * scores + at[1]
        return (weight * (numpy.logaddexp(0, logits) - target * logits)).sum()

    found = optimize.minimize(loss, [0, 0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13, "maxiter": 9999})
    return dict(zip(["slope", "intercept"], found.x.tolist()))


scores = x @ svm(x, y, numpy.ones(len(y)), 5)[:-1]
sigmoids = [
    {"scores": scores.tolist(), "y": truth.tolist(), "weights": weight.tolist(), **platt(scores, truth, weight)}
    for truth, weight in [(y, weights_of(len(y))), ((scores > 0).astype(int), numpy.ones(len(y)))]
]

sets = {name: {"x": x.T.tolist(), "y": y.tolist()} for name, (x, y) in SETS.items()}
out = {"peer": f"scikit-learn {sklearn.__version__}", "sets": sets, "cases": cases, "sigmoids": sigmoids}
(HERE / "linear.json").write_text(json.dumps(out) + "\n")
