/** The ways to scan, for tours: the camera with each kind of answer over its picture, and each way that gives none. */
import { openWorld } from "./world.js";
import { PHONE } from "./browser.js";
import { shoot, signIn } from "./people.js";
import { photo, png, video } from "./pictures.js";
import { go, tour } from "./tour.js";

const UPRIGHT = { width: 800, height: 1280 };
const main = "aside .foot button";
const way = (page, at) => page.locator("main .way").nth(at);
const openCamera = (page) => way(page, 0).getByRole("button").first().click();
const paper = (texts) =>
  png(
    photo({
      width: 420 * texts.length,
      height: 420,
      cards: texts.map((text, at) => ({ text, at: [210 + 420 * at, 210], side: 380 })),
    }),
    420 * texts.length,
    420,
  );
const choose = (page, buffer) =>
  page.locator("input[type=file]").setInputFiles({ name: "card.png", mimeType: "image/png", buffer });

/** Over the camera's picture; `film` shows `hand.own`. */
const answers = (hand) => [
  [
    "camera-final",
    async (page) => {
      await go(page, "scan");
      await openCamera(page);
      await page.locator(".answer.final").waitFor();
    },
  ],
  [
    "camera-redeemed",
    async (page) => {
      await page.locator(main).last().click();
      await page.locator(".verdict.final .joint").waitFor();
    },
  ],
  [
    "camera-looking",
    async (page) => {
      await page.locator(main).last().click();
      await page.locator(".view svg").waitFor();
    },
  ],
  ...[
    ["provisional", () => hand.elsewhere.text],
    ["refused", () => hand.own.text],
    ["product", () => hand.sku],
    ["unknown", () => "ZZ99887766"],
  ].map(([kind, text]) => [
    `camera-${kind}`,
    async (page) => {
      await shoot(page, text());
      await page.locator(`.answer.${kind}`).waitFor();
    },
  ]),
  [
    "camera-lamp",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.locator(".controls button").last().click();
      await page.locator(".controls button[aria-pressed=true]").waitFor();
    },
  ],
];

const without = (hand) => [
  ...["NotAllowedError", "NotFoundError", "NotReadableError"].map((name) => [
    `camera-${name}`,
    async (page) => {
      await go(page, "scan");
      await page.evaluate((said) => {
        navigator.mediaDevices.getUserMedia = async () => {
          throw new DOMException("", said);
        };
      }, name);
      await openCamera(page);
      await page.getByRole("alert").waitFor();
    },
  ]),
  [
    "camera-none-offered",
    async (page) => {
      await page.evaluate(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
      await openCamera(page);
      await page.getByRole("alert").waitFor();
    },
  ],
  [
    "picture-several",
    async (page) => {
      await choose(page, paper([hand.own.text, hand.elsewhere.text]));
      await page.locator(".several").waitFor();
    },
  ],
  [
    "picture-empty",
    async (page) => {
      await choose(page, png(Buffer.alloc(160_000, 200), 400, 400));
      await way(page, 1).getByRole("alert").waitFor();
    },
  ],
];

export async function tourScanning(t, language, store) {
  const world = await openWorld();
  const tablet = await world.tablet(store);
  const plain = await tablet.open({ language });
  await signIn(plain);
  const own = await tablet.cardThatIs("final", await world.cards(store));
  const elsewhere = await tablet.cardThatIs("provisional", await world.cards("Jinniu"));
  const found = await tablet.search("chugui");
  const hand = { own, elsewhere, sku: found.hits[0].sku };
  const film = await video(world.place("card.y4m"), [own.text]);
  const page = await tablet.open({ language, camera: { video: film, count: 2 } });
  await page.addInitScript(() => {
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
    MediaStreamTrack.prototype.applyConstraints = async () => {};
  });
  await page.reload();
  await tour(t, page, language, answers(hand), [UPRIGHT, PHONE]);
  await tour(t, plain, language, without(hand), [UPRIGHT, PHONE]);
}
