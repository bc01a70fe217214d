import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/**
 * Svelte scopes the later parts of a selector with `:where(.svelte-…)`, which Chromium 87 does not know and
 * answers by dropping the whole rule. The plain class says the same there.
 */
function plainScopes(): Plugin {
  return {
    name: "plain-scopes",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        file.source = String(file.source).replace(/:where\((\.svelte-[\w-]+)\)/g, "$1");
      }
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [svelte(), plainScopes()],
  build: {
    target: ["chrome87", "safari15"],
    cssTarget: ["chrome87", "safari15"],
    assetsInlineLimit: 0,
    rollupOptions: { input: { tablet: "index.html", hq: "hq.html" } },
  },
  worker: { format: "es" },
  server: { strictPort: true, port: 5173 },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
