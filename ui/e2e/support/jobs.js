/** The installer's way to a job. */

/** Opens the first open job in the days ahead whose row says `words`, and waits for its foot. */
export async function openJob(page, words) {
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
      return;
    }
    await calendar.click();
    await days.first().waitFor();
  }
  throw new Error(`No job says ${words}`);
}
