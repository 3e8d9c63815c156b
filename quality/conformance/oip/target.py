"""The server and the model that are checked: what is learned of them, and requests that are right for them."""

from __future__ import annotations

import copy
import json
import threading
from dataclasses import dataclass
from typing import Optional
from urllib.parse import quote

from . import tensors
from .checks import Failed, must
from .rest import JSON_TYPE
from .rpc import Refused, call

OTHER_DIMENSIONS = 2
"""For a dimension of variable size that is not the first."""


@dataclass(frozen=True)
class Spec:
    """A tensor as the metadata describes it; -1 is a dimension of variable size."""

    name: str
    datatype: str
    shape: tuple

    @staticmethod
    def parse(text):
        """NAME:DATATYPE:SIZE,SIZE…"""
        name, datatype, shape = text.rsplit(":", 2)
        return Spec(name, datatype, tuple(int(size) for size in shape.split(",") if size))


class Target:
    """Learns the model at once; raises Failed when that cannot be done."""

    def __init__(self, rest, rpc, model, version=None, inputs=None, sample=None, extensions=(), control=False):
        self.rest = rest
        self.rpc = rpc
        self.model = model
        self.control = control
        self.sample = sample
        self.path = "/v2/models/" + quote(model, safe="")
        self.metadata = self._learn(self.path)
        self.versions = [each for each in self.metadata.get("versions") or [] if isinstance(each, str)]
        self.version = version or (self.versions[-1] if self.versions else None)
        self.inputs = inputs or self._specs("inputs")
        self.outputs = self._specs("outputs")
        claimed = self._learn("/v2").get("extensions")
        self.extensions = {*(claimed if isinstance(claimed, list) else ()), *extensions}
        if not self.inputs and not sample:
            raise Failed("the metadata names no inputs: give --input NAME:DATATYPE:SHAPE or --request FILE")
        self.deterministic = self._is_deterministic()

    def _learn(self, path):
        try:
            found = self.rest.call("GET", path).json()
        except (Failed, OSError) as error:
            raise Failed(f"GET {path}: {error}") from None
        return found if isinstance(found, dict) else {}

    def _specs(self, side):
        specs = []
        for each in self.metadata.get(side) or []:
            if isinstance(each, dict) and isinstance(each.get("shape"), list) and each.get("datatype"):
                if all(isinstance(size, int) for size in each["shape"]):
                    specs.append(Spec(str(each.get("name")), each["datatype"], tuple(each["shape"])))
        return specs

    def _is_deterministic(self):
        try:
            first, second = (self.results(self.ok(self.request())) for _ in range(2))
        except (Failed, OSError):
            return True
        return first == second

    # --- what a check needs -----------------------------------------------------------------------

    def lacks(self, need) -> Optional[str]:
        """Why a check that needs this cannot be run, or None."""
        kind, _, what = need.partition(":")
        if kind == "extension":
            return None if what in self.extensions else f"the server does not say that it has {what}"
        if kind == "type":
            return f"the model has no input of {what}" if self.of_type(what) is None else None
        if kind == "inputs":
            return None if len(self.inputs) >= int(what) else f"the model has fewer than {what} inputs"
        if kind == "outputs":
            return None if len(self.outputs) >= int(what) else f"the metadata names fewer than {what} outputs"
        missing, why = {
            "grpc": (self.rpc is None, "no gRPC (give --grpc HOST:PORT; needs grpcio)"),
            "socket": (not getattr(self.rest, "sockets", False), "needs plain sockets"),
            "control": (not self.control, "would unload the model (give --control)"),
            "version": (self.version is None, "the model has no versions"),
            "json": (any(each.datatype in tensors.HALVES for each in self.inputs), "an input cannot be told in JSON"),
            "batch": (not self._batched(), "not every input's first dimension varies"),
            "fixed": (not self._fixed(), "no input has a dimension of fixed size"),
            "wide": (not self._wide(), "the first input has fewer than two dimensions that hold two or more"),
            "deterministic": (not self.deterministic, "the model's answers vary"),
            "numbers": (not self._numbers(), "the first input is not of numbers"),
        }[kind]
        return why if missing else None

    def of_type(self, datatype):
        return next((i for i, each in enumerate(self.inputs) if each.datatype == datatype), None)

    def _batched(self):
        return bool(self.inputs) and all(each.shape and each.shape[0] == -1 for each in self.inputs)

    def _fixed(self):
        return any(size > 0 for each in self.inputs for size in each.shape)

    def _wide(self):
        return bool(self.inputs) and len(self.inputs[0].shape) == 2 and self.inputs[0].shape[1] != 1

    def _numbers(self):
        return bool(self.inputs) and self.inputs[0].datatype not in ("BYTES", "BOOL")

    # --- requests ---------------------------------------------------------------------------------

    def request(self, rows=2, seed=0):
        """A request that the model must take, flat."""
        if self.sample:
            return copy.deepcopy(self.sample)
        inputs = []
        for each in self.inputs:
            shape = [size if size >= 0 else rows if i == 0 else OTHER_DIMENSIONS for i, size in enumerate(each.shape)]
            data = tensors.values(each.datatype, tensors.count(shape), seed)
            inputs.append({"name": each.name, "shape": shape, "datatype": each.datatype, "data": data})
        return {"inputs": inputs}

    def url(self, versioned=False):
        return f"{self.path}/versions/{quote(self.version, safe='')}" if versioned else self.path

    def infer(self, request, versioned=False, headers=None, rest=None):
        """Sends an object as JSON, or bytes as they are."""
        body = request if isinstance(request, bytes) else json.dumps(request).encode()
        rest = rest or self.rest
        return rest.call("POST", self.url(versioned) + "/infer", body, JSON_TYPE if headers is None else headers)

    def ok(self, request, versioned=False, headers=None, rest=None):
        """The answer's object, once its status is 200 and it has a list of outputs."""
        return answered(self.infer(request, versioned, headers, rest))

    @staticmethod
    def results(answer):
        """The values of each output, flat; those in JSON only."""
        return {each.get("name"): tensors.flattened(each.get("data", [])) for each in answer["outputs"]}

    # --- gRPC -------------------------------------------------------------------------------------

    def ask(self, method, request_type="Empty", request=None, response_type="Live"):
        """A call that must succeed."""
        try:
            return call(self.rpc, method, request_type, request or {}, response_type)
        except Refused as refused:
            raise Failed(f"{method} is refused: {refused.code}: {refused.details[:120]}") from None

    def named(self, version=True):
        return {"name": self.model, **({"version": self.version} if version and self.version else {})}

    def message(self, raw=True, rows=2, seed=0):
        """A ModelInferRequest that the model must take."""
        request = self.request(rows, seed)
        inputs, contents = [], []
        for each in request["inputs"]:
            flat = tensors.flattened(each["data"])
            tensor = {"name": each["name"], "datatype": each["datatype"], "shape": each["shape"]}
            if raw:
                contents.append(tensors.to_bytes(each["datatype"], flat))
            else:
                tensor["contents"] = typed(each["datatype"], flat)
            inputs.append(tensor)
        made = {"model_name": self.model, "inputs": inputs}
        if raw:
            made["raw_input_contents"] = contents
        return made

    def live_now(self):
        """That the server has come through what was done to it."""
        answer = self.rest.copy().call("GET", "/v2/health/live")
        must(answer.status == 200, f"afterwards the server's liveness is {answer.status}")
        after = self.infer(self.request(), rest=self.rest.copy())
        must(after.status == 200, f"afterwards a valid request is answered {after.status}")


def answered(answer):
    must(answer.status == 200, lambda: f"a valid request is answered {answer.status}: {answer.body[:160]!r}")
    found = answer.object()
    must(isinstance(found.get("outputs"), list), "the answer has no list of outputs")
    must(all(isinstance(each, dict) for each in found["outputs"]), "an output is no object")
    return found


def typed(datatype, flat):
    from .protobuf import CONTENTS

    encoded = [each.encode() if isinstance(each, str) else each for each in flat]
    return {CONTENTS[datatype]: encoded}


def at_once(works):
    """Runs functions at the same time, and raises the first failure."""
    failures = []

    def guarded(work):
        try:
            work()
        except Exception as error:  # handed to the caller
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
