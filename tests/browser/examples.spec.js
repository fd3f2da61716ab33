// The examples of web/examples, built with the packed package. `cargo xtask test examples` builds them and runs this.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, sample, test } from "./harness.js";
import { POLICY, TRUSTED, serve } from "./element-server.js";

const EVENT = sample("entra/kb3193683/match-event-viewer.txt");

test.skip(!process.env.KBMATCH_EXAMPLES, "the examples are a stage of their own");

/** Where each is served from, and the policy that it works under. Next writes scripts into its pages. */
const EXAMPLES = {
  plain: ["/plain/", TRUSTED],
  vite: ["/vite/build/", TRUSTED],
  webpack: ["/webpack/build/", TRUSTED],
  next: ["/next/build/", POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")],
};

for (const [name, [path, policy]] of Object.entries(EXAMPLES)) {
  test(`${name}: the page answers a paste`, async ({ page }) => {
    const server = await serve({ policy, root: path });
    await page.goto(`${server.url}/`);
    await page.locator("kb-match textarea").fill(EVENT);
    await expect(page.locator("kb-match [data-outcome=match]")).toBeVisible({ timeout: 20_000 });
    if (name !== "plain") await expect(page.locator("output")).toHaveText("match");
    await server.stop();
  });
}

test("node: the program names the article", () => {
  const folder = new URL("../../web/examples/node/", import.meta.url);
  const event = fileURLToPath(new URL("../../kb/articles/entra/kb3193683/match-event-viewer.txt", import.meta.url));
  const said = execFileSync(process.execPath, ["index.js", event], { cwd: fileURLToPath(folder), encoding: "utf8" });
  expect(said).toMatch(/^match\tkb3193683\tEnterprise State Roaming/);
});
