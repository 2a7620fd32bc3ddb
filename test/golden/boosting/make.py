"""What scikit-learn and LightGBM say of made rows with the losses of boosted trees: writes boosting.json beside this file.

Cases of few trees must agree row by row. Whole fits are compared by their loss on unseen rows. LightGBM does not tell its
derivatives of LambdaRank: they are read from trees in which a row has a leaf of its own, which says -g / h and weighs h.
"""

import json
import pathlib

import lightgbm
import numpy
import scipy.optimize
import sklearn
from sklearn.ensemble import HistGradientBoostingRegressor

HERE = pathlib.Path(__file__).parent
random = numpy.random.default_rng(11)


def friedman(n, digits):
    """Friedman's first function of five columns of six, with noise of heavy tails."""
    x = numpy.round(random.random((n, 6)), digits)
    a, b, c, d, e = x[:, :5].T
    value = 10 * numpy.sin(numpy.pi * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e
    return x, value, numpy.round(value + random.standard_t(2, n), 3)


def columns(x):
    return [[None if numpy.isnan(v) else v for v in column] for column in x.T]


few, few_mean, few_y = friedman(300, 2)
few[random.random(300) < 0.2, 0] = numpy.nan
counts = random.poisson(few_mean / 5)
classes = (few_y > 18).astype(int)
weights = numpy.resize([1.0, 2.0, 1.0, 1.5], 300)

LIGHT = {
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_col_wise": True,
    "min_data_in_bin": 1,
    "feature_pre_filter": False,
    "boost_from_average": False,
    "enable_bundle": False,
}
# LightGBM guesses counts of rows where Hessians differ: such cases ask for one row a leaf.
EXACT = {"rounds": 4, "learningRate": 0.3, "maxLeaves": 6, "minRowsPerLeaf": 10, "minHessian": 1e-3, "l2": 1}


def light_params(given, **more):
    return {
        **LIGHT,
        "learning_rate": given["learningRate"],
        "num_leaves": given["maxLeaves"],
        "min_data_in_leaf": given["minRowsPerLeaf"],
        "min_sum_hessian_in_leaf": given["minHessian"],
        "lambda_l2": given["l2"],
        **more,
    }


def light(x, y, given, base, **more):
    """Raw scores of LightGBM that starts from `base`."""
    data = lightgbm.Dataset(x, y, init_score=numpy.full(len(y), base))
    model = lightgbm.train(light_params(given, **more), data, given["rounds"])
    return base + model.predict(x, raw_score=True)


def histogram(loss, y, given, weight=None, **more):
    model = HistGradientBoostingRegressor(
        loss=loss,
        max_iter=given["rounds"],
        learning_rate=given["learningRate"],
        max_leaf_nodes=given["maxLeaves"],
        min_samples_leaf=given["minRowsPerLeaf"],
        l2_regularization=given["l2"],
        early_stopping=False,
        **more,
    )
    return model.fit(few, y, sample_weight=weight)


def focal(score, data):
    """Derivatives of focal loss, gamma 2, by differences of the loss written plainly."""
    y = data.get_label()

    def loss(s):
        p = numpy.where(y == 1, 1 / (1 + numpy.exp(-s)), 1 / (1 + numpy.exp(s)))
        return -((1 - p) ** 2) * numpy.log(p)

    step = 1e-4
    gradient = (loss(score + step) - loss(score - step)) / (2 * step)
    exact = (loss(score + step) - 2 * loss(score) + loss(score - step)) / step**2
    p = numpy.where(y == 1, 1 / (1 + numpy.exp(-score)), 1 / (1 + numpy.exp(score)))
    return gradient, numpy.maximum(exact, (1 - p) ** 2 * p * (1 - p))


def lopsided(score, data):
    """Squared error that counts three times where the score is too low."""
    d = score - data.get_label()
    hessian = numpy.where(d < 0, 3.0, 1.0)
    return hessian * d, hessian


def case(name, category, y, said, given, params, weighted=False):
    return {
        "name": name,
        "category": category,
        "y": y.tolist(),
        "weighted": weighted,
        "params": {**given, **params},
        "said": numpy.round(said, 9).tolist(),
    }


delta = 2.5
huber_base = scipy.optimize.brentq(lambda c: numpy.clip(c - few_y, -delta, delta).sum(), 0, 40, xtol=1e-13)


def mean_focal(s):
    p = 1 / (1 + numpy.exp(-s))
    return numpy.mean(numpy.where(classes == 1, -((1 - p) ** 2) * numpy.log(p), -(p**2) * numpy.log(1 - p)))


focal_base = scipy.optimize.minimize_scalar(mean_focal, bounds=(-5, 5), method="bounded", options={"xatol": 1e-12}).x
lopsided_base = scipy.optimize.brentq(lambda c: (numpy.where(c < few_y, 3, 1) * (c - few_y)).sum(), 0, 40, xtol=1e-13)
amounts = numpy.round(numpy.exp(few_mean / 10) + 0.1, 3)
sigmoid = lambda s: 1 / (1 + numpy.exp(-s))
# Deeper, LightGBM compares children held within bounds with a parent that is not, and so leaves out splits that gain.
shallow = {**EXACT, "rounds": 10, "maxLeaves": 4, "maxDepth": 2}
along = numpy.round(few_y - 8 * few[:, 3], 3)
exact = [
    case("absolute", "regression", few_y, histogram("absolute_error", few_y, {**EXACT, "l2": 0}).predict(few),
         {**EXACT, "l2": 0}, {"loss": "absolute"}),
    case("poisson", "regression", counts, histogram("poisson", counts, EXACT).predict(few), EXACT, {"loss": "poisson"}),
    case("poisson, weighted", "regression", counts,
         histogram("poisson", counts, {**EXACT, "minRowsPerLeaf": 1}, weights).predict(few),
         {**EXACT, "minRowsPerLeaf": 1}, {"loss": "poisson"}, weighted=True),
    case("huber", "regression", few_y, light(few, few_y, EXACT, huber_base, objective="huber", alpha=delta),
         EXACT, {"loss": "huber", "huberDelta": delta}),
    case("focal", "binary", classes, sigmoid(light(few, classes, {**EXACT, "minRowsPerLeaf": 1}, focal_base, objective=focal)),
         {**EXACT, "minRowsPerLeaf": 1}, {"loss": "focal", "focalGamma": 2}),
    case("custom, lopsided", "regression", few_y,
         light(few, few_y, {**EXACT, "minRowsPerLeaf": 1}, lopsided_base, objective=lopsided), {**EXACT, "minRowsPerLeaf": 1},
         {"loss": "custom", "gradient": "(y, score) => (score < y ? 3 : 1) * (score - y)",
          "hessian": "(y, score) => (score < y ? 3 : 1)"}),
    case("custom, gamma", "regression", amounts, histogram("gamma", amounts, {**EXACT, "minRowsPerLeaf": 1}).predict(few),
         {**EXACT, "minRowsPerLeaf": 1},
         {"loss": "custom", "logScore": True, "gradient": "(y, s) => 1 - y * Math.exp(-s)",
          "hessian": "(y, s) => y * Math.exp(-s)"}),
    case("directions", "regression", along,
         light(few, along, shallow, along.mean(), objective="l2", max_depth=2,
               monotone_constraints=[1, 1, 0, -1, 1, 0], monotone_constraints_method="basic"),
         shallow, {"increasing": ["x0", "x1", "x4"], "decreasing": ["x3"]}),
]

# Whole fits, judged on unseen rows whose truth is known without noise.
train_x, _, train_y = friedman(1000, 3)
test_x, _, test_y = friedman(1000, 3)
WHOLE = {"rounds": 80, "learningRate": 0.1, "maxLeaves": 8, "minRowsPerLeaf": 20, "minHessian": 1e-3, "l2": 0}


def pinball(q, s):
    return float(numpy.mean(numpy.where(test_y > s, q * (test_y - s), (1 - q) * (s - test_y))))


def whole(name, objective, params, loss, **more):
    data = lightgbm.Dataset(train_x, train_y)
    given = light_params(WHOLE, objective=objective, **more)
    said = lightgbm.train({**given, "boost_from_average": True}, data, WHOLE["rounds"]).predict(test_x)
    return {"name": name, "params": {**WHOLE, **params}, "loss": loss(said)}


wholes = [
    whole("absolute", "l1", {"loss": "absolute"}, lambda s: 2 * pinball(0.5, s)),
    whole("quantile 0.9", "quantile", {"loss": "quantile", "quantile": 0.9}, lambda s: pinball(0.9, s), alpha=0.9),
    whole("directions", "l2", {"increasing": ["x3", "x4"]}, lambda s: float(numpy.mean(abs(s - test_y))),
          monotone_constraints=[0, 0, 0, 1, 1, 0]),
    whole("quantile 0.1", "quantile", {"loss": "quantile", "quantile": 0.1}, lambda s: pinball(0.1, s), alpha=0.1),
]

# Derivatives of LambdaRank.
rank_y = numpy.array([0, 2, 1, 0, 3, 0, 1, 2, 0, 0, 1, 4])
rank_groups = [7, 5]
rank_scores = numpy.round(random.normal(size=12), 2)
rank_weights = numpy.resize([1.0, 2.0, 0.5], 12)


def derivatives_of_row(row, truncation):
    """Gradient and Hessian of this row, from a tree of two leaves that gives it a leaf of its own."""
    # LightGBM guesses counts of rows from Hessians: a list without derivatives keeps the guess of one row above 0.
    more = 1000
    x = (numpy.arange(12 + more) == row).astype(float)[:, None]
    pad = lambda values, fill: numpy.concatenate([values, numpy.full(more, fill)])
    data = lightgbm.Dataset(x, pad(rank_y, 0), group=[*rank_groups, more], weight=pad(rank_weights, 1),
                            init_score=pad(rank_scores, 0))
    params = {**LIGHT, "objective": "lambdarank", "learning_rate": 1, "num_leaves": 2, "min_data_in_leaf": 1,
              "min_sum_hessian_in_leaf": 0, "lambda_l2": 0, "lambdarank_truncation_level": truncation}
    leaf = lightgbm.train(params, data, 1).dump_model()["tree_info"][0]["tree_structure"]["right_child"]
    return -leaf["leaf_value"] * leaf["leaf_weight"], leaf["leaf_weight"]


def rank_derivatives(truncation):
    grad, hess = zip(*(derivatives_of_row(row, truncation) for row in range(12)))
    return {"truncation": truncation, "grad": grad, "hess": hess}


# A world of lists: relevance 0..4 by a score that columns tell, cut within each list.
def lists(n, size):
    x = numpy.round(random.random((n * size, 5)), 3)
    score = 3 * x[:, 0] + 2 * numpy.sin(5 * x[:, 1]) + x[:, 2] * x[:, 3] * 4 + 1.5 * random.normal(size=n * size)
    relevance = numpy.zeros(n * size, int)
    for i in range(0, n * size, size):
        place = numpy.argsort(numpy.argsort(-score[i : i + size]))
        relevance[i : i + size] = numpy.select([place < 1, place < 3, place < 6, place < 10], [4, 3, 2, 1], 0)
    return x, relevance


SIZE = 20
learn_x, learn_y = lists(80, SIZE)
judge_x, judge_y = lists(80, SIZE)
RANK = {"rounds": 60, "learningRate": 0.1, "maxLeaves": 8, "minRowsPerLeaf": 20, "minHessian": 1e-3, "l2": 0}


def ndcg(y, s):
    total = 0
    for i in range(0, len(y), SIZE):
        truth = y[i : i + SIZE][numpy.argsort(-s[i : i + SIZE], kind="stable")][:10]
        best = numpy.sort(y[i : i + SIZE])[::-1][:10]
        discount = 1 / numpy.log2(2 + numpy.arange(10))
        total += (discount * (2.0**truth - 1)).sum() / (discount * (2.0**best - 1)).sum()
    return total / (len(y) / SIZE)


ranker = lightgbm.train(
    light_params(RANK, objective="lambdarank"),
    lightgbm.Dataset(learn_x, learn_y, group=[SIZE] * 80),
    RANK["rounds"],
)

out = {
    "peer": f"scikit-learn {sklearn.__version__} and LightGBM {lightgbm.__version__}",
    "few": columns(few),
    "weights": weights.tolist(),
    "exact": exact,
    "train": {"x": columns(train_x), "y": train_y.tolist()},
    "test": {"x": columns(test_x), "y": test_y.tolist()},
    "wholes": wholes,
    "derivatives": {
        "y": rank_y.tolist(),
        "groups": rank_groups,
        "scores": rank_scores.tolist(),
        "weights": rank_weights.tolist(),
        "cases": [rank_derivatives(30), rank_derivatives(2)],
    },
    "ranking": {
        "size": SIZE,
        "params": RANK,
        "train": {"x": columns(learn_x), "y": learn_y.tolist()},
        "test": {"x": columns(judge_x), "y": judge_y.tolist()},
        "ndcg": ndcg(judge_y, ranker.predict(judge_x)),
    },
}
(HERE / "boosting.json").write_text(json.dumps(out) + "\n")
