"""ModelStreamInfer, which the specification does not have and Triton's clients call."""

from .. import specification as s
from ..checks import SHOULD, Failed, add, check, must
from ..protobuf import decode, encode
from ..rpc import Refused
from .grpc_calls import values

GROUP = "streaming"


def _stream(target, messages):
    try:
        answers = target.rpc.stream([encode("InferRequest", each) for each in messages])
    except Refused as refused:
        raise Failed(f"the stream ends with {refused.code}: {refused.details[:80]}") from None
    return [decode("StreamResponse", each) for each in answers]


def _request(target, number, **fields):
    return {**target.message(seed=number), "id": f"s{number}", **fields}


@check(GROUP, "one", SHOULD, s.GRPC_STREAM, "grpc")
def one(target):
    answers = _stream(target, [_request(target, 0)])
    must(len(answers) == 1, f"{len(answers)} answers to one request")
    must(answers[0]["infer_response"], f"no answer but: {answers[0]['error_message']}"[:120])
    values(answers[0]["infer_response"])


@check(GROUP, "many-in-order", SHOULD, s.GRPC_STREAM, "grpc")
def many(target):
    answers = _stream(target, [_request(target, i) for i in range(50)])
    got = [(each["infer_response"] or {}).get("id") for each in answers]
    must(got == [f"s{i}" for i in range(50)], f"the answers are {got[:5]}…")


@check(GROUP, "same-as-infer", SHOULD, s.GRPC_STREAM, "grpc", "deterministic")
def same_as_infer(target):
    answers = _stream(target, [_request(target, i) for i in range(5)])
    for i, each in enumerate(answers):
        alone = target.ask("ModelInfer", "InferRequest", target.message(seed=i), "InferResponse")
        must(values(each["infer_response"]) == values(alone), f"answer {i} is another than ModelInfer's")


@check(GROUP, "empty-stream-ends", SHOULD, s.GRPC_STREAM, "grpc")
def empty(target):
    must(_stream(target, []) == [], "answers to no request")


WRONG = {
    "unknown-model": {"model_name": "no-such-model-here"},
    "no-inputs": {"inputs": [], "raw_input_contents": []},
    "contents-missing": {"raw_input_contents": [b""]},
    "unknown-output": {"outputs": [{"name": "no_such_output_here"}]},
}
for name, fields in WRONG.items():

    def _goes_on(target, fields=fields):
        answers = _stream(target, [_request(target, 0), _request(target, 1, **fields), _request(target, 2)])
        must(len(answers) == 3, f"{len(answers)} answers to three requests")
        must(answers[1]["error_message"], "the wrong request has no error_message")
        must((answers[2]["infer_response"] or {}).get("id") == "s2", "the request after it is not answered")

    add(GROUP, f"goes-on-after-{name}", SHOULD, s.GRPC_STREAM, _goes_on, "grpc")
