"""The comparison of two servers finds what differs, and nothing else."""

from call import Call
from comparison import Answer, CallTimes, Names, compare
from differences import Differences

TIMES = [(100, 110), (120, 130), (140, 150)]


def answer(body, status=200):
    return Answer(status, "application/json", body)


def fields(left, right, names=(Names(), Names())):
    known = [a.known_as(n, TIMES) for a, n in zip((left, right), names)]
    return [(d.field, d.mlflow, d.rondo) for d in compare(*known)]


def test_each_server_has_names_of_its_own():
    left, right = Names(), Names()
    left.learn("run1", "a" * 32)
    right.learn("run1", "b" * 32)
    bodies = [answer({"uri": f"x:/{c * 32}/y"}) for c in "ab"]
    assert fields(*bodies, (left, right)) == []
    assert fields(bodies[0], bodies[0], (left, right)) != []
    assert left.fill({"f": ["run_id = '${run1}'"]}) == {"f": [f"run_id = '{'a' * 32}'"]}


def test_a_time_is_the_call_in_which_it_passed():
    assert fields(answer({"creation_time": 101}), answer({"creation_time": 109})) == []
    assert len(fields(answer({"creation_time": 101}), answer({"creation_time": 121}))) == 1
    assert CallTimes.of(50, TIMES) == CallTimes.of(60, TIMES) != CallTimes.of(105, TIMES)


def test_what_has_an_order_and_what_has_none():
    tags = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    assert fields(answer({"tags": tags}), answer({"tags": tags[::-1]})) == []
    assert len(fields(answer({"runs": [1, 2]}), answer({"runs": [2, 1]}))) == 2


def test_absent_fields_signs_and_types_are_told_apart():
    assert fields(answer({"a": ""}), answer({})) == [("a", "", "absent")]
    assert len(fields(answer({"a": 0.0}), answer({"a": -0.0}))) == 1
    assert fields(answer({"a": 1}), answer({"a": 1.0})) == []
    assert len(fields(answer({"a": 1}), answer({"a": True}))) == 1
    assert len(fields(answer({"a": 1}), answer({"a": "1"}))) == 1


def test_sets_in_messages_have_no_order():
    assert fields(answer({"m": "one of {'=', '<'}"}), answer({"m": "one of {'<', '='}"})) == []


def test_a_row_allows_only_what_it_states():
    rows = [
        {
            "name": "n",
            "reason": "r",
            "calls": ["runs/create"],
            "kinds": ["tag twice"],
            "field": "status",
            "mlflow": "400.*",
            "rondo": "200",
        }
    ]
    differences = Differences(rows)
    (found,) = compare(answer({"error_code": "BAD_REQUEST"}, 400), answer({}))

    def allowed(name, kind):
        return differences.allow(Call(name, "POST", "/", kind=kind), found)

    assert allowed("runs/create", "tag twice")
    assert not allowed("runs/create", "plain") and not allowed("runs/get", "tag twice")
    assert differences.met() == [("n", 1, "r")]


def test_every_row_has_a_reason_and_a_name_of_its_own():
    rows = Differences.read().rows
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(row["reason"] for row in rows)
