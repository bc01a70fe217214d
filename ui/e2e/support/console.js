/** A clerk of head office, by name and PIN. */
import { PINS } from "./people.js";

/** The same seed makes the same chain, with this clerk. */
export const CLERK = "苏洁";

export async function signInClerk(page, name) {
  const fields = page.locator("form input");
  await fields.nth(0).fill(name);
  await fields.nth(1).fill(PINS.clerk);
  await page.keyboard.press("Enter");
  await page.locator("nav .who").waitFor();
}
