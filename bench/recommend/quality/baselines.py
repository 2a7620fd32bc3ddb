"""EASE and iALS in numpy, tuned on validation events: the lists that a recommender must not fall behind.

    python baselines.py FOLDER

FOLDER holds what run.ts writes of a split: `facts.json` (users, items, measure, k) and the parts as text, a line "user item" an event:
train, validation-past, validation-wanted, fitting, test-past, test-wanted. Written into it: baselines.json with, for EASE
and iALS each, the parameters, the measure (NDCG or recall at k) on validation users, and k items for every test user.

EASE: Steck 2019. iALS: Hu, Koren and Volinsky 2008, with the regularisation by frequency and the ranges of parameters of
Rendle et al. 2021 ("Revisiting the performance of iALS on item recommendation benchmarks"). A user is what he did: his
vector is solved for from his past. Where nothing is known of somebody, the most popular items stand in.
"""

import json
import pathlib
import sys
import time

import numpy as np
from scipy import sparse

FOLDER = pathlib.Path(sys.argv[1])
FACTS = json.loads((FOLDER / "facts.json").read_text())
USERS, ITEMS = FACTS["users"], FACTS["items"]
K = FACTS["k"]


def part(name):
    pairs = np.loadtxt(FOLDER / f"{name}.txt", dtype=np.int64, ndmin=2).reshape(-1, 2)
    x = sparse.csr_matrix((np.ones(len(pairs), np.float32), (pairs[:, 0], pairs[:, 1])), (USERS, ITEMS))
    x.data[:] = 1
    return x


def judged(past, wanted):
    """Users who want something that they did not have."""
    new = wanted - wanted.multiply(past)
    new.eliminate_zeros()
    users = np.flatnonzero(np.diff(new.indptr))
    return users, new


def top(scores, past, popularity):
    """[users x K] the best items; what somebody had is out, and popularity breaks ties."""
    scores = scores + 1e-9 * popularity
    scores[past.toarray() > 0] = -np.inf
    best = np.argpartition(-scores, K, axis=1)[:, :K]
    order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable")
    return np.take_along_axis(best, order, 1)


def measured(lists, users, wanted):
    """The mean over users of NDCG, or of the share of what each wants that his list holds."""
    recall = FACTS["measure"] == "recall"
    discount = np.ones(K) if recall else 1 / np.log2(np.arange(2, K + 2))
    total = 0
    for row, user in zip(lists, users):
        want = wanted.indices[wanted.indptr[user] : wanted.indptr[user + 1]]
        most = len(want) if recall else discount[: min(K, len(want))].sum()
        total += (np.isin(row, want) * discount).sum() / most
    return total / len(users)


def ease(train, params):
    x = train.astype(np.float64)
    l2 = params["l2"]
    if USERS < ITEMS:
        # The same inverse through the smaller side (Woodbury).
        side = np.linalg.inv((x @ x.T).toarray() + l2 * np.eye(USERS))
        inverse = (x.T @ (side @ x.toarray())) / -l2
        inverse[np.diag_indices(ITEMS)] += 1 / l2
    else:
        inverse = np.linalg.inv((x.T @ x).toarray() + l2 * np.eye(ITEMS))
    weights = (inverse / -np.diag(inverse)).astype(np.float32)
    weights[np.diag_indices(ITEMS)] = 0
    return lambda past: past @ weights


def solve_side(x, fixed, alpha, l2):
    """A vector for every row of x by the vectors of its columns; rows of as many columns are solved together."""
    d = fixed.shape[1]
    gram = alpha * fixed.T @ fixed
    out = np.zeros((x.shape[0], d), np.float32)
    counts = np.diff(x.indptr)
    for count in np.unique(counts[counts > 0]):
        strength = l2 * (count + alpha * x.shape[1])
        rows = np.flatnonzero(counts == count)
        for some in np.array_split(rows, 1 + len(rows) * (count + d) * d // 8_000_000):
            at = x.indptr[some][:, None] + np.arange(count)
            f = fixed[x.indices[at]]
            left = np.matmul(f.transpose(0, 2, 1), f) + gram
            left[:, np.arange(d), np.arange(d)] += strength
            out[some] = np.linalg.solve(left, f.sum(1)[:, :, None])[:, :, 0]
    return out


def ials(train, params):
    rng = np.random.default_rng(1)
    d, alpha, l2 = params["factors"], params["alpha"], params["l2"]
    items = (rng.standard_normal((ITEMS, d)) * 0.1 / np.sqrt(d)).astype(np.float32)
    by_item = sparse.csr_matrix(train.T)
    for _ in range(EPOCHS):
        users = solve_side(train, items, alpha, l2)
        items = solve_side(by_item, users, alpha, l2)
    return lambda past: solve_side(past, items, alpha, l2) @ items.T


EPOCHS = 12
# One parameter after the other, each at its best so far, twice over.
SWEEPS = {
    "ease": (ease, {"l2": 200}, [("l2", (10, 20, 50, 100, 200, 500, 1000, 2000))]),
    "ials": (
        ials,
        {"factors": 32, "alpha": 0.1, "l2": 0.03},
        [
            ("l2", (0.003, 0.01, 0.03, 0.1, 0.3)),
            ("alpha", (0.01, 0.03, 0.1, 0.3, 1)),
            ("factors", (32, 64, 128)),
            ("l2", (0.003, 0.01, 0.03, 0.1, 0.3)),
        ],
    ),
}


def lists_of(score, past, users, popularity):
    return np.vstack(
        [
            top(np.asarray(score(past[chunk])), past[chunk], popularity)
            for chunk in np.array_split(users, max(1, len(users) * ITEMS // 20_000_000 + 1))
        ]
    )


def main():
    train, fitting = part("train"), part("fitting")
    past, test_past = part("validation-past"), part("test-past")
    users, wanted = judged(past, part("validation-wanted"))
    test_users, test_wanted = judged(test_past, part("test-wanted"))
    some = np.random.default_rng(2).permutation(users)[:2000]
    some.sort()
    out = {"users": test_users.tolist()}
    for name, (fit, best, sweeps) in SWEEPS.items():
        popularity = np.asarray(train.sum(0)).ravel() / USERS
        tried = {}

        def value_of(params):
            key = json.dumps(params)
            if key not in tried:
                began = time.perf_counter()
                lists = lists_of(fit(train, params), past, some, popularity)
                tried[key] = measured(lists, some, wanted)
                took = time.perf_counter() - began
                print(name, params, round(tried[key], 4), f"{took:.1f} s", file=sys.stderr)
            return tried[key]

        for param, values in sweeps:
            here = [{**best, param: value} for value in values]
            if param == "factors":
                # Each step costs several times the one before: up to the first that is worse.
                while len(here) > 1 and value_of(here[1]) > value_of(here[0]):
                    here.pop(0)
                here = here[:1]
            best = max(here, key=value_of)
        of_all = np.asarray(fitting.sum(0)).ravel() / USERS
        lists = lists_of(fit(fitting, best), test_past, test_users, of_all)
        value = measured(lists, test_users, test_wanted)
        out[name] = {"params": best, "value": value_of(best), "test": value, "lists": lists.tolist()}
        print(name, "test", round(value, 4), file=sys.stderr)
    (FOLDER / "baselines.json").write_text(json.dumps(out))


main()
