"""Takes the picture of a page of the demo pack that the README shows: docs/pictures/pack-page.png.

    python tools/make_picture.py [demo-council/pack/pack.html]

It needs the tests' browser (tools/set-up-browser.sh). The pack is the same to the byte every time; the picture is, with
the same browser and fonts, so it is made again when a page changes and not checked byte by byte.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACK = ROOT / "demo-council" / "pack" / "pack.html"
PICTURE = ROOT / "docs" / "pictures" / "pack-page.png"
PAGE = "ehc_plans_within_20_weeks"
WIDTH, HEIGHT = 1120, 900
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
# Alone in the page, it is there at once: a pack is longer than a browser likes to photograph.
ALONE = """id => {
    const page = document.getElementById(id);
    document.body.replaceChildren(page);
    Object.assign(document.body.style, {padding: '1.25rem', maxWidth: 'none'});
    Object.assign(page.style, {border: '0', margin: '0', padding: '0'});
}"""


def main(pack: Path = PACK) -> None:
    """Write the picture."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not pack.exists():
        sys.exit(f"This needs chromium (sh tools/set-up-browser.sh) and {pack} (make demo).")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(pack.resolve().as_uri())
        page.evaluate(ALONE, PAGE)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE, full_page=True)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
