import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { fits } from "./support/layout.js";
import { signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const button = (name) => page.getByRole("button", { name, exact: true });

/** A photograph that the browser draws: each number another one. */
const photograph = (number) =>
  page.evaluate((number) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1600, 1200];
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 40; at++) {
      pen.fillStyle = `hsl(${at * 9 * number} 60% 50%)`;
      pen.fillRect(at * 40, 0, 40, 1200);
    }
    return canvas.toDataURL("image/jpeg").split(",")[1];
  }, number);

const file = async (number) => ({
  name: `${number}.jpg`,
  mimeType: "image/jpeg",
  buffer: Buffer.from(await photograph(number), "base64"),
});

/** Presses a button that opens the camera or the files, and gives it these. */
async function chooses(name, files) {
  const asked = page.waitForEvent("filechooser");
  await button(name).click();
  await (await asked).setFiles(files);
}

describe("photos of a job", () => {
  story("are taken and imported without a network, and seen at once", async () => {
    await signIn(page, "measurer");
    await page.locator("main .job > a").first().click();
    await page.getByRole("heading", { name: "照片" }).waitFor();
    tablet.wire.cut();
    await button("拍照或导入").click();
    const sheet = page.getByRole("dialog", { name: "拍照或导入" });
    await sheet.getByRole("radio", { name: "损坏" }).click();
    await sheet.getByLabel("说明").fill("墙角开裂");
    await accessible(page);
    await fits(page);
    await chooses("拍照", [await file(1)]);
    await sheet.waitFor({ state: "detached" });
    await page.getByText("1 张待传").waitFor();
    await button("拍照或导入").click();
    await sheet.getByRole("radio", { name: "开工前" }).click();
    await chooses("导入", [await file(2), await file(3)]);
    await page.getByText("3 张待传").waitFor();
    const tile = page.getByRole("button", { name: /^墙角开裂/ });
    await tile.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => {
      const shown = [...document.querySelectorAll("section img")];
      return shown.length === 3 && shown.every((one) => one.complete && one.naturalWidth === 320);
    });
    await accessible(page);
    await fits(page);
  });

  story("say in words what is no photo", async () => {
    await button("拍照或导入").click();
    const sheet = page.getByRole("dialog", { name: "拍照或导入" });
    await chooses("导入", [
      { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a photograph") },
    ]);
    await sheet.getByText("这种文件不能当照片").waitFor();
    await sheet.getByRole("button", { name: "关闭" }).click();
  });

  story("are drawn on, line by line with a word, without changing the picture", async () => {
    await page.getByRole("button", { name: /^墙角开裂/ }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "在图上画" }).click();
    const field = sheet.getByRole("img", { name: "在照片上画" });
    const box = await field.boundingBox();
    const stroke = async (from, to) => {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x + from[0], y + from[1]);
      await page.mouse.down();
      await page.mouse.move(x + to[0], y + to[1], { steps: 5 });
      await page.mouse.up();
    };
    await stroke([-80, -20], [-20, 30]);
    await sheet.getByLabel("这一笔是什么").fill("从这里裂开");
    await stroke([10, -20], [80, 30]);
    await sheet.getByText("用手指在图上画，已画 2 笔").waitFor();
    await sheet.getByRole("button", { name: "撤销上一笔" }).click();
    await sheet.getByText("用手指在图上画，已画 1 笔").waitFor();
    await accessible(page);
    await fits(page);
    await sheet.getByRole("button", { name: "存画的" }).click();
    await sheet.getByRole("img", { name: "图上画了 1 处" }).waitFor();
    await sheet.getByText("从这里裂开").waitFor();
    await picture(page, "photo-marks");
    await accessible(page);
    await sheet.getByRole("button", { name: "擦掉" }).click();
    await sheet.getByText("从这里裂开").waitFor({ state: "detached" });
    await sheet.getByRole("button", { name: "关闭" }).click();
  });

  story("are looked at, named, taken off and put back", async () => {
    await page.getByRole("button", { name: /^墙角开裂/ }).click();
    const viewer = page.getByRole("dialog", { name: "第 3 张，共 3 张" }).or(page.getByRole("dialog"));
    await page.waitForFunction(() => document.querySelector("figure img")?.naturalWidth === 1280);
    await accessible(page);
    await fits(page);
    await viewer.getByLabel("说明").fill("墙角裂缝，长约 20 cm");
    await button("存说明").click();
    await viewer.getByRole("button", { name: "拿掉这张" }).click();
    await viewer.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "放回「墙角裂缝，长约 20 cm」" }).click();
    await page.getByRole("button", { name: /^墙角裂缝/ }).waitFor();
  });

  story("are sketched on squared paper: straight lines with their lengths, and lines by hand", async () => {
    await button("拍照或导入").click();
    await button("草图").click();
    const sheet = page.getByRole("dialog", { name: "草图" });
    const field = sheet.getByRole("img", { name: "在方格纸上画" });
    await field.scrollIntoViewIfNeeded();
    const box = await field.boundingBox();
    const draw = async (...points) => {
      const [[x, y], ...rest] = points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (const [toX, toY] of rest) await page.mouse.move(toX, toY, { steps: 4 });
      await page.mouse.up();
    };
    await draw([0.21, 0.2], [0.5, 0.6], [0.79, 0.21]);
    await sheet.getByLabel("这一笔的长度或说明").fill("3600");
    await draw([0.8, 0.2], [0.8, 0.71]);
    await sheet.getByLabel("这一笔的长度或说明").fill("2400");
    await sheet.getByRole("radio", { name: "随手画" }).click();
    await draw([0.3, 0.5], [0.4, 0.65], [0.5, 0.5], [0.6, 0.65]);
    await sheet.getByText("用手指在图上画，已画 3 笔").waitFor();
    await accessible(page);
    await fits(page);
    await picture(page, "photo-sketch");
    await sheet.getByRole("button", { name: "关闭" }).click();
    await button("草图").click();
    await sheet.getByText("用手指在图上画，已画 3 笔").waitFor();
    await sheet.getByRole("button", { name: "存草图" }).click();
    await sheet.waitFor({ state: "detached" });
    await page.getByText("4 张待传").waitFor();
    const tile = page.getByRole("button", { name: /^草图/ });
    await tile.click();
    await page.waitForFunction(() => document.querySelector("figure img")?.naturalWidth === 1280);
    await picture(page, "photo-sketch-kept");
    await page.getByRole("dialog").getByRole("button", { name: "拿掉这张" }).click();
    await tile.waitFor({ state: "detached" });
  });

  story("reach head office when the network is back", async () => {
    await button("返回").click();
    await page.getByRole("button", { name: /^离线/ }).click();
    await page.getByText(/^4 张，/).waitFor();
    await button("关闭").click();
    tablet.wire.heal();
    await page.getByRole("button", { name: /^已同步/ }).waitFor({ timeout: 60_000 });
    await page.locator("main .job > a").first().click();
    await page.getByRole("heading", { name: "照片" }).waitFor();
    await page.getByText(/张待传$/).waitFor({ state: "detached", timeout: 60_000 });
    assert.equal(await page.locator("section img").count(), 3);
  });

  story("wait for a network that costs nothing, unless somebody is in a hurry", async () => {
    await page.evaluate(() => (location.hash = "#/me"));
    await page.getByLabel("网络按流量收费").getByRole("radio", { name: "开" }).click();
    await page.evaluate(() => (location.hash = "#/today"));
    await page.locator("main .job > a").first().click();
    await button("拍照或导入").click();
    await chooses("拍照", [await file(4)]);
    await page.getByText("1 张待传").last().waitFor();
    await button("返回").click();
    await page.getByRole("button", { name: /张待传/ }).click();
    await page.getByText("原图等不收费的网络").waitFor();
    await accessible(page);
    await fits(page);
    await button("现在就传").click();
    await page.getByText("原图等不收费的网络").waitFor({ state: "detached", timeout: 60_000 });
    await button("关闭").click();
    await page.getByRole("button", { name: /^已同步/ }).waitFor();
  });

  for (const [language, theme, size] of [
    ["en", "dark", PHONE],
    ["en", "light", { width: 800, height: 1280 }],
    ["zh-CN", "dark", { width: 800, height: 1280 }],
  ])
    story(`fit in ${language}, ${theme}, ${size.width} wide`, async () => {
      const other = await tablet.open({ size, language, theme });
      await other.locator("main .job > a").first().click();
      const title = language === "en" ? "Photos" : "照片";
      await other.getByRole("heading", { name: title, exact: true }).scrollIntoViewIfNeeded();
      await accessible(other);
      await fits(other);
      await other
        .getByRole("button", { name: language === "en" ? "Take or import photos" : "拍照或导入" })
        .click();
      await other.getByRole("dialog").waitFor();
      await accessible(other);
      await fits(other);
      await other.getByRole("button", { name: language === "en" ? "Sketch" : "草图", exact: true }).click();
      await other.getByRole("img", { name: /squared paper|方格纸/ }).waitFor();
      await accessible(other);
      await fits(other);
      await picture(other, `photo-sketch.${language}.${theme}.${size.width}`);
      await other.getByRole("button", { name: language === "en" ? "Close" : "关闭" }).click();
      await other.getByRole("button", { name: /^墙角裂缝/ }).click();
      await other.locator("figure img").waitFor();
      await accessible(other);
      await fits(other);
      await other.close();
    });
});
