"""Reference values for the p-values and tests of test/kernels. Run: python make.py > goldens.json"""
import json
import sys

import numpy as np
import scipy
from scipy import stats

tables = [(1, 10, 8, 12), (0, 5, 3, 5), (30, 100, 10, 100), (3, 50, 400, 10000), (0, 50, 0, 50), (500, 1000, 400, 1000)]
fisher = []
for a, rows_a, b, rows_b in tables:
    p = stats.fisher_exact([[a, rows_a - a], [b, rows_b - b]])[1]
    fisher.append({"a": a, "rowsA": rows_a, "b": b, "rowsB": rows_b, "p": p})

probabilities = [1e-12, 1e-6, 0.001, 0.02, 0.0243, 0.1, 0.5, 0.8, 0.975, 0.9999]
normal = [{"p": p, "z": stats.norm.ppf(p)} for p in probabilities]

rng = np.random.default_rng(1)
ks = []
for n, m, digits in [(50, 20, 3), (200, 31, 1), (10, 10, 0), (400, 400, 2)]:
    x = np.round(rng.normal(size=n), digits).tolist()
    y = np.round(rng.normal(0.3, size=m), digits).tolist()
    ks.append({"x": x, "y": y, "distance": stats.ks_2samp(x, y).statistic})

p_values = [0.01, 0.04, 0.03, 0.005, 0.5, 0.03]
holm = []
order = np.argsort(p_values, kind="stable")
running = 0.0
adjusted = [0.0] * len(p_values)
for rank, i in enumerate(order):
    running = max(running, min(1.0, (len(p_values) - rank) * p_values[i]))
    adjusted[i] = running
holm.append({"p": p_values, "adjusted": adjusted})

# Shares of the population that a 1-df and a 9-df chi-square test finds with 80 % power: exact non-central chi-square.
power = []
for df, level in [(1, 0.05), (9, 0.05), (1, 0.0025), (30, 0.0025)]:
    critical = stats.chi2.isf(level, df)
    low, high = 0.0, 500.0
    for _ in range(100):
        middle = (low + high) / 2
        if stats.ncx2.sf(critical, df, middle) < 0.8:
            low = middle
        else:
            high = middle
    power.append({"freedom": df, "level": level, "noncentrality": high})

# The two permutation tests, on samples so small that every value has a bin of its own.
anderson = []
for n, m, shift, digits in [(20, 12, 0.0, 3), (20, 12, 0.9, 3), (16, 16, 0.5, 3), (24, 8, 1.5, 1)]:
    x = np.round(rng.normal(size=n), digits) + 0.0
    y = np.round(rng.normal(shift, size=m), digits) + 0.0
    method = stats.PermutationMethod(n_resamples=99_999, rng=np.random.default_rng(2))
    p = stats.anderson_ksamp([x, y], variant="right", method=method).pvalue
    anderson.append({"x": x.tolist(), "y": y.tolist(), "ties": digits < 3, "p": p})

chi = []
for before, now in [([50, 30, 20], [12, 9, 9]), ([90, 10], [14, 6]), ([5, 4, 3, 2], [2, 2, 5, 0])]:
    method = stats.PermutationMethod(n_resamples=99_999, rng=np.random.default_rng(3))
    p = stats.chi2_contingency(np.array([before, now]), correction=False, method=method).pvalue
    chi.append({"before": before, "now": now, "p": p})

out = {"anderson": anderson, "chi": chi, "scipy": scipy.__version__, "numpy": np.__version__, "fisher": fisher, "normal": normal, "ks": ks, "holm": holm, "power": power}
json.dump(out, sys.stdout)
