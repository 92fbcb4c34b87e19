/** Vite plugin: puts the Content-Security-Policy into the page, with the hash of the sandbox's boot script. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { bootScript } from "../engine/host/boot-script.ts";

const hashOf = (script: string): string =>
  `'sha256-${createHash("sha256").update(script, "utf8").digest("base64")}'`;

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The policy. `scripts` are the texts of all inline scripts that may run, in the page or its frames. */
export function policyFor(scripts: readonly string[], development = false): string {
  return [
    "default-src 'self'",
    // No 'unsafe-eval': user code comes in by import(blob:), WebAssembly by its own keyword.
    `script-src 'self' blob: 'wasm-unsafe-eval' ${scripts.map(hashOf).join(" ")}`.trim(),
    // A srcdoc frame inherits all this: `data:` is the sandbox's second way to start a worker.
    "worker-src 'self' blob: data:",
    // A srcdoc frame needs no source; with 'none' it cannot navigate itself out either.
    "frame-src 'none'",
    // Vite's client talks to its server through a socket.
    `connect-src 'self' blob:${development ? " ws:" : ""}`,
    "img-src 'self' data: blob:",
    // Monaco writes style elements.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

export function contentSecurityPolicy(): Plugin {
  let development = false;
  return {
    name: "flowbook:csp",
    configResolved(config) {
      development = config.command === "serve" && !config.isProduction;
    },
    transformIndexHtml: {
      // Last, so that the inline scripts that other plugins add while developing are seen too.
      order: "post",
      handler(html) {
        const inline = development ? [...html.matchAll(INLINE_SCRIPT)].map((m) => m[1] ?? "") : [];
        const content = policyFor([bootScript, ...inline], development);
        return [
          {
            tag: "meta",
            attrs: { "http-equiv": "Content-Security-Policy", content },
            injectTo: "head-prepend",
          },
        ];
      },
    },
  };
}
