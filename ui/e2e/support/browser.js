/** Chromium with pages that keep what they were told and picture what went wrong. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
/** Longest wait for something to appear; nothing waits longer than it must. */
const PATIENCE_MS = 15_000;
export const TABLET = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be the one.
    }
  }
  throw new Error("No Chromium here: install it, or name it with CHROMIUM");
}

/** A fake camera; without a video Chromium shows a pattern of its own, without `allowed` nobody says yes. */
function cameraFlags({ video, allowed = true, count = 1 }) {
  return [
    `--use-fake-device-for-media-stream=device-count=${count}`,
    ...(video ? [`--use-file-for-fake-video-capture=${video}`] : []),
    ...(allowed ? ["--use-fake-ui-for-media-stream"] : []),
  ];
}

/** With `camera` the browser has one: `{ video, allowed, count }`. */
export async function openBrowser(camera) {
  const args = camera ? [...flags, ...cameraFlags(camera)] : flags;
  const browser = await chromium.launch({ executablePath: findChromium(), args });

  /** Opens an address in a context of its own. `looks` are the tablet's settings and the window's size. */
  async function page(url, { language = "zh-CN", theme = "light", size = TABLET } = {}) {
    const context = await browser.newContext({ viewport: size, locale: language, reducedMotion: "reduce" });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(
      (kept) => localStorage.getItem("tenon.settings") ?? localStorage.setItem("tenon.settings", kept),
      JSON.stringify({ language, theme, sound: false }),
    );
    const opened = await context.newPage();
    opened.heard = hear(opened);
    opened.faults = [];
    opened.on("pageerror", (error) => opened.faults.push(error.message));
    await opened.goto(url);
    return opened;
  }
  return { page, close: () => browser.close() };
}

/** What the page told its backend and every answer, for telling data from texts. */
function hear(page) {
  const heard = [];
  page.on("response", (response) => {
    const json = response.headers()["content-type"]?.includes("application/json");
    if (!json || !response.ok()) return;
    heard.push(response.request().postDataJSON());
    heard.push(response.json().catch(() => null));
  });
  return heard;
}

/** Runs a story on pages; when it fails, says where the pictures of them are. */
export async function onPages(name, pages, story) {
  try {
    await story();
    const faults = pages.flatMap((page) => page.faults);
    if (faults.length > 0) throw new Error(`The page threw: ${faults.join("; ")}`);
  } catch (failure) {
    const folder = join(tmpdir(), "tenon-e2e-failures");
    mkdirSync(folder, { recursive: true });
    for (const [i, page] of pages.entries()) {
      const path = join(folder, `${name.replace(/\W+/g, "-")}-${i + 1}.png`);
      await page.screenshot({ path }).then(
        () => console.error(`Pictured in ${path}`),
        (reason) => console.error(`No picture: ${reason.message}`),
      );
    }
    throw failure;
  }
}
