#!/usr/bin/env python3
"""Runs the suite against the reference with each fault: the checks that fail are those that tripped.txt states.

    tests/matrix.py            all checks with each fault, some minutes
    tests/matrix.py --quick    with each fault the checks that it is to trip, and all checks with every twentieth
    tests/matrix.py --write    writes tripped.txt anew

Each check must pass without a fault, and be tripped by one at least.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from oip import groups  # noqa: E402, F401  adds the checks
from oip.checks import CHECKS, outcome  # noqa: E402
from oip.rest import Rest  # noqa: E402
from oip.rpc import Rpc  # noqa: E402
from oip.target import Target  # noqa: E402

from doors import GrpcService, LocalRest, LocalRpc  # noqa: E402
from faults import ALL, FAULTS  # noqa: E402
from network import HttpServer, grpc_server  # noqa: E402
from reference import Reference  # noqa: E402

TRIPPED = HERE / "tripped.txt"
MOST_NAMED = 12


class Faulty:
    """The reference, right until it is spoilt, behind both doors."""

    def __init__(self):
        self.server = Reference()
        self.service = GrpcService(self.server)
        self.fault = None

    def spoil(self, fault):
        self.fault = fault
        self.server.faults.add(fault.name)

    def handle(self, call):
        fault = self.fault
        early = fault.before(call) if fault and fault.before else None
        if early:
            return early
        reply = self.server.handle(call)
        return (fault.after(call, reply) if fault and fault.after else None) or reply

    def __call__(self, method, data):
        return self.answer(method, data)

    def answer(self, method, data):
        if self.fault and self.fault.rpc:
            return self.fault.rpc(self.service, method, data)
        return self.service(method, data)

    def stream_one(self, data):
        return self.service.stream_one(data)

    def stream(self, messages):
        def right(data):
            return self.stream_one(data)

        if self.fault and self.fault.stream:
            return self.fault.stream(right, messages)
        return [right(each) for each in messages]


def tripped(name, wanted=None):
    """The ids of the checks that fail under a fault, of all or of those that are wanted."""
    fault = FAULTS[name]
    failed = set()
    for model in fault.models:
        run = networked if fault.groups else local
        failed |= run(fault, model, CHECKS if wanted is None else wanted)
    return name, sorted(failed)


RPC_GROUPS = ("grpc", "grpc-errors", "streaming")


def _behind(fault, check):
    """Whether a check asks at the door at which a fault is; rules are behind both."""
    asks_grpc = check.group in RPC_GROUPS
    if fault.rpc or fault.stream:
        return asks_grpc
    return not (fault.before or fault.after) or not asks_grpc


def local(fault, model, ids):
    faulty = Faulty()
    target = Target(LocalRest(faulty.handle), LocalRpc(faulty.answer, faulty.stream), model, control=True)
    faulty.spoil(fault)
    chosen = (CHECKS[each] for each in ids)
    return {each.id for each in chosen if _behind(fault, each) and outcome(each, target).level}


def networked(fault, model, ids):
    faulty = Faulty()
    server = HttpServer(faulty.server, faulty.handle, alone=fault.alone)
    rpc, rpc_server = LocalRpc(faulty.answer, faulty.stream), None
    if fault.rpc:
        rpc_server, address = grpc_server(faulty)
        rpc = Rpc(address, 5)
    try:
        target = Target(Rest(server.url, timeout=2), rpc, model, control=True)
        target.rest.close()
        faulty.spoil(fault)
        chosen = (CHECKS[each] for each in ids)
        chosen = (each for each in chosen if "socket" in each.needs and each.group in fault.groups)
        return {each.id for each in chosen if outcome(each, target).level}
    finally:
        target.rest.close()
        server.close()
        if rpc_server:
            rpc_server.stop(0)


# --- tripped.txt -----------------------------------------------------------------------------------


def summary(ids):
    """A set of checks in one line: their ids, or of many how many of each group."""
    if len(ids) <= MOST_NAMED:
        return " ".join(ids)
    return ", ".join(f"{count} of {group}" for group, count in sorted(Counter(each.split("/")[0] for each in ids).items()))


def smallest(sets):
    """For each check the fault that trips it and the fewest others, whatever was asked before, where there is one."""
    found = {}
    for name, ids in sorted(sets.items(), key=lambda item: (FAULTS[item[0]].remembers, len(item[1]))):
        for each in ids:
            found.setdefault(each, name)
    return found


def written(sets):
    faults = "".join(f"{name}\n    {summary(ids)}\n" for name, ids in sets.items())
    checks = "".join(f"{each}: {name}\n" for each, name in sorted(smallest(sets).items()))
    return f"# What each fault trips\n{faults}\n# A fault that trips each check\n{checks}"


def stated():
    """From tripped.txt: the summary by fault, and a fault by check."""
    faults, _, checks = TRIPPED.read_text().partition("\n# A fault that trips each check\n")
    lines = faults.splitlines()[1:]
    return dict(zip(lines[::2], (each.strip() for each in lines[1::2]))), dict(each.split(": ", 1) for each in checks.splitlines())


def differences(whole, parts, by_fault, by_check):
    """What was measured, with all checks or with those that are stated, beside what is stated."""
    lines = [f"tripped.txt does not know: {name}" for name in FAULTS if name not in by_fault]
    lines += [f"tripped.txt knows a fault that there is not: {name}" for name in by_fault if name not in FAULTS]
    lines += [f"no fault trips {each}" for each in CHECKS if each not in by_check]
    for name, ids in whole.items():
        if summary(ids) != by_fault.get(name):
            lines.append(f"{name}\n    trips     {summary(ids)}\n    is to trip {by_fault.get(name)}")
        if not ids:
            lines.append(f"trips nothing: {name}")
    for each, name in by_check.items():
        if each not in {**whole, **parts}.get(name, ()):
            lines.append(f"{name} does not trip {each}")
    return lines


def without_a_fault():
    """The checks that fail, or are skipped with every model, although nothing is wrong; of one model on the network."""
    faulty = Faulty()
    server = HttpServer(faulty.server, faulty.handle)
    rpc_server, address = grpc_server(faulty)
    doors = {"sum": (Rest(server.url), Rpc(address))}
    failed, skipped = [], set(CHECKS)
    try:
        for model in ALL:
            rest, rpc = doors.get(model, (LocalRest(faulty.handle), LocalRpc(faulty.answer, faulty.stream)))
            target = Target(rest, rpc, model, control=True)
            for each in CHECKS.values():
                got = outcome(each, target)
                failed += [f"fails without a fault: {each.id} of {model}: {got.why}"] if got.level else []
                skipped -= {each.id} if got.result != "skipped" else set()
    finally:
        server.close()
        rpc_server.stop(0)
    return failed + [f"never run: {each}" for each in sorted(skipped)]


def main():
    began = time.monotonic()
    quick, write = "--quick" in sys.argv, "--write" in sys.argv
    by_fault, by_check = ({}, {}) if write else stated()
    parts = {}
    if quick:
        for each, name in by_check.items():
            parts.setdefault(name, []).append(each)
    fully = [name for i, name in enumerate(FAULTS) if not quick or i % 20 == 0]
    with ProcessPoolExecutor(2) as pool:
        sets = dict(pool.map(tripped, fully))
        partly = dict(pool.map(tripped, parts, parts.values()))
    if write:
        TRIPPED.write_text(written(sets))
        by_fault, by_check = stated()
    lines = differences(sets, partly, by_fault, by_check) + without_a_fault()
    print("\n".join([*lines, f"{len(FAULTS)} faults, {len(CHECKS)} checks, {time.monotonic() - began:.0f} s"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
