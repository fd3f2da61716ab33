// The page in Chromium. `cargo xtask test browser` builds the page, the one file, sites and the package, serves them and names them and
// the browser. To run one test of the page while working on it, leave `cargo xtask serve` running and say
// `npx playwright test -g WORDS` here; tests of the others need what that stage has built.
import { defineConfig } from "@playwright/test";

// Chromium's sandbox refuses to work for root, which is who runs tests in many containers.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: ".",
  testIgnore: "engines/**",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // No test judges time: these end what hangs, also on a machine that is busy with other work.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: process.env.KBMATCH_URL ?? "http://127.0.0.1:8080/",
    browserName: "chromium",
    // The same on every machine, whatever its owner prefers.
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    viewport: { width: 1280, height: 800 },
    // What a service worker fetches, tests do not see: only those of it have one.
    serviceWorkers: "block",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: process.env.KBMATCH_CHROMIUM,
      args: [
        ...sandbox,
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    screenshot: "only-on-failure",
  },
});
