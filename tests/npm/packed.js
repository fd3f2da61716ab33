// The packed package, installed as a user would have it: `node packed.js FOLDER…` sets projects up.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/** What `cargo xtask dist` packs. */
export const TARBALL = fileURLToPath(new URL("dist/kbmatch-npm.tgz", ROOT));

const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

/** Installs what a project's lock file says, if that has changed since, and the package as it is packed now. */
export const install = (folder) => {
  const project = new URL(`${folder}/`, ROOT);
  const file = (name) => fileURLToPath(new URL(name, project));
  const lock = existsSync(file("package-lock.json")) ? readFileSync(file("package-lock.json"), "utf8") : "";
  const installed = file("node_modules/.installed-lock.json");
  if (!existsSync(installed) || readFileSync(installed, "utf8") !== lock) {
    execFileSync(NPM, ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: file("."), stdio: "inherit" });
    writeFileSync(installed, lock);
  }
  const place = file("node_modules/kbmatch");
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", TARBALL, "-C", place, "--strip-components=1"]);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) process.argv.slice(2).forEach(install);
