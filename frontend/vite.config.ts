/** How the pages are built: one entry a page, hashed names, a manifest that the server reads. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../src/returnflow/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark(): older targets get a page of polyfills
    sourcemap: false,
    modulePreload: { polyfill: false }, // it would be an inline script, which the policy forbids
    assetsInlineLimit: 0, // no data: addresses, for the same reason
    rolldownOptions: { input: { call: "call/main.ts", states: "states/main.ts" } },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
