/** How the app is built, served and unit-tested. The result is plain files for any static host. */

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { contentSecurityPolicy } from "./scripts/vite-plugin-csp.ts";
import { offlineFiles } from "./scripts/vite-plugin-offline.ts";
import { pythonDocs } from "./scripts/vite-plugin-python-docs.ts";
import { pythonPackage } from "./scripts/vite-plugin-python-package.ts";
import { sandboxText } from "./scripts/vite-plugin-sandbox-text.ts";

export default defineConfig({
  // Relative, so that the same files work under any path of any host.
  base: "./",
  plugins: [
    react(),
    sandboxText(),
    pythonPackage(),
    pythonDocs({
      packages: { folder: "engine/lang/python", only: ["prefect"] },
      standard: { folder: "web/editor/python/stubs" },
    }),
    contentSecurityPolicy(),
    offlineFiles(),
  ],
  worker: { format: "es", plugins: () => [sandboxText(), pythonPackage()] },
  build: {
    target: "es2023",
    // Monaco and the TypeScript compiler are big on purpose and loaded when needed.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: { index: "index.html", sw: "web/offline/service-worker.ts" },
      output: {
        // A service worker keeps its name: the browser asks for it again to learn of a new version.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  preview: { port: 4173 },
  test: {
    include: ["{engine,web,scripts}/**/*.test.{ts,tsx}"],
    exclude: ["e2e/**", "node_modules/**", "dist/**"],
    /* Against hanging, not for speed: the machines are shared. */
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    retry: process.env["CI"] ? 1 : 0,
  },
});
