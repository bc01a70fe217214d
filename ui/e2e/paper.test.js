import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const lost = await world.tablet("Binjiang");
const other = await world.tablet("Binjiang");
const hq = await world.console();
const cards = await world.cards("Binjiang");
/** The text of a slip's code. */
const CODE = /TN2:[^"]+/;
const bench = (page) => page.locator("#bench");

/** Redeems a card without a network and answers the text of its slip's code, as the slip's picture shows it. */
async function slipOf(page, card) {
  await shoot(page, card.text);
  await bench(page)
    .getByRole("button", { name: /^核销，抵/ })
    .click();
  const asked = page.waitForRequest(
    (one) => one.url().includes("query") && (one.postData() ?? "").includes("redemption"),
  );
  await bench(page).getByRole("button", { name: "小票", exact: true }).click();
  await page.getByRole("dialog").getByRole("img").first().waitFor();
  await asked;
  const shown = await page.getByRole("dialog").getByRole("img").first().screenshot();
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
  return shown;
}

describe("a slip of a tablet that is lost", () => {
  it("shows its code, is read in at another tablet and at the console, once", async () => {
    const first = await lost.open();
    const second = await other.open();
    await onPages("paper", [first, second, hq], async () => {
      await signIn(first);
      await signIn(second);
      lost.wire.cut();
      const card = await lost.cardThatIs("final", cards);
      const picture = await slipOf(first, card);

      // The picture goes the way of a photograph that somebody took of the slip.
      const looked = second.waitForRequest((one) => CODE.test(one.postData() ?? ""));
      await second.getByRole("navigation").getByRole("link").nth(1).click();
      await second
        .locator("input[type=file]")
        .setInputFiles({ name: "slip.png", mimeType: "image/png", buffer: picture });
      await bench(second).getByRole("heading", { name: "这是一张小票的码" }).waitFor();
      // A scanner gun types the same, however long it is.
      const [code] = CODE.exec((await looked).postData());
      await bench(second).getByRole("button", { name: "先不用" }).click();
      await shoot(second, code);
      await bench(second).getByRole("button", { name: "补录" }).click();
      await bench(second).getByRole("heading", { name: "已补录" }).waitFor();
      await bench(second).getByText("总部已确认").waitFor({ timeout: 60_000 });
      await shoot(second, card.text);
      await bench(second).getByText("这张卡已经用过").first().waitFor();

      await signInClerk(hq, CLERK);
      await hq.getByRole("link", { name: "设备" }).click();
      await hq.getByText("补录丢失平板的小票").click();
      await hq.getByLabel("小票上的码").fill("TN2:123");
      await hq.getByRole("button", { name: "补录", exact: true }).click();
      await hq.getByText("这个码读不全").waitFor();
      await hq.getByLabel("小票上的码").focus();
      await shoot(hq, code);
      await hq.getByText("补录过这张小票").waitFor();
      await hq.getByRole("link", { name: "今天", exact: true }).click();
      const grouped = card.number.replace(/^(..)(....)(....)/, "$1 $2 $3 ");
      await hq.getByRole("row", { name: new RegExp(grouped) }).waitFor();

      lost.wire.heal();
      await bench(first).getByText("总部已确认").waitFor({ timeout: 60_000 });
      assert.equal(await first.getByRole("link", { name: /条要你处理/ }).count(), 0);
    });
  });
});
