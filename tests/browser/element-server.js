// Serves the npm package and the example pages as a portal would, with a policy for each test.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The policy that the element promises to work under, with nothing to spare. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'; " +
  "img-src data:; base-uri 'none'; form-action 'none'";

export const TRUSTED = `${POLICY}; require-trusted-types-for 'script'; trusted-types kbmatch`;

/** A file of the package under `kbmatch/`, of a base in parts under `built/`, else one of an example. */
const find = (path) => {
  if (path.startsWith("/built/")) {
    const file = fileURLToPath(new URL(`target/browser/${path.slice("/built/".length)}`, ROOT));
    return existsSync(file) ? file : undefined;
  }
  if (path.endsWith("/kbmatch.html")) return fileURLToPath(new URL("dist/kbmatch.html", ROOT));
  const [first, ...rest] = path.split("/").filter(Boolean);
  const where = path.includes("/kbmatch/") ? `dist/npm/${path.split("/kbmatch/")[1]}` : `web/examples/${[first, ...rest].join("/")}`;
  const file = fileURLToPath(new URL(where, ROOT));
  if (!existsSync(file)) return undefined;
  return statSync(file).isDirectory() ? find(`${path}/index.html`) : file;
};

/**
 * Starts a server; `pages` are further pages by their paths. Each answer carries `policy`, also that with the worker, as where a server
 * sends it with everything. `root` is a folder of the examples that takes the place of all of them. Gives its address and how to stop it.
 */
export const serve = async ({ policy = POLICY, pages = {}, headers = {}, root = "" } = {}) => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const page = pages[pathname];
    const file = page === undefined ? find(`${root}${decodeURIComponent(pathname)}`) : undefined;
    if (page === undefined && !file) {
      response.writeHead(404).end("There is no such file.\n");
      return;
    }
    const type = page === undefined ? (TYPES[extname(file)] ?? "application/octet-stream") : TYPES[".html"];
    // The one file has a policy of its own, made of hashes.
    const framed = pathname.endsWith("/kbmatch.html") ? {} : { "content-security-policy": policy };
    response.writeHead(200, { "content-type": type, ...framed, ...headers });
    response.end(page ?? readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
};
