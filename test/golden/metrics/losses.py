"""Pinball loss and Poisson deviance of scikit-learn on small made rows with weights: writes losses.json beside this file."""

import json
import pathlib

import numpy
import sklearn
from sklearn.metrics import mean_pinball_loss, mean_poisson_deviance

HERE = pathlib.Path(__file__).parent
draw = numpy.random.default_rng(7)
rate = draw.gamma(2, 1, 40).round(3) + 0.001
truth = draw.poisson(rate).astype(float)
weights = draw.integers(1, 4, 40).astype(float)
rows = {"truth": truth.tolist(), "predicted": rate.tolist(), "weights": weights.tolist()}
pinball = {
    str(share): float(mean_pinball_loss(truth, rate, alpha=share, sample_weight=weights)) for share in (0.1, 0.5, 0.9)
}
deviance = float(mean_poisson_deviance(truth, rate, sample_weight=weights))
told = {"peer": f"scikit-learn {sklearn.__version__}", **rows, "pinball": pinball, "poissonDeviance": deviance}
(HERE / "losses.json").write_text(json.dumps(told) + "\n")
