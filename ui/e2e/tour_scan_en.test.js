import { it } from "node:test";
import { tourScanning } from "./support/scanning.js";

it("every way to scan, in en", (t) => tourScanning(t, "en", "Nanshan"));
