"""Answers of PyTorch's layers, losses and optimisers on small drawn inputs: writes nn.json beside this file.

Each network begins with a dense layer, so that its gradient tells whether the layer behind it sends back the right one.
Networks are written as Millwright has them: images and sequences with channels last, weights [inputs x units].
"""

import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
torch.manual_seed(7)
networks, losses, optimisers = [], [], []


def flat(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().double().reshape(-1).tolist()]


def drawn(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).requires_grad_()


def network(name, shape, layers, weights, forward, rows=5, codes=None, learning=True, running=None):
    """weights: name -> tensor as Millwright lays it out; forward(x, weights) -> output of the last layer."""
    width = shape[-1]
    x = torch.randn(rows, *shape)
    first = drawn(width, width, scale=width**-0.5)
    bias = drawn(width, scale=0.1)
    out = forward(x @ first + bias, weights)
    back = torch.randn(out.shape)
    out.backward(back)
    learned = {"first/weight": first, "first/bias": bias, **weights}
    networks.append(
        {
            "name": name,
            "spec": {
                "numbers": list(shape),
                "codes": 0 if codes is None else codes.shape[1],
                "layers": [{"kind": "dense", "name": "first", "units": width}, *layers],
                "heads": [layers[-1]["name"]],
            },
            "rows": rows,
            "learning": learning,
            "numbers": flat(x),
            "codes": [] if codes is None else codes.reshape(-1).tolist(),
            "values": {k: flat(v) for k, v in {**learned, **(running or {})}.items()},
            "out": flat(out),
            "back": flat(back),
            "grads": {k: flat(v.grad) for k, v in learned.items()},
        }
    )
    return networks[-1]


def one(kind, **settings):
    return [{"kind": kind, "name": "layer", **settings}]


# Dense, activations, norms.
dense = {"layer/weight": drawn(6, 3), "layer/bias": drawn(3)}
network("dense", [6], one("dense", units=3), dense, lambda x, w: x @ w["layer/weight"] + w["layer/bias"])
bare = {"layer/weight": drawn(6, 3)}
network("dense over a sequence", [4, 6], one("dense", units=3, bare=True), bare, lambda x, w: x @ w["layer/weight"])
for name, function in {
    "relu": F.relu,
    "elu": F.elu,
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}.items():
    network(name, [7], [{"kind": "activation", "name": "layer", "of": name}], {}, lambda x, w, f=function: f(x))
norm = {"layer/gain": drawn(6), "layer/bias": drawn(6)}
network(
    "layer-norm", [3, 6], one("layer-norm"), norm, lambda x, w: F.layer_norm(x, [6], w["layer/gain"], w["layer/bias"])
)
for learning in [True, False]:
    norm = {"layer/gain": drawn(4), "layer/bias": drawn(4)}
    running = {"layer/mean": torch.randn(4), "layer/variance": torch.rand(4) + 0.5}
    after = {k: v.clone() for k, v in running.items()}

    def batch_norm(x, w):
        turned = x.transpose(1, 2)
        done = F.batch_norm(
            turned, after["layer/mean"], after["layer/variance"], w["layer/gain"], w["layer/bias"], learning
        )
        return done.transpose(1, 2)

    made = network(
        f"batch-norm, learning {learning}".lower(),
        [3, 4],
        one("batch-norm"),
        norm,
        batch_norm,
        learning=learning,
        running=running,
    )
    made["after"] = {k: flat(v) for k, v in after.items()}
    if not learning:
        # Gradients of running statistics are those of a frozen layer, which Millwright does not ask for here.
        made["grads"] = {}

# Signals that meet: residual, gate, side by side, the cross layer of DCN-v2.
second = {"layer/weight": drawn(5, 5), "layer/bias": drawn(5)}
network(
    "residual",
    [5],
    [*one("dense", units=5), {"kind": "add", "name": "sum", "from": ["first", "layer"]}],
    second,
    lambda x, w: x + x @ w["layer/weight"] + w["layer/bias"],
)
second = {"layer/weight": drawn(5, 5), "layer/bias": drawn(5)}
network(
    "cross",
    [5],
    [
        *one("dense", units=5),
        {"kind": "multiply", "name": "product", "from": ["first", "layer"]},
        {"kind": "add", "name": "cross", "from": ["product", "first"]},
    ],
    second,
    lambda x, w: x * (x @ w["layer/weight"] + w["layer/bias"]) + x,
)
second = {"layer/weight": drawn(5, 2), "layer/bias": drawn(2)}
network(
    "side by side",
    [5],
    [*one("dense", units=2), {"kind": "concat", "name": "both", "from": ["layer", "first"]}],
    second,
    lambda x, w: torch.cat([x @ w["layer/weight"] + w["layer/bias"], x], 1),
)

# Embeddings: two columns of codes, one table, summed and side by side.
codes = torch.tensor([[0, 3], [1, 3], [0, 2], [2, 2], [1, 1]])
for join in ["side-by-side", "sum"]:
    table = {"vectors/table": drawn(7, 3)}
    first = torch.tensor([0, 3])

    def embed(x, w):
        found = F.embedding(codes + first, w["vectors/table"])
        found = found.sum(1) if join == "sum" else found.reshape(5, 6)
        return torch.cat([x, found], 1)

    network(
        f"embedding, {join}",
        [2],
        [
            {
                "kind": "embedding",
                "name": "vectors",
                "columns": [0, 1],
                "first": [0, 3],
                "rows": 7,
                "width": 3,
                "join": join,
            },
            {"kind": "concat", "name": "both", "from": ["first", "vectors"]},
        ],
        table,
        embed,
        codes=codes,
    )

# Sequences.
vectors = {"layer/vectors": drawn(4, 6)}
network("positions", [4, 6], one("positions"), vectors, lambda x, w: x + w["layer/vectors"])
codes = torch.tensor([[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1], [1, 0, 1, 0], [1, 1, 1, 0]])
for causal, masked in [(False, False), (True, False), (False, True), (True, True)]:

    def attend(x, w):
        q, k, v = x.reshape(5, 4, 3, 2, 3).permute(2, 0, 3, 1, 4)
        seen = torch.ones(5, 1, 4, 4, dtype=torch.bool)
        if causal:
            seen = seen & torch.ones(4, 4, dtype=torch.bool).tril()
        if masked:
            seen = seen & (codes != 0)[:, None, None, :]
        weight = ((q @ k.transpose(2, 3)) / math.sqrt(3)).masked_fill(~seen, -1e30).softmax(-1)
        weight = weight * seen
        out = weight @ v
        if not causal and not masked:
            assert torch.allclose(out, F.scaled_dot_product_attention(q, k, v), atol=1e-6)
        return out.transpose(1, 2).reshape(5, 4, 6)

    settings = {"heads": 2, "causal": causal}
    if masked:
        settings["empty"] = {"first": 0, "code": 0}
    network(
        f"attention, causal {causal}, masked {masked}".lower(),
        [4, 18],
        one("attention", **settings),
        {},
        attend,
        codes=codes if masked else None,
    )

# Images.
for side, stride, padding in [(3, 1, 0), (3, 1, 1), (2, 2, 0), (3, 2, 1)]:
    weights = {"layer/weight": drawn(side * side * 2, 3), "layer/bias": drawn(3)}

    def convolve(x, w):
        kernel = w["layer/weight"].reshape(side, side, 2, 3).permute(3, 2, 0, 1)
        done = F.conv2d(x.permute(0, 3, 1, 2), kernel, w["layer/bias"], stride, padding)
        return done.permute(0, 2, 3, 1)

    network(
        f"convolution of {side}, stride {stride}, padding {padding}",
        [6, 5, 2],
        one("convolution", channels=3, side=side, stride=stride, padding=padding),
        weights,
        convolve,
        rows=3,
    )
for of, function in {"max": F.max_pool2d, "mean": F.avg_pool2d}.items():
    for side, stride in [(2, 2), (3, 1)]:
        network(
            f"{of} pooling of {side}, stride {stride}",
            [6, 5, 2],
            one("pooling", of=of, side=side, stride=stride),
            {},
            lambda x, w, f=function: f(x.permute(0, 3, 1, 2), side, stride).permute(0, 2, 3, 1),
            rows=3,
        )
network("mean of a sequence", [4, 3], one("pooling", of="mean", side=0), {}, lambda x, w: x.mean(1))
network("largest of a sequence", [4, 3], one("pooling", of="max", side=0), {}, lambda x, w: x.amax(1))


# Losses: sum of weight x loss, and its gradient.
def loss(name, settings, scores, y, function):
    scores = scores.clone().requires_grad_()
    weight = torch.tensor([1.0, 2.0, 0.5, 1.0, 3.0, 1.0])
    total = (function(scores, y) * weight).sum()
    total.backward()
    losses.append(
        {
            "name": name,
            "settings": settings,
            "outputs": 1 if scores.dim() == 1 else scores.shape[1],
            "scores": flat(scores),
            "y": y.tolist(),
            "weight": weight.tolist(),
            "loss": float(total.detach()),
            "grad": flat(scores.grad),
        }
    )


values, truth = torch.randn(6, dtype=torch.float64) * 2, torch.randn(6, dtype=torch.float64)
loss("squared", {}, values, truth, lambda s, y: F.mse_loss(s, y, reduction="none"))
loss("absolute", {}, values, truth, lambda s, y: F.l1_loss(s, y, reduction="none"))
for delta in [0.5, 2.0]:
    loss("huber", {"from": delta}, values, truth, lambda s, y: F.huber_loss(s, y, reduction="none", delta=delta))

logits, yes = torch.tensor([-3.0, -0.2, 0.0, 0.7, 2.5, 40.0]).double(), torch.tensor([0.0, 1, 1, 0, 1, 1]).double()
several, which = torch.randn(6, 4).double() * 2, torch.tensor([0, 3, 1, 2, 2, 0])
for smoothing, entropy in [(0.0, 0.0), (0.1, 0.0), (0.0, 0.3), (0.2, 0.1)]:

    def binary(s, y):
        p = torch.sigmoid(s)
        h = F.binary_cross_entropy_with_logits(s, p, reduction="none")
        t = y * (1 - smoothing) + smoothing / 2
        return F.binary_cross_entropy_with_logits(s, t, reduction="none") - entropy * h

    def multiclass(s, y):
        h = -(s.softmax(1) * s.log_softmax(1)).sum(1)
        return F.cross_entropy(s, y, reduction="none", label_smoothing=smoothing) - entropy * h

    settings = {"smoothing": smoothing, "entropy": entropy}
    loss("cross-entropy", settings, logits, yes, binary)
    loss("cross-entropy", settings, several, which, multiclass)
for focus in [0.0, 0.5, 2.0]:

    def binary_focal(s, y):
        log = F.logsigmoid(torch.where(y > 0, s, -s))
        return -((-torch.expm1(log)) ** focus) * log

    def focal(s, y):
        log = s.log_softmax(1).gather(1, y[:, None])[:, 0]
        return -((1 - log.exp()) ** focus) * log

    loss("focal", {"focus": focus}, logits[:5].new_tensor([-3.0, -0.2, 0.0, 0.7, 2.5, 9.0]), yes, binary_focal)
    loss("focal", {"focus": focus}, several, which, focal)


# Optimisers: 20 steps along drawn gradients.
STEPS = 20


def trajectory(name, settings, make):
    value = torch.randn(6)
    gradients = torch.randn(STEPS, 6)
    weight = nn.Parameter(value.clone())
    peer = make([weight])
    steps = []
    for gradient in gradients:
        weight.grad = gradient.clone()
        peer.step()
        steps.append(flat(weight))
    optimisers.append(
        {"name": name, "settings": settings, "value": flat(value), "gradients": flat(gradients), "steps": steps}
    )


RATE = 0.05
trajectory("sgd", {}, lambda w: torch.optim.SGD(w, RATE))
trajectory("momentum", {"share": 0.9, "nesterov": False}, lambda w: torch.optim.SGD(w, RATE, momentum=0.9))
trajectory(
    "momentum", {"share": 0.9, "nesterov": True}, lambda w: torch.optim.SGD(w, RATE, momentum=0.9, nesterov=True)
)
trajectory("adagrad", {}, lambda w: torch.optim.Adagrad(w, RATE))
trajectory("rmsprop", {"memory": 0.99}, lambda w: torch.optim.RMSprop(w, RATE, alpha=0.99))
trajectory("adam", {"decay": 0.0}, lambda w: torch.optim.Adam(w, RATE))
trajectory("adam", {"decay": 0.1}, lambda w: torch.optim.AdamW(w, RATE, weight_decay=0.1))


def sparse(name, make):
    """A table of 5 rows of 2, of which each step uses some."""
    table = nn.Embedding(5, 2, sparse=True)
    value = flat(table.weight)
    peer = make(table.parameters())
    steps, used, gradients = [], [], []
    for _ in range(STEPS):
        rows = torch.randperm(5)[: int(torch.randint(1, 4, ()))]
        gradient = torch.randn(len(rows), 2)
        peer.zero_grad()
        table(rows).backward(gradient)
        peer.step()
        used.append(rows.tolist())
        gradients.append(flat(gradient))
        steps.append(flat(table.weight))
    optimisers.append(
        {
            "name": name,
            "settings": {"decay": 0.0} if name == "adam" else {},
            "table": 2,
            "value": value,
            "used": used,
            "gradients": gradients,
            "steps": steps,
        }
    )


sparse("adam", lambda w: torch.optim.SparseAdam(list(w), RATE))
sparse("adagrad", lambda w: torch.optim.Adagrad(w, RATE))
sparse("sgd", lambda w: torch.optim.SGD(w, RATE))

text = json.dumps(
    {"peer": f"PyTorch {torch.__version__.split('+')[0]}", "rate": RATE, "networks": networks, "losses": losses, "optimisers": optimisers},
    separators=(",", ":"),
)
(HERE / "nn.json").write_text(text + "\n")
