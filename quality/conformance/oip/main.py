"""The command line."""

import argparse
import fnmatch
import importlib.util
import json
import sys
import time

from . import groups, report  # noqa: F401  groups adds the checks
from .checks import CHECKS, MUST, Failed, outcome
from .rest import Rest
from .target import Spec, Target


def main(arguments=None):
    options = _options(arguments)
    chosen = _chosen(options)
    if options.list:
        print(report.listing(chosen))
        return 0
    try:
        target = _target(options)
    except Failed as failed:
        print(f"conformance: cannot begin: {failed.why}", file=sys.stderr)
        return 2
    outcomes = _run(chosen, target, options)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            file.write(report.as_json(outcomes, target))
    return _tell(outcomes, options)


def _options(arguments):
    parser = argparse.ArgumentParser(
        prog="quality/conformance/run",
        description="Checks a server against the Open Inference Protocol. Exit status: 0 when no MUST fails, 1 when one "
        "does (or when the run differs from --expected), 2 when it could not begin.",
    )
    parser.add_argument("--url", help="http://HOST:PORT of the server")
    parser.add_argument("--grpc", metavar="HOST:PORT", help="address of its gRPC service (needs grpcio)")
    parser.add_argument("--model", help="name of a model that it serves")
    parser.add_argument("--version", help="version of the model (default: the last that the metadata names)")
    parser.add_argument(
        "--input",
        action="append",
        type=Spec.parse,
        metavar="NAME:TYPE:SHAPE",
        help="an input, where the metadata does not tell it, such as x:FP32:-1,4; once for each",
    )
    parser.add_argument("--request", metavar="FILE", help="a valid request in JSON, where made-up values are refused")
    parser.add_argument("--extension", action="append", default=[], metavar="NAME", help="check it though it is not claimed")
    parser.add_argument("--control", action="store_true", help="the model may be unloaded and loaded again")
    parser.add_argument("--header", action="append", default=[], metavar="NAME: VALUE", help="sent with each HTTP request")
    parser.add_argument("--group", action="append", help="only this group, or checks like GROUP/NAME with *; may repeat")
    parser.add_argument("--list", action="store_true", help="list the checks and what each tests")
    parser.add_argument("--json", metavar="FILE", help="write the results there")
    parser.add_argument("--expected", metavar="FILE", help="failures that are known; a difference in either direction is told")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="longest wait for an answer (20)")
    parser.add_argument("--slow", type=float, metavar="SECONDS", help="name the checks that took longer")
    options = parser.parse_args(arguments)
    if not options.list and not (options.url and options.model):
        parser.error("--url and --model are needed (or --list)")
    return options


def _chosen(options):
    wanted = options.group or ["*"]
    found = [
        each
        for each in CHECKS.values()
        if any(each.group == pattern or fnmatch.fnmatch(each.id, pattern) for pattern in wanted)
    ]
    if not found:
        raise SystemExit(f"no such group; there are: {', '.join(dict.fromkeys(each.group for each in CHECKS.values()))}")
    return found


def _target(options):
    rpc = None
    if options.grpc:
        if importlib.util.find_spec("grpc") is None:
            raise Failed("--grpc needs grpcio: pip install grpcio")
        from .rpc import Rpc

        rpc = Rpc(options.grpc, options.timeout)
    sample = None
    if options.request:
        with open(options.request, encoding="utf-8") as file:
            sample = json.load(file)
    headers = dict(each.split(": ", 1) for each in options.header)
    rest = Rest(options.url, options.timeout, headers)
    return Target(
        rest, rpc, options.model, options.version, options.input, sample, options.extension, options.control
    )


def _run(chosen, target, options):
    outcomes = []
    for each in chosen:
        began = time.monotonic()
        outcomes.append(outcome(each, target))
        took = time.monotonic() - began
        if options.slow and took > options.slow:
            print(f"{took:6.1f} s {each.id}", file=sys.stderr)
    return outcomes


def _tell(outcomes, options):
    if options.expected:
        differing = report.differences(outcomes, report.read_expected(options.expected))
        print(report.table(outcomes))
        print("\n".join(differing) or f"as {options.expected} says")
        return 1 if differing else 0
    print("\n\n".join(filter(None, (report.failures(outcomes), report.skips(outcomes), report.table(outcomes)))))
    return 1 if any(each.level == MUST for each in outcomes) else 0
