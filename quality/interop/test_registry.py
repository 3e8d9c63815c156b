"""The model registry: models, versions, aliases, stages, tags, and where a version may come from."""

import pytest
from mlflow import MlflowException


def test_models_from_creation_to_deletion(client, name):
    created = client.create_registered_model(name, tags={"a": "1"}, description="first")
    assert (created.description, created.tags) == ("first", {"a": "1"})
    client.update_registered_model(name, "second")
    client.set_registered_model_tag(name, "b", "grün")
    client.delete_registered_model_tag(name, "a")
    found = client.get_registered_model(name)
    assert (found.description, found.tags) == ("second", {"b": "grün"})
    client.create_model_version(name, "s3://bucket/x")
    client.rename_registered_model(name, name + "-new")
    assert int(client.get_model_version(name + "-new", "1").version) == 1
    client.delete_registered_model(name + "-new")
    with pytest.raises(MlflowException) as gone:
        client.get_registered_model(name + "-new")
    assert gone.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_versions_are_numbered_and_a_number_is_not_used_twice(client, name):
    client.create_registered_model(name)
    for expected in (1, 2, 3):
        made = client.create_model_version(name, f"s3://bucket/{expected}", description="d")
        assert (int(made.version), made.status, made.description) == (expected, "READY", "d")
    client.delete_model_version(name, "3")
    assert int(client.create_model_version(name, "s3://bucket/4").version) == 4
    client.update_model_version(name, "1", "changed")
    client.set_model_version_tag(name, "1", "k", "v")
    client.set_model_version_tag(name, "1", "gone", "v")
    client.delete_model_version_tag(name, "1", "gone")
    found = client.get_model_version(name, "1")
    assert (found.description, found.tags) == ("changed", {"k": "v"})


def test_aliases(client, name):
    client.create_registered_model(name)
    for i in (1, 2):
        client.create_model_version(name, f"s3://bucket/{i}")
    client.set_registered_model_alias(name, "champion", "1")
    client.set_registered_model_alias(name, "Champion", "1")
    client.set_registered_model_alias(name, "champion", "2")
    assert int(client.get_model_version_by_alias(name, "champion").version) == 2
    assert int(client.get_model_version_by_alias(name, "Champion").version) == 1
    assert client.get_model_version(name, "2").aliases == ["champion"]
    assert {k: int(v) for k, v in client.get_registered_model(name).aliases.items()} == {
        "champion": 2,
        "Champion": 1,
    }
    client.delete_registered_model_alias(name, "Champion")
    client.delete_model_version(name, "2")
    assert client.get_registered_model(name).aliases == {}
    with pytest.raises(MlflowException) as missing:
        client.get_model_version_by_alias(name, "champion")
    assert missing.value.error_code == "INVALID_PARAMETER_VALUE"


@pytest.mark.parametrize("alias", ["latest", "LATEST", "v1", "V12", "a b", "a.b", "x" * 256])
def test_alias_names_that_are_refused(client, name, alias):
    client.create_registered_model(name)
    client.create_model_version(name, "s3://bucket/1")
    with pytest.raises(MlflowException) as refused:
        client.set_registered_model_alias(name, alias, "1")
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_stages(client, name):
    client.create_registered_model(name)
    for i in (1, 2, 3):
        client.create_model_version(name, f"s3://bucket/{i}")
    client.transition_model_version_stage(name, "1", "production")
    client.transition_model_version_stage(name, "2", "Staging")
    client.transition_model_version_stage(name, "2", "Production", archive_existing_versions=True)
    stages = {v: client.get_model_version(name, v).current_stage for v in "123"}
    assert stages == {"1": "Archived", "2": "Production", "3": "None"}
    latest = client.get_latest_versions(name, ["Production", "None"])
    assert {(v.current_stage, int(v.version)) for v in latest} == {("Production", 2), ("None", 3)}
    assert len(client.get_latest_versions(name)) == 3
    with pytest.raises(MlflowException) as refused:
        client.transition_model_version_stage(name, "1", "Nowhere")
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_sources_of_versions(client, name, run):
    client.create_registered_model(name)
    client.log_text(run, "x", "dir/file")
    uri = client.get_run(run).info.artifact_uri
    model = client.create_logged_model(client.get_run(run).info.experiment_id, "m", run)
    client.set_registered_model_tag(name, "k", "v")

    def create(source, **more):
        made = client.create_model_version(name, source, **more)
        return client.get_model_version_download_uri(name, str(made.version))

    assert create(f"{uri}/dir", run_id=run) == f"{uri}/dir"
    assert create(f"runs:/{run}/dir", run_id=run).endswith("/dir")
    assert create(f"models:/{name}/1") == f"{uri}/dir"
    client.set_registered_model_alias(name, "here", "1")
    assert create(f"models:/{name}@here") == f"{uri}/dir"
    location = create(f"models:/{model.model_id}", model_id=model.model_id)
    assert location == client.get_logged_model(model.model_id).artifact_location
    tag = client.get_logged_model(model.model_id).tags["mlflow.modelVersions"]
    assert name in tag


@pytest.mark.parametrize(
    "source",
    [
        "",
        "ftp://host/x",
        "http://host/x",
        "s3://bucket/../x",
        "s3://bucket/%2e%2e/x",
        "mlflow-artifacts:/9/elsewhere/artifacts",
        "/etc/passwd",
        "file:///etc/passwd",
        "runs:/{run}/dir",
    ],
)
def test_sources_that_are_refused(client, name, run, source):
    client.create_registered_model(name)
    with pytest.raises(MlflowException) as refused:
        client._get_registry_client().store.create_model_version(
            name, source.format(run="0" * 32), run_id=run
        )
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


def test_copying_a_version(client, name, run):
    client.create_registered_model(name)
    client.create_model_version(name, "s3://bucket/1")
    copied = client.copy_model_version(f"models:/{name}/1", name + "-copy")
    assert (copied.name, int(copied.version)) == (name + "-copy", 1)
    assert client.get_model_version_download_uri(name + "-copy", "1") == "s3://bucket/1"


def test_prompts_are_kept_apart_from_models(client, name):
    client.register_prompt(name, "Hello {{who}}", commit_message="first", tags={"a": "1"})
    client.register_prompt(name, "Goodbye {{who}}")
    client.set_prompt_alias(name, "live", 1)
    assert client.load_prompt(f"prompts:/{name}@live").format(who="you") == "Hello you"
    assert client.load_prompt(f"prompts:/{name}/2").template == "Goodbye {{who}}"
    assert name not in [m.name for m in client.search_registered_models()]
    assert name in [p.name for p in client.search_prompts(max_results=1000)]
    with pytest.raises(MlflowException):
        client.create_registered_model(name)
