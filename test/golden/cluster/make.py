"""Clusters by scikit-learn on small real sets, from given starts: writes cluster.json beside this file.

Data: wine and breast cancer as scikit-learn ships them (BSD-3-Clause, see ../linear/NOTICE), every third row.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn import datasets
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
from sklearn.mixture import GaussianMixture

HERE = pathlib.Path(__file__).parent


def extract(load, columns):
    return numpy.round(load().data[::3, :columns], 4)


SETS = {"wine": extract(datasets.load_wine, 6), "cancer": extract(datasets.load_breast_cancer, 5)}


def weights_of(rows):
    """Weights 1, 2, 1, 0.5, in turn."""
    return numpy.resize([1.0, 2.0, 1.0, 0.5], rows)


def k_means(name, clusters, weighted, far=False):
    x = SETS[name]
    start = x[:: len(x) // clusters][:clusters].copy()
    if far:
        # A centre that no row is nearest to: its cluster is empty at first.
        start[-1] = x.max(0) * 100
    weight = weights_of(len(x)) if weighted else None
    model = KMeans(clusters, init=start, n_init=1, tol=1e-4, max_iter=300).fit(x, sample_weight=weight)
    return {
        "data": name,
        "weighted": weighted,
        "start": start.tolist(),
        "centres": model.cluster_centers_.tolist(),
        "labels": model.labels_.tolist(),
        "inertia": model.inertia_,
        "shape": {
            "silhouette": silhouette_score(x, model.labels_),
            "daviesBouldin": davies_bouldin_score(x, model.labels_),
            "calinskiHarabasz": calinski_harabasz_score(x, model.labels_),
        },
        "iterations": model.n_iter_,
    }


def mixture(name, components, covariance, tolerance, iterations):
    x = SETS[name]
    x = (x - x.mean(0)) / x.std(0)
    means = x[:: len(x) // components][:components]
    size = x.shape[1]
    precisions = numpy.ones((components, size))
    if covariance == "full":
        precisions = numpy.stack([numpy.eye(size)] * components)
    model = GaussianMixture(
        components,
        covariance_type=covariance,
        tol=tolerance,
        max_iter=iterations,
        reg_covar=1e-6,
        weights_init=numpy.full(components, 1 / components),
        means_init=means,
        precisions_init=precisions,
    ).fit(x)
    return {
        "data": name,
        "covariance": covariance,
        "tolerance": tolerance,
        "iterations": iterations,
        "start": means.tolist(),
        "weights": model.weights_.tolist(),
        "means": model.means_.tolist(),
        "covariances": model.covariances_.ravel().tolist(),
        "steps": model.n_iter_,
        "logLikelihood": model.score(x),
        "bic": model.bic(x),
        "responsibilities": model.predict_proba(x[:20]).tolist(),
        "logDensities": model.score_samples(x[:20]).tolist(),
    }


text = json.dumps(
    {
        "peer": f"scikit-learn {sklearn.__version__}",
        "sets": {name: x.T.tolist() for name, x in SETS.items()},
        "kMeans": [
            k_means(name, k, weighted)
            for name in SETS
            for k in [2, 3, 8, 11]
            for weighted in [False, True]
        ]
        + [k_means("wine", 4, False, far=True)],
        "mixtures": [
            mixture(name, k, covariance, tolerance, iterations)
            for name in SETS
            for k in [1, 3]
            for covariance in ["full", "diag"]
            for tolerance, iterations in [(1e-3, 100), (1e-12, 5)]
        ],
    },
    separators=(",", ":"),
)
(HERE / "cluster.json").write_text(text + "\n")
