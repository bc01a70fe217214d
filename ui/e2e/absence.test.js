import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [page, hq], tell));
const bench = page.getByRole("complementary", { name: "接待台" });
let customer = "";

describe("a customer who is not at home", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await signIn(page);
  });

  story("is recorded by a clerk once the crew has driven off, with when and who", async () => {
    await hq.getByRole("link", { name: "上门单" }).first().click();
    const rows = hq.locator("tbody tr").filter({ hasText: "滨江" });
    const row = rows.filter({ hasText: /出发|到达/ }).first();
    await row.waitFor();
    customer = await row.getByRole("button").innerText();
    await row.getByRole("button").click();
    await hq.getByRole("button", { name: "顾客不在家，记一笔" }).click();
    const step = hq.locator("article ol li", { hasText: "顾客不在家" });
    await step.waitFor();
    assert.match(await step.innerText(), new RegExp(CLERK));
    await hq.getByRole("button", { name: "顾客不在家，记一笔" }).waitFor({ state: "detached" });
  });

  story("is read on the appointment at the store and booked again, with all that was known", async () => {
    await page.getByRole("link", { name: "预约" }).click();
    const hers = page.locator("button.slot").and(page.getByRole("button", { name: new RegExp(customer) }));
    await hers.first().waitFor();
    await hers.first().click();
    // Where the window has room left, she is chosen out of those who are in it.
    const choice = bench.getByRole("button", { name: customer, exact: true });
    await bench.getByText("顾客不在家").or(choice).first().waitFor();
    if (await choice.count()) await choice.click();
    await bench.getByText("顾客不在家").waitFor();
    await bench.getByText(new RegExp(`${CLERK}记录`)).waitFor();
    await bench.getByRole("button", { name: "再约一次" }).click();
    await bench.getByText(`${customer}上次不在家，再约一次`, { exact: false }).waitFor();
    await bench.locator("ol button").first().click();
    await bench.getByRole("button", { name: "约这个时段" }).waitFor();
    assert.equal(await bench.getByLabel("称呼").inputValue(), customer);
    assert.notEqual(await bench.getByLabel("电话").inputValue(), "");
    assert.notEqual(await bench.getByLabel("地址").inputValue(), "");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText(/约好了|先记下了/).waitFor();
  });
});
