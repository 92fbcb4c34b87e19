/** Serves the built app far from the root of its host, the way a project page is: for the browser tests. */

import { ROOT } from "./install.mjs";
import { serve } from "./static-server.mjs";

const { url } = await serve({
  folders: [`${ROOT}dist`],
  path: "/some/sub/path/",
  port: Number(process.env.E2E_PORT ?? 4199),
});
console.log(`Serving dist at ${url}`);
