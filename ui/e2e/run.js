/**
 * Makes the demonstration chain once and runs the browser tests, or with `--bench` the measurements; each file works on its
 * own copy of the chain.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, program } from "./support/programs.js";

const here = import.meta.dirname;
const built = join(here, "..", "dist", "index.html");
const PRODUCTS = 300;
/** Longest for one file: the waits inside a story are far shorter and say what did not come. */
const FILE_MS = 600_000;

if (!existsSync(built)) throw new Error("The screens are not built: npm run build");

const bench = process.argv.includes("--bench");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const files = readdirSync(here)
  .filter((name) => name.endsWith(bench ? ".bench.js" : ".test.js"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()
  .map((name) => join(here, name));
if (files.length === 0) throw new Error(`No file is called like ${wanted.join(", ")}`);

const folder = mkdtempSync(join(tmpdir(), "tenon-e2e-"));
const chain = join(folder, "chain");
let tests;
process.exitCode = 1;

function stop(signal) {
  tests?.kill(signal);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

try {
  await command(program("tenon-hq"), ["--data", chain, "demo", "--products", String(PRODUCTS), "--json"]);
  const options = ["--test", "--test-reporter=spec", `--test-timeout=${FILE_MS}`, "--test-concurrency=2"];
  tests = spawn(process.execPath, [...options, ...files], {
    stdio: "inherit",
    env: { ...process.env, TENON_CHAIN: chain },
  });
  const [code, signal] = await once(tests, "close");
  if (signal) console.error(`The tests were ended by ${signal}`);
  process.exitCode = code ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
