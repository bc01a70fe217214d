/** The screens' reader on the photographs of ZXing's own tests, each chosen as a picture file, as a person would. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { onPages } from "./support/browser.js";
import { signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

/** The folder beside the workspace, or nothing. */
function photographs() {
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const folder = join(at, "shared/data/barcodes");
    if (existsSync(folder)) return folder;
  }
  return null;
}

/** The least count for each set as it lies, for a decoder that tries harder; a set of negatives has none. */
function demanded(folder) {
  const [head, ...rows] = readFileSync(join(folder, "published_thresholds.csv"), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = head.split(",");
  const table = rows.map((row) => Object.fromEntries(row.split(",").map((cell, at) => [names[at], cell])));
  const upright = table.filter((row) => Number(row.rotation) === 0);
  const sets = [...new Set(upright.map((row) => row.set))];
  return sets.map((set) => {
    const counts = upright.filter((row) => row.set === set && row.min_pass_tryharder !== "");
    return [set, Math.max(0, ...counts.map((row) => Number(row.min_pass_tryharder)))];
  });
}

const folder = photographs();
const skip = folder ? false : "no shared/data/barcodes beside the workspace";

it("every published count is reached and nothing is read wrongly", { skip }, async (t) => {
  const world = await openWorld();
  const page = await (await world.tablet("Binjiang")).open();
  await signIn(page);
  await page.getByRole("link", { name: "扫卡" }).click();

  /** What was read on a photograph; `null` for nothing. */
  async function read(file) {
    const asked = page.waitForRequest((request) => request.postDataJSON()?.name === "scan");
    await page.locator("input[type=file]").setInputFiles(file);
    const empty = page.getByText("图片里没找到码").waitFor();
    empty.catch(() => {});
    const request = await Promise.race([asked, empty.then(() => null)]);
    asked.catch(() => {});
    if (!request) {
      // The next photograph starts from a page that says nothing.
      await page.evaluate(() => (location.hash = "#/inbox"));
      await page.locator("#inbox-title").waitFor();
      await page.evaluate(() => (location.hash = "#/scan"));
      await page.locator("#number").waitFor();
      return null;
    }
    await page.getByRole("button", { name: "再扫一张" }).click();
    return request.postDataJSON().args.text;
  }

  await onPages("photographs", [page], async () => {
    for (const [set, least] of demanded(folder)) {
      const files = readdirSync(join(folder, set)).filter((name) => name.endsWith(".png"));
      let right = 0;
      for (const name of files) {
        const text = join(folder, set, name.replace(/png$/, "txt"));
        const said = await read(join(folder, set, name));
        if (said === null) continue;
        assert.ok(existsSync(text), `${set}/${name}: read “${said}” where there is nothing`);
        assert.equal(said.trimEnd(), readFileSync(text, "utf8").trimEnd(), `${set}/${name}`);
        right++;
      }
      t.diagnostic(`${set}: ${right} of ${files.length}, demanded are ${least}`);
      assert.ok(right >= least, `${set}: ${right}, demanded are ${least}`);
    }
  });
});
