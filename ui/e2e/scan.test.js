import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { shoot, signIn } from "./support/people.js";
import { photo, png } from "./support/pictures.js";
import { askDiscount } from "./support/sales.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const bench = page.getByRole("complementary", { name: "接待台" });
const cards = await world.cards("Binjiang");
await signIn(page);
const card = await tablet.cardThatIs("final", cards);
const other = cards.find((one) => one !== card);
const grouped = (one) => one.number.replace(/^(..)(....)(....)/, "$1 $2 $3 ");
const story = (name, tell) => it(name, () => onPages(name, [page], tell));

/** A photograph of cards that lie beside each other. */
function picture(...shown) {
  const [width, height] = [420 * shown.length, 420];
  const placed = shown.map((one, at) => ({
    text: one.text,
    at: [210 + 420 * at, 210],
    side: 380,
    turn: 0.3,
  }));
  return png(photo({ width, height, cards: placed }), width, height);
}
const chooser = page.locator("input[type=file]");
const choose = (buffer, name = "card.png", mimeType = "image/png") =>
  chooser.setInputFiles({ name, mimeType, buffer });

/** Drops or pastes a picture, as a person's hand would. */
const give = (kind, buffer) =>
  page.evaluate(
    ([how, bytes]) => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(bytes)], "card.png", { type: "image/png" }));
      const init = { bubbles: true, cancelable: true };
      const event =
        how === "drop"
          ? new DragEvent("drop", { ...init, dataTransfer: held })
          : new ClipboardEvent("paste", { ...init, clipboardData: held });
      document.querySelector("main").dispatchEvent(event);
    },
    [kind, [...buffer]],
  );
const closed = () => bench.getByRole("button", { name: "先不用" }).click();

describe("a picture of a code", () => {
  before(async () => {
    await page.getByRole("link", { name: "扫卡" }).click();
  });

  story("leads to the card, whether chosen, dropped or pasted", async () => {
    const file = picture(card);
    for (const bring of [choose, (bytes) => give("drop", bytes), (bytes) => give("paste", bytes)]) {
      await bring(file);
      await bench.getByText("有效，可以核销").waitFor();
      await bench.getByText(grouped(card)).waitFor();
      await closed();
    }
  });

  story("with several codes asks which", async () => {
    await choose(picture(card, other));
    await page.getByText("图片里有 2 个码，看哪一个？").waitFor();
    await page.getByRole("button", { name: grouped(other) }).click();
    await bench.getByText(grouped(other)).waitFor();
    await page.keyboard.press("Escape");
  });

  story("says what is wrong with a picture that gives nothing", async () => {
    await choose(png(Buffer.alloc(200 * 200, 200), 200, 200));
    await page.getByText("图片里没找到码").waitFor();
    await choose(picture(card).subarray(0, 300));
    await page.getByText("这张图片打不开").waitFor();
    await choose(Buffer.from("no picture"), "notes.txt", "text/plain");
    await page.getByText("这张图片打不开").waitFor();
    await choose(Buffer.alloc(25_000_001), "huge.png");
    await page.getByText("图片太大").waitFor();
    await choose(picture(card));
    await bench.getByText(grouped(card)).waitFor();
    assert.equal(await page.getByText("图片太大").count(), 0);
    await closed();
  });
});

describe("the scanner gun", () => {
  story("leaves the field of a sheet as it was, and waits for the sheet", async () => {
    await askDiscount(page);
    await page.getByRole("button", { name: "请店长批准" }).click();
    const field = page.getByRole("dialog").locator("input").first();
    await field.fill("12");
    const before = await field.inputValue();
    await shoot(page, card.text);
    await page.getByText("扫到一个码。关掉这个窗口就看结果。").waitFor();
    assert.equal(await field.inputValue(), before);
    assert.equal(await page.getByRole("dialog").count(), 1, "its Enter sends nothing");
    await page.keyboard.press("Escape");
    await bench.getByText(grouped(card)).waitFor();
    await closed();
  });

  for (const [screen, path] of [
    ["customers", "customers"],
    ["bookings", "bookings"],
    ["inbox", "inbox"],
    ["scanning", "scan"],
  ])
    story(`works on the screen for ${screen}, whatever has the focus there`, async () => {
      await page.evaluate((hash) => (location.hash = hash), `#/${path}`);
      await page.locator("main").waitFor();
      const fields = page.locator("input:visible:not([type=file]), textarea:visible");
      const there = (await fields.count()) > 0;
      if (there) await fields.first().fill("12");
      await shoot(page, card.text);
      await bench.getByText(grouped(card)).waitFor();
      await closed();
      // The bench's own form is made anew when the card leaves it; a field of the work stays as it was.
      const kept = there && (await page.locator("main").locator(fields).count()) > 0;
      if (kept) assert.equal(await page.locator("main").locator(fields).first().inputValue(), "12");
    });
});
