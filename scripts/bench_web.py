"""How long after an event of the session the browser view shows it: `bench_web.py [COUNT]`. Needs Chromium."""

import asyncio
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.fixtures.chromium import chromium
from tests.web.served import served, until

WATCH = """
new MutationObserver(() => (window.seen ||= {})[document.getElementById('partial').innerText] ||= Date.now())
  .observe(document.getElementById('partial'), {childList: true})
"""


async def main(count: int) -> None:
    async with chromium() as browser, served() as site:
        page = await browser.page()
        await page.open(site.gate.link)
        site.begin()
        check = await until(lambda: site.screen.view.check)
        while not check.is_over:
            site.screen.act({"private": "ready" if check.is_waiting else "1"})
        ear = await until(lambda: site.services.ear is not None and site.services.ear.is_open and site.services.ear)
        await page.until("document.querySelector('main').dataset.mode === 'session'")
        await page.run(WATCH)
        sent = {}
        for number in range(count):
            words = f"word {number} of many"
            sent[f"… {words} …"] = time.time() * 1000
            ear.partly(words)
            await asyncio.sleep(0.05)
        await page.until(f"Object.keys(window.seen || {{}}).some(text => text.includes('word {count - 1} '))")
        seen = await page.run("window.seen")
        delays = sorted(seen[text] - at for text, at in sent.items() if text in seen)
        print(f"event to page: {len(delays)} of {count} seen, median {statistics.median(delays):.0f} ms,"
              f" p95 {delays[int(len(delays) * 0.95)]:.0f} ms, most {delays[-1]:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
