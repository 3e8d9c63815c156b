"""What came of a run: a table by group, the failures, JSON, and a list of expected failures beside it."""

import json
from collections import Counter

from .checks import CHECKS, MUST, SHOULD

LINE = "{:<18} {:>7} {:>7} {:>7} {:>7} {:>8}"


def table(outcomes):
    lines = [LINE.format("group", "checks", "passed", "MUST", "SHOULD", "skipped")]
    counts = {}
    for each in outcomes:
        counts.setdefault(each.check.group, Counter())[each.level or each.result] += 1
    total = Counter()
    for group, count in counts.items():
        lines.append(_line(group, count))
        total += count
    lines.append(_line("all", total))
    return "\n".join(lines)


def _line(name, count):
    return LINE.format(name, sum(count.values()), count["passed"], count[MUST], count[SHOULD], count["skipped"])


def failures(outcomes):
    """Each failure with the sentence that it breaks."""
    lines = []
    for level in (MUST, SHOULD):
        for each in outcomes:
            if each.level == level:
                lines.append(f"{level:<6} {each.check.id}\n       {each.why}\n       {each.check.source}")
    return "\n".join(lines)


def skips(outcomes):
    """Why checks were not run, and how many."""
    reasons = Counter(each.why for each in outcomes if each.result == "skipped")
    return "\n".join(f"{count} skipped: {why}" for why, count in reasons.most_common())


def as_json(outcomes, target):
    return json.dumps(
        {
            "url": target.rest.url,
            "model": target.model,
            "version": target.version,
            "checks": [
                {
                    "id": each.check.id,
                    "group": each.check.group,
                    "level": each.check.level,
                    "source": each.check.source,
                    "result": each.result,
                    **({"failed": each.level} if each.level else {}),
                    **({"why": each.why} if each.why else {}),
                }
                for each in outcomes
            ],
        },
        indent=1,
        ensure_ascii=False,
    )


def listing(chosen):
    return "\n".join(f"{each.level:<6} {each.id}\n       {each.source}" for each in chosen)


def read_expected(path):
    """The failures that a file names, by check: its id and a level on each line, # begins a comment.

    A ? behind the level says that it may as well pass, which is for what depends on a server's speed.
    """
    with open(path, encoding="utf-8") as file:
        lines = (line.partition("#")[0].split() for line in file)
        expected = {words[0]: words[1:] for words in lines if words}
    if unknown := sorted(set(expected) - set(CHECKS)):
        raise SystemExit(f"{path} names checks that there are not: {', '.join(unknown)}")
    return expected


def differences(outcomes, expected):
    """In what a run differs from the failures that are expected of it."""
    lines = []
    for each in outcomes:
        level, *maybe = expected.get(each.check.id, [None])
        if each.result == "skipped" or each.level == level or (maybe == ["?"] and not each.level):
            continue
        if each.level:
            lines.append(f"{each.check.id} fails {each.level}, expected {level or 'to pass'}: {each.why}")
        else:
            lines.append(f"{each.check.id} passes, expected to fail {level}")
    return lines
