"""The page as a browser sees it: axe finds nothing, and nothing sticks out at any width."""

import shutil

import pytest

from scrutable.indicators.definition import catalogue
from scrutable.report import build
from tests.unit.report.fakes import PERIOD, PROVENANCE, FakeView

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium here: apt-get install chromium to check the page in a browser"
    ),
]

# One of each measure, and every ninth: axe takes a time that grows with the square of the page.
ONE_OF_EACH = {one.measures: one.id for one in reversed(catalogue())}
SHOWN = [one for n, one in enumerate(catalogue()) if n % 9 == 0 or one.id in ONE_OF_EACH.values()]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    into = tmp_path_factory.mktemp("pack")
    build(FakeView(), SHOWN, PERIOD, into, provenance=PROVENANCE)
    return (into / "pack.html").as_uri()


@pytest.mark.parametrize("width", [320, 760, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(browser, address, width):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}})
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_without_script_the_page_is_the_same(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.inner_text("h1") == "Children's Services Performance Indicators"
    context.close()


@pytest.mark.parametrize(("form", "width"), [("wide", 1280), ("narrow", 320)])
def test_no_text_of_a_drawing_is_cut_or_written_over_another(browser, address, form, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    clashes = page.evaluate(
        """form => [...document.querySelectorAll(`.${form} svg`)].flatMap(svg => {
            const edge = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')]
                .map(t => ({words: t.textContent, box: t.getBoundingClientRect()}));
            const cut = texts.filter(t => t.box.left < edge.left - 1 || t.box.right > edge.right + 1
                || t.box.top < edge.top - 1 || t.box.bottom > edge.bottom + 1).map(t => 'cut: ' + t.words);
            const over = texts.flatMap((a, i) => texts.slice(i + 1).filter(b => a.box.left < b.box.right - 1
                && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 2 && b.box.top < a.box.bottom - 2)
                .map(b => 'over: ' + a.words + ' / ' + b.words));
            return [...cut, ...over];
        })""",
        form,
    )
    assert page.locator(f".{form} svg").first.is_visible()
    assert clashes == []
    page.close()


def test_no_label_of_a_narrow_table_is_written_over_its_number(browser, address):
    """The label stands before the cell in a column of its own: a span of the same text must fit into it."""
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address)
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll('.stack td[data-label]')].filter(cell => {
            const label = getComputedStyle(cell, '::before');
            const span = document.createElement('span');
            span.textContent = cell.dataset.label;
            Object.assign(span.style, {position: 'absolute', font: label.font, whiteSpace: label.whiteSpace,
                width: getComputedStyle(cell).gridTemplateColumns.split(' ')[0]});
            cell.append(span);
            const wide = span.scrollWidth > span.clientWidth;
            span.remove();
            return wide;
        }).map(cell => cell.dataset.label)"""
    )
    assert too_wide == []
    page.close()


@pytest.mark.slow
def test_the_whole_pack_of_the_demo_council_fits_a_telephone(browser, demo_council):
    """Real figures are longer than made-up ones: "127.4 for every 10,000" once stood out by a pixel."""
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto((demo_council / "pack/pack.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
