import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { signIn } from "./support/people.js";
import { video } from "./support/pictures.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const cards = await world.cards("Binjiang");
// What a card is depends on who looks at it, and the cards must be known before there is a film of them.
const plain = await tablet.open();
await signIn(plain);
const grouped = (card) => card.number.replace(/^(..)(....)(....)/, "$1 $2 $3 ");
const first = await tablet.cardThatIs("final", cards);
const second = await tablet.cardThatIs(
  "final",
  cards.filter((card) => card !== first),
);
const film = await video(world.place("cards.y4m"), [first.text, second.text]);

async function scanScreen(camera, prepare = async () => {}) {
  const page = await tablet.open({ camera });
  await prepare(page);
  await page.getByRole("link", { name: "扫卡" }).click();
  return { page, bench: page.getByRole("complementary", { name: "接待台" }) };
}
const story = (name, opened, tell) =>
  it(name, async (t) => {
    const { page, bench } = await opened();
    await onPages(name, [page], () => tell({ page, bench, t }));
  });
const openCamera = (page) => page.getByRole("button", { name: "打开摄像头" }).click();
const track = (page) =>
  page.evaluate(
    () => (window.track = document.querySelector("video").srcObject.getVideoTracks()[0]).readyState,
  );
const trackLater = (page) => page.evaluate(() => window.track.readyState);

/** How long the last read took, in words. */
async function took(page) {
  const { duration, read_ms } = await page.evaluate(() => {
    const [last] = performance.getEntriesByName("frame-to-verdict");
    return { duration: last.duration, read_ms: last.detail.read_ms };
  });
  return `from frame to verdict: ${duration.toFixed(0)} ms, reading ${read_ms.toFixed(0)} of them`;
}

describe("the camera", () => {
  story(
    "reads a card off line, rests until it is answered, and takes the next",
    () => scanScreen({ video: film }),
    async ({ page, bench, t }) => {
      tablet.wire.cut();
      await openCamera(page);
      await bench.getByText("有效，可以核销").waitFor();
      await page.locator(".answer.final").waitFor();
      assert.equal(await page.evaluate(() => document.querySelector("video").paused), true);
      t.diagnostic(await took(page));
      const number = bench.locator(".joined .number");
      const [read, other] = (await number.innerText()) === grouped(first) ? [first, second] : [second, first];
      assert.equal(await number.innerText(), grouped(read));

      await bench.getByRole("button", { name: /^核销，抵/ }).click();
      await bench.getByText("有效，已核销").waitFor();
      await bench.getByText("已存本机", { exact: true }).waitFor();
      await bench.getByRole("button", { name: "好了" }).click();
      // The redeemed card is still held there and is not read again; the next one is.
      await bench.getByText(grouped(other)).waitFor();
      await bench.getByText("有效，可以核销").waitFor();
      t.diagnostic(`${await took(page)}, the second time`);
      tablet.wire.heal();
    },
  );

  story(
    "is closed by a hidden page, by another screen and by its button",
    () => scanScreen({}),
    async ({ page }) => {
      const hide = (hidden) =>
        page.evaluate((now) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
          document.dispatchEvent(new Event("visibilitychange"));
        }, hidden);
      await openCamera(page);
      await page.locator("video").waitFor();
      assert.equal(await track(page), "live");
      await hide(true);
      assert.equal(await trackLater(page), "ended");
      assert.equal(await page.locator("video").count(), 0);
      await hide(false);
      await page.locator("video").waitFor();
      assert.equal(await track(page), "live");
      await page.getByRole("link", { name: "找产品" }).click();
      await page.getByRole("searchbox", { name: "找产品" }).waitFor();
      assert.equal(await trackLater(page), "ended");
      await page.getByRole("link", { name: "扫卡" }).click();
      await openCamera(page);
      await page.locator("video").waitFor();
      await track(page);
      await page.getByRole("button", { name: "关掉摄像头" }).click();
      assert.equal(await trackLater(page), "ended");
      await page.getByRole("button", { name: "打开摄像头" }).waitFor();
    },
  );

  story(
    "is chosen once where there are several",
    () => scanScreen({ count: 2 }),
    async ({ page }) => {
      await openCamera(page);
      const which = page.getByLabel("用哪个摄像头");
      await which.waitFor();
      const other = await which.evaluate((field) => [...field.options].find((one) => !one.selected).value);
      await which.selectOption(other);
      await page.waitForFunction((id) => document.querySelector("select")?.value === id, other);
      await page.getByRole("button", { name: "关掉摄像头" }).click();
      await openCamera(page);
      await which.waitFor();
      assert.equal(await which.inputValue(), other);
    },
  );

  const withLamp = (page) =>
    page.addInitScript(() => {
      window.light = [];
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
      MediaStreamTrack.prototype.applyConstraints = async (asked) =>
        void window.light.push(asked.advanced[0].torch);
    });
  const withLampFromTheStart = async (page) => {
    await withLamp(page);
    await page.reload();
  };
  story(
    "has its lamp switched where it has one",
    () => scanScreen({}, withLampFromTheStart),
    async ({ page }) => {
      await openCamera(page);
      await page.getByRole("button", { name: "开灯" }).click();
      await page.getByRole("button", { name: "关灯" }).click();
      await page.getByRole("button", { name: "开灯" }).waitFor();
      assert.deepEqual(await page.evaluate(() => window.light), [true, false]);
    },
  );
});

describe("no camera", () => {
  const says =
    (what) =>
    async ({ page, bench }) => {
      await openCamera(page);
      const said = page.getByRole("alert");
      await said.getByText(what).waitFor();
      assert.match(await said.innerText(), /扫码枪[^]*输卡号[^]*图片/);
      // The other ways are right there.
      await page.getByRole("button", { name: "选图片" }).waitFor();
      await page.getByLabel("输卡号或货号").fill(second.number);
      await page.keyboard.press("Enter");
      await bench.getByText(grouped(second)).waitFor();
    };
  story("is said when nobody allows it", () => scanScreen({ allowed: false }), says("没有得到摄像头的许可"));

  const without = (change) => async (page) => {
    await page.addInitScript(change);
    await page.reload();
  };
  const gives = (name) =>
    `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "${name}") }`;
  story(
    "is said when the window offers none",
    () => scanScreen({}, without("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")),
    says("这个窗口用不了摄像头"),
  );
  story(
    "is said when there is none",
    () => scanScreen({}, without(gives("NotFoundError"))),
    says("这台平板没有摄像头"),
  );
  story(
    "is said when it is in use",
    () => scanScreen({}, without(gives("NotReadableError"))),
    says("摄像头现在用不了"),
  );
  story(
    "is said when the address is not a secure one",
    () => scanScreen({}, without("Object.defineProperty(window, 'isSecureContext', { value: false })")),
    says("这个网址不能用摄像头"),
  );
});
