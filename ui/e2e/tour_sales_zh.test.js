import { it } from "node:test";
import { tourSales } from "./support/sales.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();

it("every sales screen in Chinese", (t) => tourSales(t, world, "zh-CN", "Binjiang"));
