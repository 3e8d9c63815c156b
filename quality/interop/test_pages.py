"""MLflow's own pages on the server under test, clicked through in a headless browser."""

import os
import re
import shutil

import matplotlib.pyplot as plt
import mlflow
import pytest
import requests

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "chrome"]

# What the pages ask of parts of MLflow that we do not have, and do without.
ABSENT = re.compile(
    r"/ajax-api/([23]\.0/mlflow/(assistant|users|traces|gateway|scorers|datasets|issues|jobs|demo|mcp|label|review|roles)"
    r"|4\.0/)"
)


@pytest.fixture(scope="module")
def browser(url):
    """A browser, if there is one and the server serves pages."""
    if requests.get(url, timeout=10).status_code != 200:
        pytest.skip("the server serves no pages; start it with --mlflow-ui DIR")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium on PATH; install it (for example: apt-get install chromium)")
    with playwright.sync_playwright() as api:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        with api.chromium.launch(executable_path=program, args=arguments) as running:
            yield running


@pytest.fixture
def page(browser, tmp_path):
    """A page that may meet no failure but those of absent parts."""
    with browser.new_context(viewport={"width": 1600, "height": 1000}) as context:
        # On loopback the pages open their assistant by themselves, over a part of what is tested.
        context.add_init_script("localStorage.setItem('mlflow.assistant.panelOpen_v1', 'false')")
        page = context.new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        # What is new is told in a dialog at the first visit.
        # A key that is pressed while it opens is lost, so it is pressed again as long as it is there.
        page.add_locator_handler(
            page.get_by_role("dialog"),
            lambda: page.keyboard.press("Escape"),
            no_wait_after=True,
        )
        failures = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on(
            "response",
            lambda answer: failures.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and not (answer.status == 404 and ABSENT.search(answer.url))
            else None,
        )
        yield page
        assert failures == []


@pytest.fixture
def runs(experiment):
    """Three runs with curves and files, the last of which has the greatest accuracy."""
    made = []
    for i in range(3):
        with mlflow.start_run(run_name=f"run-{i}") as run:
            mlflow.log_param("depth", i)
            for step in range(20):
                mlflow.log_metrics({"accuracy": 0.5 + i / 10 - 1 / (step + 9)}, step=step)
            mlflow.log_text("hello from a file", "notes/a.txt")
            mlflow.log_text("flavors: {}", "notes/MLmodel")
            figure = plt.figure()
            plt.plot([1, 2, 3])
            mlflow.log_figure(figure, "plot.png")
            plt.close(figure)
            made.append(run.info.run_id)
    return made


def cells(page):
    """The names of the runs in the table, from above."""
    return page.get_by_role("link", name=re.compile(r"^run-\d$"))


def test_an_experiment_leads_to_its_runs(page, url, experiment, runs, name):
    page.goto(f"{url}/#/experiments")
    page.get_by_role("textbox").first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_text(name).first).to_be_visible()


def test_the_table_of_runs_filters_and_sorts(page, url, experiment, runs):
    page.goto(f"{url}/#/experiments/{experiment}/runs")
    expect(cells(page)).to_have_text(["run-2", "run-1", "run-0"])

    search = page.get_by_placeholder(re.compile("metrics.rmse"))
    search.fill("metrics.accuracy < 0.6 and params.depth != '7'")
    search.press("Enter")
    expect(cells(page)).to_have_text(["run-1", "run-0"])
    search.fill("")
    search.press("Enter")
    expect(cells(page)).to_have_count(3)

    page.goto(f"{url}/#/experiments/{experiment}/runs?orderByKey=metrics.%60accuracy%60&orderByAsc=true")
    page.reload()
    expect(cells(page)).to_have_text(["run-0", "run-1", "run-2"])


def test_curves_of_several_runs_are_drawn(page, url, experiment, runs):
    page.goto(f"{url}/#/experiments/{experiment}/runs?compareRunsMode=CHART")
    expect(page.locator(".js-plotly-plot .scatterlayer .trace").nth(2)).to_be_attached()
    for run in range(3):
        expect(page.get_by_text(f"run-{run} (accuracy)").first).to_be_attached()


def test_a_run_shows_its_values_and_files(page, url, experiment, runs):
    page.goto(f"{url}/#/experiments/{experiment}/runs/{runs[2]}")
    expect(page.get_by_role("heading", name="run-2")).to_be_visible()
    expect(page.get_by_text("accuracy", exact=True).first).to_be_visible()
    expect(page.get_by_text("depth", exact=True).first).to_be_visible()

    page.get_by_role("tab", name="Model metrics").click()
    expect(page.locator(".js-plotly-plot .scatterlayer .trace").first).to_be_attached()

    page.get_by_role("tab", name="Artifacts").click()
    page.get_by_text("notes", exact=True).click()
    page.get_by_text("a.txt", exact=True).click()
    expect(page.get_by_text("hello from a file").first).to_be_visible()
    page.get_by_text("plot.png", exact=True).click()
    expect(page.locator("img[src^='blob:']").first).to_be_visible()


def test_models_lead_to_their_versions(page, url, client, runs, name):
    client.create_registered_model(name, description="What it is **for**")
    client.create_model_version(name, f"runs:/{runs[0]}/notes", runs[0])
    client.set_registered_model_alias(name, "champion", "1")

    page.goto(f"{url}/#/models")
    page.get_by_role("textbox").first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_text("champion").first).to_be_visible()
    page.get_by_role("link", name="Version 1").first.click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible()
    expect(page.get_by_text("run-0").first).to_be_visible()
