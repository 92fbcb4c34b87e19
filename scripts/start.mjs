/** `npm start`: installs, builds and serves the app, each only where needed. Ctrl-C ends it. */

import { buildApp } from "./build.mjs";
import { installPackages, ROOT } from "./install.mjs";
import { serve } from "./static-server.mjs";

installPackages();
if (!buildApp()) {
  console.error("The app could not be built: see above.");
  process.exit(1);
}
const { url, close } = await serve({
  folders: [`${ROOT}dist`],
  port: Number(process.env.PORT ?? 4173),
  anyPort: true,
});
console.log(`Flowbook is at ${url} (Ctrl-C ends it)`);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, close);
