"""Answers of two servers made comparable."""

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass

ABSENT = "absent"
SQL_TEXT = "(text of SQL)"
BEFORE = -1  # in place of a call: before the first
SYMBOL = re.compile(r"\$\{(\w+)\}")
MADE_ID = re.compile(r"m-[0-9a-f]{32}|[0-9a-f]{32}")
PYTHON_SET = re.compile(r"\{('[^']*'(?:, '[^']*')*)\}")
# Times of the server's own clock.
TIMES = {
    "creation_time",
    "last_update_time",
    "creation_timestamp",
    "last_updated_timestamp",
    "creation_timestamp_ms",
    "last_updated_timestamp_ms",
}
# Lists whose order means nothing; MLflow's changes from answer to answer.
SETS = {
    "tags",
    "params",
    "aliases",
    "latest_versions",
    "dataset_inputs",
    "model_inputs",
    "model_outputs",
}


class Names:
    """What a server calls the things that the sequence calls ${run1} and so on."""

    def __init__(self):
        self.made, self.symbols = {}, {}

    def learn(self, symbol, made):
        if made is None:
            return
        self.made[symbol] = made
        self.symbols[made] = "${" + symbol + "}"

    def fill(self, value):
        """The value with the server's own names for all symbols."""
        if isinstance(value, str):
            whole = SYMBOL.fullmatch(value)
            if whole and whole[1] in self.made:
                return self.made[whole[1]]
            return SYMBOL.sub(lambda m: str(self.made.get(m[1], "0" * 32)), value)
        if isinstance(value, dict):
            return {k: self.fill(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.fill(v) for v in value]
        return value

    def hide(self, key, text):
        """The text of a field with symbols for the server's own names."""
        if not MADE_ID.search(text):
            # An experiment's id is a mere number, which means something else elsewhere.
            number = text.isdigit() and key != "experiment_id"
            return text if number else self.symbols.get(text, text)
        return MADE_ID.sub(lambda m: self.symbols.get(m[0], m[0]), text)


@dataclass(frozen=True)
class CallTimes:
    """The calls during which an instant may have passed; equal when they share one."""

    calls: frozenset

    @classmethod
    def of(cls, millis, times):
        if millis < times[0][0]:
            return cls(frozenset({BEFORE}))
        last = bisect_right(times, (millis + 1, 0)) - 1
        near = range(max(0, last - 2), last + 1)
        return cls(frozenset(i for i in near if times[i][0] <= millis <= times[i][1]))

    def __eq__(self, other):
        return isinstance(other, CallTimes) and bool(self.calls & other.calls)

    __hash__ = None


@dataclass
class Answer:
    status: int
    media_type: str
    body: object

    @classmethod
    def of(cls, status, content_type, content):
        media_type = content_type.partition(";")[0].strip()
        try:
            body = json.loads(content)
        except ValueError:
            body = content.decode("latin-1")
        return cls(status, media_type, body)

    @property
    def code(self):
        """Such as 200 or 400 INVALID_PARAMETER_VALUE."""
        code = self.body.get("error_code") if isinstance(self.body, dict) else None
        return f"{self.status} {code}" if code else str(self.status)

    def at(self, path):
        value = self.body
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def known_as(self, names, times, unordered=frozenset()):
        """The same answer in terms that two servers share. Unordered are lists besides SETS."""
        unordered = SETS | unordered

        def known(key, value):
            if isinstance(value, dict):
                return {k: known(k, v) for k, v in value.items()}
            if isinstance(value, list):
                items = [known(key, v) for v in value]
                return sorted(items, key=without_times) if key in unordered else items
            if key == "next_page_token":
                return "(a token)" if value else value
            if key in TIMES and isinstance(value, int):
                return CallTimes.of(value, times)
            return self._text(names, key, value) if isinstance(value, str) else value

        return Answer(self.status, self.media_type, known("", sorted_metrics(self.body)))

    @staticmethod
    def _text(names, key, text):
        if text.startswith(("[{", '{"')):
            try:
                return {"json": json.loads(names.hide(key, text))}
            except ValueError:
                pass
        if "[SQL: " in text:
            return SQL_TEXT
        return PYTHON_SET.sub(
            lambda m: "{" + ", ".join(sorted(m[1].split(", "))) + "}", names.hide(key, text)
        )


def without_times(value):
    return json.dumps(value, default=lambda _: "")


def sorted_metrics(body):
    """The metrics of a run or a model have no order, those of a history have one."""
    if isinstance(body, list):
        return [sorted_metrics(v) for v in body]
    if not isinstance(body, dict):
        return body
    body = {k: sorted_metrics(v) for k, v in body.items()}
    data = body.get("data")
    if isinstance(data, dict) and isinstance(data.get("metrics"), list):
        data["metrics"] = sorted(data["metrics"], key=metric_order)
    return body


def metric_order(metric):
    return (metric.get("key", ""), metric.get("timestamp", 0), metric.get("step", 0))


@dataclass
class Difference:
    field: str
    mlflow: object
    rondo: object


def compare(left, right):
    """All differences of two answers; when only one of them is a refusal, that alone."""
    if (left.status < 400) != (right.status < 400) or (left.status >= 500) != (right.status >= 500):
        return [Difference("status", left.code, right.code + explanation(right))]
    found = []
    walk("status", left.status, right.status, found)
    if left.body or right.body:  # what nothing is made of does not matter
        walk("media_type", left.media_type, right.media_type, found)
    walk("", left.body, right.body, found)
    return found


def explanation(answer):
    message = answer.body.get("message") if isinstance(answer.body, dict) else None
    return f" ({message})" if message else ""


def walk(path, left, right, found):
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted({*left, *right}):
            walk(f"{path}.{key}".lstrip("."), left.get(key, ABSENT), right.get(key, ABSENT), found)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for i, (a, b) in enumerate(zip(left, right)):
            walk(f"{path}.{i}", a, b, found)
    elif not same(left, right):
        found.append(Difference(path, left, right))


def same(left, right):
    numbers = (int, float)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, numbers) and isinstance(right, numbers):
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    return left == right
