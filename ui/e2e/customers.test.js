import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { signIn } from "./support/people.js";
import { go, picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const desk = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [page, desk], tell));
const bench = page.locator("aside");
const lead = (name) => page.locator("main ul a").filter({ has: page.getByText(name, { exact: true }) });
const PHONE = "13912345678";

describe("a customer", () => {
  before(async () => {
    await signIn(page);
    await signInClerk(desk, CLERK);
  });

  story("calls head office, and the lead comes to the store", async () => {
    await go(desk, "leads");
    await desk.getByRole("button", { name: "电话来的线索" }).click();
    await desk.getByLabel("姓名").fill("欧阳云");
    await desk.getByLabel("电话", { exact: true }).fill("139OO345678");
    await desk.getByLabel("想要什么").fill("主卧衣柜");
    await desk.getByRole("button", { name: "收下" }).click();
    await desk.getByRole("alert").waitFor();
    await desk.getByLabel("电话", { exact: true }).fill(PHONE);
    await desk.getByRole("button", { name: "收下" }).click();
    const give = desk.getByLabel("把 欧阳云 的线索分给");
    await accessible(desk);
    const store = await give.locator("option", { hasText: "滨江" }).first().getAttribute("value");
    await give.selectOption(store);
    await go(page, "customers/leads");
    await lead("欧阳云").waitFor();
  });

  story("is called without a network by whoever follows the lead", async () => {
    tablet.wire.cut();
    await lead("欧阳云").click();
    await bench.getByText("139 **** 5678").waitFor();
    await bench.getByRole("button", { name: "我来跟" }).click();
    await bench.getByRole("link", { name: "139 1234 5678" }).waitFor();
    await bench.getByLabel("什么时候").fill("2030-01-05T10:00");
    await bench.getByLabel("做什么").fill("发图册");
    await bench.getByRole("button", { name: "记下" }).click();
    await bench.getByText("打通了电话").waitFor();
    await accessible(page);
  });

  story("is known by the phone when they come, and the source stands on the visit", async () => {
    await page.getByRole("button", { name: "新到店" }).click();
    await bench.getByLabel("电话").fill("139 1234 5678");
    await bench.getByText("认得：欧阳云").waitFor();
    await bench.getByText("有线索在跟").waitFor();
    await accessible(page);
    await bench.getByRole("button", { name: "开始接待" }).click();
    await bench.getByRole("link", { name: "客户资料" }).click();
    await bench.getByLabel("添加地址").fill("浙江省杭州市滨江区江南大道 1 号");
    await bench.getByRole("button", { name: "记下" }).click();
    await bench.getByText("浙江省 杭州市 滨江区 江南大道 1 号").waitFor();
    await bench.getByRole("button", { name: "客户同意" }).click();
    await bench.getByText(/^同意了/).waitFor();
    await accessible(page);
    await go(page, "customers/leads");
    await page.locator("main ul a").first().waitFor();
    assert.equal(await lead("欧阳云").count(), 0, "the lead is done with");
  });

  story("is changed at head office, and what stood there is kept", async () => {
    tablet.wire.heal();
    await go(desk, "customers");
    await desk.getByRole("textbox").fill(PHONE);
    await desk.keyboard.press("Enter");
    // What the tablet noted has arrived when the address is here.
    await desk.getByText("江南大道 1 号").waitFor();
    await desk.getByRole("button", { name: "修改资料" }).click();
    const sheet = desk.getByRole("dialog");
    await sheet.getByLabel("姓名").fill("欧阳芸");
    await sheet.getByLabel("添加地址").fill("浙江省杭州市滨江区江南大道 2 号");
    await sheet.getByRole("button", { name: "去掉 江南大道 1 号" }).click();
    await accessible(desk);
    await picture(desk, "hq-customer-edit");
    await sheet.getByRole("button", { name: "记下" }).click();
    await desk.getByRole("heading", { name: "欧阳芸" }).waitFor();
    await desk.getByText("姓名：欧阳云").waitFor();
    await desk.getByText("同意了").waitFor();
    await picture(desk, "hq-customer");
  });

  story("is erased at head office, and the tablet forgets them", async () => {
    await desk.getByRole("button", { name: "删除资料" }).click();
    await accessible(desk);
    await desk.getByRole("button", { name: "删除，不能恢复" }).click();
    await desk.getByText("没有这位客户").waitFor();
    await go(page, "customers");
    await page.locator("main ul a").filter({ hasText: "资料已删除" }).first().waitFor();
    assert.equal(await page.getByText(/欧阳[云芸]/).count(), 0);
  });

  story("comes in a file, and a row that cannot be taken is named", async () => {
    await go(desk, "leads");
    await desk.getByRole("button", { name: "线索文件" }).click();
    const buffer = Buffer.from("编号,姓名,手机号\nf1,司马青,13912340000\nf2,李四,139OO340000\n");
    await desk.getByLabel("线索文件 CSV").setInputFiles({ name: "leads.csv", mimeType: "text/csv", buffer });
    await desk.getByRole("button", { name: "收下文件" }).click();
    await desk.getByText("共 2 行：新线索 1 条，以前就有 0 条").first().waitFor();
    await desk.getByText("第 3 行").waitFor();
    await desk.locator("td", { hasText: "司马青" }).first().waitFor();
    await accessible(desk);
    await picture(desk, "hq-leads-file");
  });
});
