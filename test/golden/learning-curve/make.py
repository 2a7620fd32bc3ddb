"""Power laws through noisy learning curves by SciPy: writes learning-curve.json beside this file."""

import json
import pathlib

import numpy
import scipy
from scipy.optimize import curve_fit

r = numpy.random.default_rng(5)


def law(x, limit, scale, power):
    return limit + scale * x**-power


cases = []
for name, params, noise, x in [
    ("without noise", (0.1, 2.0, 0.5), 0.0, [50, 100, 200, 400, 800]),
    ("some noise", (0.15, 1.0, 0.4), 0.004, [100, 100, 100, 200, 200, 350, 350, 600, 600, 1000]),
    ("steep", (0.02, 40.0, 1.3), 0.003, [60, 60, 120, 120, 210, 360, 600]),
    ("no limit", (0.0, 1.5, 0.3), 0.0, [50, 100, 200, 400, 800]),
]:
    x = numpy.array(x, float)
    value = numpy.round(law(x, *params) + r.normal(0, 1, len(x)) * noise, 6)
    # Weights are the rows: sigma is their inverse root.
    best = None
    for start in [0.1, 0.3, 0.6, 1.0, 2.0]:
        fitted, _ = curve_fit(
            law, x, value, p0=[value.min() / 2, 1.0, start], sigma=x**-0.5,
            bounds=([0, 0, 0.02], [numpy.inf, numpy.inf, 3]), max_nfev=100000, xtol=1e-14, ftol=1e-14, gtol=1e-14,
        )  # fmt: skip
        squares = numpy.sum(x * (value - law(x, *fitted)) ** 2)
        if best is None or squares < best[0]:
            best = (squares, fitted)
    at = numpy.append(numpy.unique(x), 2 * x.max())
    cases.append(
        {
            "name": name,
            "x": x.tolist(),
            "value": value.tolist(),
            "squares": float(best[0]),
            "at": at.tolist(),
            "is": law(at, *best[1]).tolist(),
        }
    )

json.dump(
    {"made_with": {"scipy": scipy.__version__}, "cases": cases},
    pathlib.Path(__file__).with_name("learning-curve.json").open("w"),
)
