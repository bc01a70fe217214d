import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const giver = await world.tablet("Binjiang");
const taker = await world.tablet("Binjiang");
const cards = await world.cards("Binjiang");
const bench = (page) => page.locator("#bench");

describe("two tablets of one showroom without a network", () => {
  it("hand a card's right over by a code, and the taker redeems it", async () => {
    const first = await giver.open();
    const second = await taker.open();
    await onPages("hand_over", [first, second], async () => {
      await signIn(first);
      await signIn(second);
      const card = await giver.cardThatIs("final", cards);
      await first.getByRole("button", { name: /^同步状态，已同步/ }).waitFor({ timeout: 60_000 });
      giver.wire.cut();
      taker.wire.cut();

      await shoot(first, card.text);
      await bench(first).getByRole("button", { name: "交给另一台平板" }).click();
      const dialog = first.getByRole("dialog");
      const radios = dialog.getByRole("radio");
      await radios.first().waitFor();
      await radios.last().click();
      await dialog.getByRole("button", { name: "交出", exact: true }).click();
      const code = dialog.getByRole("img", { name: /的交接码$/ });
      await code.waitFor();
      const picture = await code.screenshot();
      await dialog.getByRole("button", { name: "关闭" }).last().click();
      await bench(first).getByRole("button", { name: "显示交接码" }).waitFor();
      assert.equal(
        await bench(first)
          .getByRole("button", { name: /核销，抵/ })
          .count(),
        0,
        "it is given up",
      );

      await second.getByRole("navigation").getByRole("link").nth(1).click();
      await second
        .locator("input[type=file]")
        .setInputFiles({ name: "code.png", mimeType: "image/png", buffer: picture });
      await bench(second).getByRole("heading", { name: "另一台平板交来核销权" }).waitFor();
      await bench(second).getByRole("button", { name: "接收", exact: true }).click();
      await bench(second).getByText("有效，可以核销").waitFor();
      await bench(second)
        .getByRole("button", { name: /^核销，抵/ })
        .click();
      await bench(second).getByText("有效，已核销").waitFor();

      taker.wire.heal();
      await bench(second).getByText("总部已确认").waitFor({ timeout: 60_000 });
      giver.wire.heal();
      await bench(first).getByText("这张卡已经用过").first().waitFor({ timeout: 60_000 });
      for (const page of [first, second])
        assert.equal(await page.getByRole("link", { name: /条要你处理/ }).count(), 0);
    });
  });
});
