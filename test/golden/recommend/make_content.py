"""Likeness of items by their attributes, by scikit-learn and numpy: writes content.json beside this file."""

import json
import pathlib

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer

ITEMS = [
    ("A storm at sea, and a captain who will not turn", "Drama|Adventure", 90),
    ("The captain's daughter sings of the sea", "Musical|Drama", 120),
    ("Two cooks, one kitchen: a comedy of errors", "Comedy", 85),
    (None, "Comedy|Musical", 100),
    ("Errors of the heart in a kitchen by the sea", "Comedy|Romance", None),
    ("A horse, a sheriff and the dust of the long road", "Western", 140),
    ("The long road home", None, 135),
    ("Naïve love: été à la mer, the sea again", "Romance|Drama", 60),
]
HISTORIES = [{"item": [0], "weight": [1]}, {"item": [2, 4, 5], "weight": [1, 2, -1]}]


def by_text():
    return TfidfVectorizer(norm="l2").fit_transform([text or "" for text, _, _ in ITEMS]).toarray()


def by_tags():
    split = lambda tags: [] if tags == "" else tags.split("|")
    vectorizer = TfidfVectorizer(tokenizer=split, token_pattern=None, lowercase=False)
    return vectorizer.fit_transform([tags or "" for _, tags, _ in ITEMS]).toarray()


def by_number():
    """Each number is shared out between the two quantiles that it lies between."""
    values = numpy.array([numpy.nan if n is None else n for _, _, n in ITEMS], float)
    knots = numpy.unique(numpy.nanquantile(values, numpy.linspace(0, 1, 8)))
    rows = [numpy.zeros(len(knots)) if numpy.isnan(v) else [numpy.interp(v, knots, unit) for unit in numpy.eye(len(knots))] for v in values]
    rows = numpy.array(rows)
    lengths = numpy.sqrt((rows**2).sum(1, keepdims=True))
    return rows / numpy.maximum(lengths, 1e-300)


def case(vectors):
    def scores(item, weight):
        profile = numpy.array(weight, float) @ vectors[item]
        return numpy.round(vectors @ profile / numpy.linalg.norm(profile), 9).tolist()

    return {"likeness": numpy.round(vectors @ vectors.T, 9).tolist(), "scores": [scores(**h) for h in HISTORIES]}


golden = {
    "texts": [i[0] for i in ITEMS],
    "tags": [i[1] for i in ITEMS],
    "numbers": [i[2] for i in ITEMS],
    "histories": HISTORIES,
    "cases": {"text": case(by_text()), "tags": case(by_tags()), "number": case(by_number())},
}
text = json.dumps(golden, separators=(",", ":"))
pathlib.Path(__file__).with_name("content.json").write_text(text + "\n")
