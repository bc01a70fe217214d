import { it } from "node:test";
import { tourScanning } from "./support/scanning.js";

it("every way to scan, in zh-CN", (t) => tourScanning(t, "zh-CN", "Binjiang"));
