"""Webhooks as definitions; deliveries need an address that a server may call, so they are not tested from here."""

import pytest
from mlflow import MlflowException
from mlflow.entities.webhook import WebhookEvent, WebhookStatus

# Public, so that it is accepted, but every webhook here is disabled and none of its events happens.
PUBLIC = "https://93.184.216.34/hook"


@pytest.fixture
def events():
    return [WebhookEvent.from_str("model_version_alias.created")]


def test_webhooks_from_creation_to_deletion(client, name, events):
    made = client.create_webhook(name, PUBLIC, events, status=WebhookStatus.DISABLED)
    assert made.webhook_id and made.status == WebhookStatus.DISABLED
    found = client.get_webhook(made.webhook_id)
    assert (found.name, found.url) == (name, PUBLIC)
    assert [str(e) for e in found.events] == ["model_version_alias.created"]
    assert made.webhook_id in [w.webhook_id for w in client.list_webhooks(max_results=1000)]
    client.update_webhook(made.webhook_id, name=name + "-new", description="changed")
    changed = client.get_webhook(made.webhook_id)
    assert (changed.name, changed.description, changed.url) == (name + "-new", "changed", PUBLIC)
    client.delete_webhook(made.webhook_id)
    with pytest.raises(MlflowException) as gone:
        client.get_webhook(made.webhook_id)
    assert gone.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_pages_of_webhooks(client, name, events):
    made = {
        client.create_webhook(
            f"{name}-{i}", PUBLIC, events, status=WebhookStatus.DISABLED
        ).webhook_id
        for i in range(3)
    }
    found, token = [], None
    while True:
        page = client.list_webhooks(max_results=2, page_token=token)
        found += [w.webhook_id for w in page]
        token = page.token
        if not token:
            break
    assert made <= set(found) and len(found) == len(set(found))
    for webhook in made:
        client.delete_webhook(webhook)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/x", "https://169.254.169.254/x", "https://[::1]/x", "ftp://x/y", "  "]
)
def test_addresses_that_are_refused(client, name, events, url):
    with pytest.raises(MlflowException) as refused:
        client.create_webhook(name, url, events, status=WebhookStatus.DISABLED)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
