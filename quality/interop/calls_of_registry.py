"""Calls about registered models, their versions, aliases and stages, with their weights."""

from calls_of_tracking import VALUES, some_model, some_run, tags

STAGES = ["None", "Staging", "Production", "Archived", "staging"]


def some_name(w):
    return w.random.choice(sorted(w.registered)) if not w.chance(0.03) else "nobody"


def some_version(w):
    name = some_name(w)
    return name, str(w.random.randint(1, max(1, w.registered.get(name, 1))))


def create_model(w):
    name = f"{w.pick('reg', 'Reg')}-{w.number()}"
    if w.registered and w.chance(0.1):
        name = w.random.choice(sorted(w.registered))
    w.registered.setdefault(name, 0)
    body = {"name": name, "tags": tags(w), "description": w.pick(*VALUES)}
    return w.post("registered-models/create", body)


def get_model(w):
    return w.get("registered-models/get", ("name", some_name(w)))


def edit_model(w):
    name = some_name(w)
    match w.random.randrange(4):
        case 0:
            body = {"name": name, "description": w.pick(*VALUES)}
            return w.change("PATCH", "registered-models/update", body)
        case 1:
            body = {"name": name, "key": w.pick("loss", "x.y")}
            return w.change("DELETE", "registered-models/delete-tag", body)
        case _:
            body = {"name": name, "key": w.pick("loss", "x.y", "k"), "value": w.pick(*VALUES)}
            return w.post("registered-models/set-tag", body)


def rename_model(w):
    name, new = some_name(w), f"renamed-{w.number()}"
    if name in w.registered:
        w.registered[new] = w.registered.pop(name)
    return w.post("registered-models/rename", {"name": name, "new_name": new})


def delete_model(w):
    if len(w.registered) < 3:
        return create_model(w)
    name = some_name(w)
    w.registered.pop(name, None)
    return w.change("DELETE", "registered-models/delete", {"name": name})


def create_version(w):
    name = some_name(w)
    w.registered[name] = w.registered.get(name, 0) + (name in w.registered)
    if name == "nobody":
        del w.registered[name]
    body = {"name": name, "source": f"s3://bucket/{w.number()}", "tags": tags(w)}
    run, experiment, _ = w.random.choice(w.runs)
    other, version = some_version(w)
    match w.random.randrange(6):
        case 0:
            body["source"] = "mlflow-artifacts:/${%s}/${%s}/artifacts/m" % (experiment, run)
            body["run_id"] = "${%s}" % run
        case 1:
            body["source"] = "runs:/${%s}/m" % run
            body["run_id"] = "${%s}" % run
        case 2:
            model = some_model(w)
            body.update(source=f"models:/{model}", model_id=model)
        case 3 if w.registered.get(other):
            body["source"] = f"models:/{other}/{version}"
        case 4:
            body.update(description=w.pick(*VALUES), run_link="http://link")
    return w.post("model-versions/create", body)


def get_version(w):
    name, version = some_version(w)
    path = w.pick("get", "get", "get-download-uri")
    return w.get(f"model-versions/{path}", ("name", name), ("version", version))


def edit_version(w):
    name, version = some_version(w)
    body = {"name": name, "version": version}
    match w.random.randrange(5):
        case 0:
            body["description"] = w.pick(*VALUES)
            return w.change("PATCH", "model-versions/update", body)
        case 1:
            body["key"] = w.pick("loss", "k")
            return w.change("DELETE", "model-versions/delete-tag", body)
        case 2:
            body.update(stage=w.pick(*STAGES), archive_existing_versions=False)
            if body["stage"] in ("Staging", "Production"):
                body["archive_existing_versions"] = w.chance(0.5)
            return w.post("model-versions/transition-stage", body)
        case _:
            body.update(key=w.pick("loss", "k", "a/b"), value=w.pick(*VALUES))
            return w.post("model-versions/set-tag", body)


def delete_version(w):
    name, version = some_version(w)
    return w.change("DELETE", "model-versions/delete", {"name": name, "version": version})


def alias(w):
    name, version = some_version(w)
    body = {"name": name, "alias": w.pick("champion", "Champion", "blue-1", "latest", "v2", "a b")}
    match w.random.randrange(4):
        case 0:
            return w.change("DELETE", "registered-models/alias", body)
        case 1:
            return w.get("registered-models/alias", *body.items())
        case _:
            return w.post("registered-models/alias", {**body, "version": version})


def latest_versions(w):
    unordered = frozenset({"model_versions"})
    name, path = some_name(w), "registered-models/get-latest-versions"
    stages = w.random.sample(["None", "Production", "Staging"], w.random.randint(0, 2))
    if w.chance(0.5):
        return w.post(path, {"name": name, "stages": stages}, unordered=unordered)
    return w.get(path, ("name", name), *[("stages", s) for s in stages], unordered=unordered)


PLAIN = [
    (create_model, 3),
    (get_model, 5),
    (edit_model, 5),
    (rename_model, 1),
    (delete_model, 1),
    (create_version, 8),
    (get_version, 6),
    (edit_version, 8),
    (delete_version, 1),
    (alias, 6),
    (latest_versions, 4),
]
