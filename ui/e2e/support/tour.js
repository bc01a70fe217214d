/** Looks at a row of states in one language: accessible in light and dark, one language, fitting every window. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { accessible } from "./axe.js";
import { onPages, TABLET } from "./browser.js";
import { fits, zoomText } from "./layout.js";
import { inOneLanguage } from "./words.js";

const UPRIGHT = { width: 800, height: 1280 };

/** Paints the page anew in a theme, as the setting does. */
async function paint(page, theme) {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    return Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
  }, theme);
}

/** Keeps a picture where TENON_SHOTS says, for people to look at. */
export async function picture(page, name) {
  const folder = process.env.TENON_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Goes to a screen without loading anything anew. */
export async function go(page, path) {
  await page.evaluate((hash) => (location.hash = hash), `#/${path}`);
}

async function step(failures, what, look) {
  await look().catch((failure) => failures.push(`${what}: ${failure.message}`));
}

/**
 * @param stops `[name, reach]` in order; `reach` brings the page into the state.
 * @param sizes windows that the state must fit besides its own.
 */
export async function tour(t, page, language, stops, sizes = [UPRIGHT]) {
  const own = page.viewportSize() ?? TABLET;
  for (const [name, reach] of stops) {
    await t.test(`${name}, ${language}`, () =>
      onPages(`${name}-${language}`, [page], async () => {
        const failures = [];
        await reach(page);
        for (const theme of ["light", "dark"]) {
          await paint(page, theme);
          await picture(page, `${name}.${language}.${theme}`);
          await step(failures, theme, () => accessible(page, theme === "dark"));
        }
        await paint(page, "light");
        await step(failures, "language", () => inOneLanguage(page, language));
        for (const size of [own, ...sizes]) {
          await page.setViewportSize(size);
          await step(failures, `${size.width}×${size.height}`, () => fits(page));
          if (size !== own) await picture(page, `${name}.${language}.${size.width}`);
        }
        await page.setViewportSize(own);
        await zoomText(page, 2);
        await step(failures, "200 % text", () => fits(page));
        await picture(page, `${name}.${language}.200`);
        await zoomText(page, 1);
        if (failures.length > 0) throw new Error(failures.join("\n"));
      }),
    );
  }
}
