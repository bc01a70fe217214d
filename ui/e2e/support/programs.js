/** Runs the built programs: a command to its end, or a server until it is stopped. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const quiet = { ...process.env, RUST_LOG: process.env.RUST_LOG ?? "warn" };
const START_MS = 30_000;
const STOP_MS = 5_000;

/** Path of one of the built programs, in the folder that TENON_BIN names. */
export function program(name) {
  const folder = process.env.TENON_BIN;
  if (!folder)
    throw new Error(
      "TENON_BIN is the folder of the built tenon-hq and tenon-tablet; ./dev test browser sets it",
    );
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`${path} is not built`);
  return path;
}

/** Runs a command with --json and answers what it said; a refusal is an answer too. */
export async function command(path, args) {
  const { stdout } = await run(path, args, { env: quiet, maxBuffer: 64 << 20 }).catch((failure) => {
    if (failure.stdout?.trim().startsWith("{") && !failure.stdout.includes('"error"')) return failure;
    throw failure;
  });
  return stdout.trim() === "" ? null : JSON.parse(stdout);
}

/** Starts a server and answers the address that it says in its first line. */
export async function serve(path, args) {
  const child = spawn(path, args, { env: quiet, stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (text) => (complaints = (complaints + text).slice(-4000)));
  const lines = createInterface({ input: child.stdout });
  const first = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${path} said nothing. ${complaints}`)), START_MS);
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}. ${complaints}`)));
    lines.once("line", (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line).url);
    });
  });
  try {
    return { url: await first, stop: () => stop(child) };
  } catch (failure) {
    await stop(child);
    throw failure;
  }
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}
