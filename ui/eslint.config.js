import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const hostOnly = {
  patterns: [
    {
      group: ["@tauri-apps/*"],
      message: "Only src/host/ talks to the shell; import { submit, query } from host instead.",
    },
  ],
};

export default ts.config(
  { ignores: ["dist", "node_modules", "src/host/gen"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  { languageOptions: { globals: globals.browser } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  // Maps and the like are replaced when they change, never changed in place.
  { rules: { "svelte/prefer-svelte-reactivity": "off" } },
  { rules: { "no-undef": "off", "no-restricted-imports": ["error", hostOnly] } },
  { files: ["src/host/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    ignores: ["src/host/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Only src/host/ reaches the backend." },
        { name: "EventSource", message: "Only src/host/ reaches the backend." },
      ],
    },
  },
);
