/** The installer's way to a job. */

/** How long the days ahead may take to show a job. */
const PATIENCE_MS = 20_000;

/** Opens the first open job in the days ahead whose row says `words`, and waits for its foot. */
export async function openJob(page, words) {
  // Right after a sign-in the days may still be those of whoever was here before.
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) if (await openIn(page, words)) return;
  throw new Error(`No job says ${words}`);
}

async function openIn(page, words) {
  const calendar = page.getByRole("link", { name: /^(日程|Calendar)$/ });
  const days = page.locator("main li button");
  await calendar.click();
  await days.first().waitFor();
  for (let at = 0; at < (await days.count()); at++) {
    await days.nth(at).click();
    await page.locator(".job > a, .empty").first().waitFor();
    const job = page.locator(".job:not(.done) > a").filter({ hasText: words });
    if (await job.count()) {
      await job.first().click();
      await page.locator(".foot button").last().waitFor();
      return true;
    }
    await calendar.click();
    await days.first().waitFor();
  }
  return false;
}

/** Ticks every item that the checklist of the job on the screen requires. */
export async function tickRequired(page) {
  // An open item has a second line only where it is required.
  const open = page.locator("[role=checkbox][aria-checked=false]:has(small)");
  for (let left = await open.count(); left > 0; left--) {
    await open.first().click();
    await page.waitForFunction(
      (left) => document.querySelectorAll("[role=checkbox][aria-checked=false]:has(small)").length < left,
      left,
    );
  }
}
