"""A random sequence of calls that makes sense: it remembers what exists, and now and then makes a mistake."""

import calls_of_artifacts
import calls_of_logged_models
import calls_of_registry
import calls_of_search
import calls_of_tracking
import mistakes
from call import API, Call

MISTAKES = 0.08  # share of the calls that are wrong on purpose, and as many again are spoiled
CALLS = [
    calls_of_tracking,
    calls_of_logged_models,
    calls_of_artifacts,
    calls_of_registry,
    calls_of_search,
]
MOST_PAGES = 3
WRITES_OF_RUNS = {
    "runs/update",
    "runs/log-metric",
    "runs/log-batch",
    "runs/log-parameter",
    "runs/log-inputs",
    "runs/set-tag",
}
MADE = {  # what a call names itself when nobody else does
    "runs/create": ["run.info.run_id", "run.info.run_name"],
    "logged-models": ["model.info.model_id", "model.info.name"],
}


class World:
    """What exists on both servers by now."""

    def __init__(self, random):
        self.random = random
        self.clock = 1_700_000_000_000
        self.numbers = 0
        self.experiments = []  # [symbol, name, deleted]
        self.runs = []  # [symbol, symbol of the experiment, deleted]
        self.models = []  # symbols of logged models
        self.registered = {}  # name: number of versions ever made
        self.artifacts = []  # paths within the store
        self.tokens = 0
        self.more = False  # whether the last answer has another page
        self.first = list(self._beginnings())

    # --- what the builders of calls use -------------------------------------------------------

    def number(self):
        self.numbers += 1
        return self.numbers

    def tick(self):
        """A time that no other call is given."""
        self.clock += self.random.randint(1, 1000)
        return self.clock

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def post(self, path, body, **more):
        return Call(path, "POST", API + path, body, **more)

    def get(self, path, *query, **more):
        return Call(path, "GET", API + path, query=[list(q) for q in query], **more)

    def change(self, method, path, body, **more):
        return Call(f"{method} {path}", method, API + path, body, **more)

    # --- the sequence -------------------------------------------------------------------------

    def _beginnings(self):
        """Enough to make the first random calls meaningful, and places for what leaves the two unlike."""
        yield self.post("experiments/create", {"name": "sink"}, captures={"sink": "experiment_id"})
        start = {"experiment_id": "${sink}", "start_time": 1, "run_name": "sink", "user_id": "u"}
        captures = {"sinkRun": "run.info.run_id"}
        yield self.post("runs/create", start, captures=captures)
        model = {"experiment_id": "${sink}", "name": "sink"}
        captures = {"sinkModel": "model.info.model_id"}
        yield self.post("logged-models", model, captures=captures)
        for _ in range(3):
            yield calls_of_tracking.create_experiment(self)
        for _ in range(8):
            yield calls_of_tracking.create_run(self)
        yield calls_of_registry.create_model(self)

    def next_calls(self):
        """One call, or one with the pages that follow it."""
        if self.first:
            yield self.first.pop(0)
            return
        if self.chance(MISTAKES):
            yield self._ready(mistakes.one(self))
            return
        call = self._built()
        if call.body and self.chance(MISTAKES):
            self._spoil(call)
        yield self._ready(call)
        for _ in range(MOST_PAGES):
            if not (call.page and self.more):
                return
            call = self._next_page(call)
            yield self._ready(call)

    def _ready(self, call):
        """With symbols for whatever the answer will name."""
        if call.name in MADE and not call.captures:
            call.captures = {f"made{self.number()}": where for where in MADE[call.name]}
        if call.page:
            self.tokens += 1
            call.captures["token%d" % self.tokens] = "next_page_token"
        return call

    def _built(self):
        builders = [b for module in CALLS for b in module.PLAIN]
        build = self.random.choices([b for b, _ in builders], [w for _, w in builders])[0]
        return build(self)

    def _spoil(self, call):
        """A mistake in one top-level field; but what later calls count on is made all the same."""
        if call.name in WRITES_OF_RUNS:  # of some mistakes MLflow stores a part
            call.body["run_id"] = "${sinkRun}"
        key = self.random.choice(sorted(call.body))
        match 3 if call.captures else self.random.randrange(4):
            case 0:
                del call.body[key]
                call.kind = f"without {key}"
            case 1:
                call.body[key] = None
                call.kind = f"null {key}"
            case 2:
                call.body[key] = ""
                call.kind = f"empty {key}"
            case _:
                call.body["unknown_field"] = {"a": [1]}
                call.kind = "unknown field"

    def _next_page(self, call):
        token = "${token%d}" % self.tokens
        body = {**call.body, "page_token": token} if call.body else None
        query = [*[q for q in call.query if q[0] != "page_token"], ["page_token", token]]
        return Call(
            call.name, call.method, call.path, body, [] if body else query, kind="page", page=True
        )

    def saw(self, left, right):
        """Notes whether both answers say that there is another page."""
        bodies = [a.body for a in (left, right)]
        self.more = all(isinstance(b, dict) and b.get("next_page_token") for b in bodies)
