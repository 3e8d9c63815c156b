"""What a check is, how it fails, and the list of all checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Optional

MUST = "MUST"
SHOULD = "SHOULD"


class Failed(Exception):
    """The server does not do what a check asks for; the level says how bad that is."""

    def __init__(self, why: str, level: str = MUST):
        super().__init__(why)
        self.why = why
        self.level = level


def must(condition, why):
    if not condition:
        raise Failed(why if isinstance(why, str) else why(), MUST)


def should(condition, why):
    if not condition:
        raise Failed(why if isinstance(why, str) else why(), SHOULD)


@dataclass(frozen=True)
class Check:
    """One case. A SHOULD check never fails harder than SHOULD, whatever its code says.

    The source is the sentence that it tests, of the specification unless it says otherwise. What it needs of the
    server or the model (see Target.lacks) decides whether it is run or skipped.
    """

    group: str
    name: str
    level: str
    source: str
    run: Callable = field(repr=False)
    needs: tuple = ()

    @property
    def id(self):
        return f"{self.group}/{self.name}"


CHECKS: dict[str, Check] = {}


def add(group, name, level, source, run, *needs):
    made = Check(group, name, level, source, run, needs)
    if made.id in CHECKS:
        raise ValueError(f"two checks are called {made.id}")
    CHECKS[made.id] = made


def check(group, name, level, source, *needs):
    """Adds the function that follows, which takes the target."""

    def adder(run):
        add(group, name, level, source, run, *needs)
        return run

    return adder


@dataclass(frozen=True)
class Outcome:
    """Of one check: passed, failed (then the level and why) or skipped (then why)."""

    check: Check
    result: str
    level: Optional[str] = None
    why: str = ""


def outcome(check: Check, target) -> Outcome:
    lacking = next(filter(None, (target.lacks(need) for need in check.needs)), None)
    if lacking:
        return Outcome(check, "skipped", None, lacking)
    try:
        check.run(target)
    except Failed as failed:
        level = SHOULD if SHOULD in (check.level, failed.level) else MUST
        return Outcome(check, "failed", level, failed.why)
    except (OSError, EOFError) as broken:
        return Outcome(check, "failed", check.level, f"no answer: {type(broken).__name__} {broken}".rstrip())
    except (LookupError, TypeError, ValueError, AttributeError) as odd:
        return Outcome(check, "failed", check.level, f"the answer has another form: {type(odd).__name__} {odd}"[:200])
    return Outcome(check, "passed")
