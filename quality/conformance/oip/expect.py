"""What many checks expect, and small changes to requests that tables name."""

from .checks import must, should


def refused(answer):
    """An error status: of the 4xx, as the mistake is the caller's."""
    must(answer.status >= 400, lambda: f"answered {answer.status} where an error is due: {answer.body[:120]!r}")
    should(answer.status < 500 or answer.status == 501, f"answered {answer.status} where 4xx is due")


def tolerated(answer):
    """Taken or refused, as the server decides, but not failed."""
    must(answer.status == 200 or answer.status >= 400, f"answered {answer.status}")
    should(answer.status < 500 or answer.status == 501, f"answered {answer.status}: neither taken nor refused")


def status(answer, *wanted):
    must(answer.status in wanted, f"answered {answer.status} where {' or '.join(map(str, wanted))} is due")


def error_body(answer):
    """{"error": text}, as all errors of the protocol have."""
    must(answer.status >= 400, f"answered {answer.status} where an error is due")
    text = answer.object().get("error")
    must(isinstance(text, str), f"`error` is no string: {text!r}")
    must(text.strip() != "", "`error` is empty")


def boolean(found, *names):
    must(any(isinstance(found.get(name), bool) for name in names), f"no boolean {' or '.join(names)}: {found!r}"[:160])


def text(found, name):
    must(isinstance(found.get(name), str), f"{name} is no string: {found.get(name)!r}")


def is_json(answer):
    kind = answer.headers.get("content-type", "")
    must(kind.split(";")[0].strip().lower() == "application/json", f"the Content-Type is {kind!r}")


# --- changes: each takes an object, changes it and returns it ------------------------------------


def _place(found, path):
    *front, last = [int(each) if each.isdigit() else each for each in path.split(".")]
    for each in front:
        found = found[each]
    return found, last


def put(path, value):
    """Sets what is at a path such as inputs.0.shape; a function gets the old value and gives the new one."""

    def change(request):
        holder, last = _place(request, path)
        old = holder[last] if isinstance(last, int) or last in holder else None
        holder[last] = value(old) if callable(value) else value
        return request

    return change


def drop(path):
    def change(request):
        holder, last = _place(request, path)
        del holder[last]
        return request

    return change


def both(*changes):
    def change(request):
        for each in changes:
            request = each(request)
        return request

    return change


def instead(value):
    """The whole request is another."""
    return lambda request: value


def infer_refused(change):
    """A check that a changed request is refused."""
    return lambda target: refused(target.infer(change(target.request())))


def infer_tolerated(change):
    return lambda target: tolerated(target.infer(change(target.request())))


def infer_taken(change):
    return lambda target: target.ok(change(target.request()))
