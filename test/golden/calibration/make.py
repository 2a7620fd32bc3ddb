"""Isotonic regression, Platt's sigmoid and temperatures as scikit-learn and SciPy find them: writes calibration.json.

Made scores of a known kind, with ties, weights and several classes; rounded so that both programs read the same numbers.
"""

import json
import pathlib

import numpy
import scipy
import sklearn
from scipy import optimize, special
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

r = numpy.random.default_rng(7)


def rounded(values, digits=6):
    return numpy.round(values, digits).tolist()


def isotonic_case(name, x, y, weights, at):
    model = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=weights)
    return {
        "name": name,
        "x": rounded(x),
        "y": rounded(y),
        "weights": None if weights is None else rounded(weights),
        "at": rounded(at),
        "is": model.predict(at).tolist(),
    }


def made_binary(rows):
    """Answers that are too bold by a factor of two and too high by 0.4."""
    z = r.normal(-0.7, 1, rows)
    truth = (r.random(rows) < special.expit(z)).astype(int)
    said = numpy.round(special.expit(2 * z + 0.4), 6)
    return said, truth


at = numpy.linspace(-0.2, 1.2, 29)
said, truth = made_binary(150)
ties = numpy.round(said, 1)
weights = numpy.resize([1.0, 2.0, 0.5], 150)
isotonic = [
    isotonic_case("answers", said, truth, None, at),
    isotonic_case("ties", ties, truth, None, at),
    isotonic_case("ties, weighted", ties, truth, weights, at),
    isotonic_case("values", said, numpy.round(said + r.normal(0, 0.3, 150), 4), weights, at),
    isotonic_case("always falling", numpy.array([0.1, 0.5, 0.9]), numpy.array([3.0, 2.0, 1.0]), None, at),
    isotonic_case("one row", numpy.array([0.4]), numpy.array([1.0]), None, at),
]

logits = special.logit(said)
sigmoids = []
for name, w in [("plain", None), ("weighted", weights)]:
    model = _SigmoidCalibration().fit(logits, truth, sample_weight=w)
    sigmoids.append(
        {
            "name": name,
            "said": rounded(said),
            "truth": truth.tolist(),
            "weights": None if w is None else rounded(w),
            "is": model.predict(logits).tolist(),
        }
    )


def temperature_case(name, probabilities, truth, weights):
    """probabilities [rows x classes]"""
    logs = numpy.log(probabilities)
    w = numpy.ones(len(truth)) if weights is None else weights

    def loss(log_b):
        z = numpy.exp(log_b) * logs
        return numpy.sum(w * (special.logsumexp(z, axis=1) - z[numpy.arange(len(truth)), truth]))

    best = optimize.minimize_scalar(loss, bounds=(-4.6, 4.6), method="bounded", options={"xatol": 1e-13})
    return {
        "name": name,
        "said": probabilities.tolist(),
        "truth": truth.tolist(),
        "weights": None if weights is None else rounded(weights),
        "inverse": float(numpy.exp(best.x)),
    }


def made_multiclass(rows, boldness):
    z = r.normal(0, 1.2, (rows, 3)) + [0.5, 0, -0.5]
    p = special.softmax(z, axis=1)
    truth = (r.random(rows)[:, None] > p.cumsum(axis=1)).sum(axis=1)
    return numpy.round(special.softmax(boldness * z, axis=1), 9), truth


bold, bold_truth = made_multiclass(120, 2.5)
timid, timid_truth = made_multiclass(120, 0.4)
temperatures = [
    temperature_case("binary", numpy.column_stack([1 - said, said]), truth, None),
    temperature_case("bold", bold, bold_truth, None),
    temperature_case("timid, weighted", timid, timid_truth, numpy.resize([1.0, 3.0], 120)),
]

out = {
    "made_with": {"numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "isotonic": isotonic,
    "sigmoids": sigmoids,
    "temperatures": temperatures,
}
pathlib.Path(__file__).with_name("calibration.json").write_text(json.dumps(out) + "\n")
