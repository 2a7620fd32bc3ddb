"""Principal components and truncated singular value decompositions by scikit-learn: writes decompose.json beside this file.

Data: wine, breast cancer and digits as scikit-learn ships them (BSD-3-Clause, see ../linear/NOTICE), some of the rows.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn import datasets
from sklearn.decomposition import PCA, TruncatedSVD

HERE = pathlib.Path(__file__).parent
SETS = {
    "wine": numpy.round(datasets.load_wine().data[::3], 4),
    "cancer": numpy.round(datasets.load_breast_cancer().data[::9, :10], 4),
    "digits": datasets.load_digits().data[::18],
}


def case(name, method, components):
    x = SETS[name]
    if name != "digits":
        x = (x - x.mean(0)) / x.std(0)
    if method == "pca":
        model = PCA(components, svd_solver="full").fit(x)
    else:
        # ARPACK is exact: the reference for what a random draw should come to.
        model = TruncatedSVD(components, algorithm="arpack").fit(x)
    components_ = model.components_
    largest = numpy.abs(components_).argmax(1)
    signs = numpy.sign(components_[range(components), largest])[:, None]
    return {
        "data": name,
        "method": method,
        "components": components,
        "directions": (components_ * signs).tolist(),
        "variances": model.explained_variance_.tolist(),
        "singular": model.singular_values_.tolist(),
        "share": float(model.explained_variance_ratio_.sum()),
        "projected": (model.transform(x[:5]) * signs.T).tolist(),
    }


text = json.dumps(
    {
        "peer": f"scikit-learn {sklearn.__version__}",
        "sets": {name: x.T.tolist() for name, x in SETS.items()},
        "cases": [
            case(name, method, components)
            for name in SETS
            for method in ["pca", "truncated-svd"]
            for components in [1, 4]
        ],
    },
    separators=(",", ":"),
)
(HERE / "decompose.json").write_text(text + "\n")
