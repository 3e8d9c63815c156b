"""The differences that are meant: the rows of differences.toml."""

import re
import tomllib
from collections import Counter
from pathlib import Path

from comparison import same


class Differences:
    """The rows of differences.toml. A row allows a difference when all that it states holds."""

    def __init__(self, rows):
        self.rows = rows
        self.hits = Counter()

    @classmethod
    def read(cls):
        text = Path(__file__).with_name("differences.toml").read_text(encoding="utf-8")
        return cls(tomllib.loads(text)["difference"])

    def allow(self, call, difference):
        for row in self.rows:
            if self.holds(row, call, difference):
                self.hits[row["name"]] += 1
                return True
        return False

    @staticmethod
    def holds(row, call, difference):
        return (
            call.name in row.get("calls", [call.name])
            and call.kind in row.get("kinds", [call.kind])
            and re.fullmatch(row["field"], difference.field) is not None
            and matches(row["mlflow"], difference.mlflow)
            and matches(row["rondo"], difference.rondo)
        )

    def met(self):
        return [(row["name"], self.hits[row["name"]], row["reason"]) for row in self.rows]


def matches(expected, found):
    """A text is a regular expression for the whole; any other value stands for itself."""
    if isinstance(expected, str):
        return re.fullmatch(expected, str(found), re.DOTALL) is not None
    return same(expected, found)
