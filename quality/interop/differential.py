"""Sends one random sequence of calls to MLflow's own server and to Rondo, and compares the answers field by field.

    python differential.py --seed 7 --calls 2000 --mlflow http://127.0.0.1:5000 --rondo http://127.0.0.1:8080

Both must be empty and used by nobody else. What may differ stands in differences.toml, each with its reason; the end
of the output says how often each was met. The exit status is 1 when anything else differed.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter

import requests

from comparison import Answer, Names, compare
from differences import Differences
from sequence import World


class Server:
    def __init__(self, url):
        self.url = url
        self.names = Names()
        self.session = requests.Session()
        self.times = []  # of each call: when it began and ended, in milliseconds

    def send(self, call):
        filled = self.names.fill({"path": call.path, "query": call.query, "body": call.body})
        content = call.content
        if filled["body"] is not None:
            content = json.dumps(filled["body"]).encode()
        headers = {} if filled["body"] is None else {"Content-Type": "application/json"}
        began = int(time.time() * 1000)
        answer = self.session.request(
            call.method,
            self.url + filled["path"],
            params=filled["query"],
            data=content,
            headers=headers,
            timeout=120,
        )
        self.times.append((began, int(time.time() * 1000) + 1))
        return Answer.of(answer.status_code, answer.headers.get("Content-Type", ""), answer.content)


class Differential:
    def __init__(self, mlflow, rondo, differences, most):
        self.mlflow, self.rondo = Server(mlflow), Server(rondo)
        self.differences = differences
        self.most = most  # unexplained calls after which it ends, since one may bring others about
        self.unexplained = 0
        self.by_call, self.statuses = Counter(), Counter()

    def step(self, number, call):
        left, right = self.mlflow.send(call), self.rondo.send(call)
        self.by_call[call.name] += 1
        self.statuses[left.status] += 1
        if left.status == right.status == 200:
            for symbol, path in call.captures.items():
                self.mlflow.names.learn(symbol, left.at(path))
                self.rondo.names.learn(symbol, right.at(path))
        found = compare(
            left.known_as(self.mlflow.names, self.mlflow.times, call.unordered),
            right.known_as(self.rondo.names, self.rondo.times, call.unordered),
        )
        new = [d for d in found if not self.differences.allow(call, d)]
        if new:
            self.unexplained += 1
            self.show(number, call, new)
        return left, right

    def show(self, number, call, differences):
        print(f"\ncall {number}: {call.method} {call.path} ({call.kind})")
        print("  sent", json.dumps(call.body if call.body is not None else call.query)[:600])
        for d in differences[:8]:
            print(f"  {d.field}\n    mlflow {d.mlflow!r:.400}\n    rondo  {d.rondo!r:.400}")
        if len(differences) > 8:
            print(f"  and {len(differences) - 8} more fields")

    def run(self, seed, calls):
        world = World(random.Random(seed))
        number = 0
        while number < calls and self.unexplained < self.most:
            for call in world.next_calls():
                left, right = self.step(number, call)
                world.saw(left, right)
                number += 1
        return number

    def summary(self, number):
        print(f"\n{number} calls of {len(self.by_call)} kinds; MLflow answered", end=" ")
        print(", ".join(f"{n} with {status}" for status, n in sorted(self.statuses.items())))
        print("\nallowed differences and how often they were met:")
        for name, hits, reason in self.differences.met():
            print(f"  {hits:5d}  {name}: {reason}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--mlflow", required=True)
    parser.add_argument("--rondo", required=True)
    parser.add_argument("--most", type=int, default=20, help="unexplained calls before it ends")
    given = parser.parse_args()
    print(f"differential: seed {given.seed}, {given.calls} calls", flush=True)
    differential = Differential(given.mlflow, given.rondo, Differences.read(), given.most)
    number = differential.run(given.seed, given.calls)
    differential.summary(number)
    print(f"{number - differential.unexplained} passed, {differential.unexplained} failed")
    sys.exit(1 if differential.unexplained else 0)


if __name__ == "__main__":
    main()
