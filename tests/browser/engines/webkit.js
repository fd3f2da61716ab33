// WebKitGTK, driven over WebDriver, on a screen of its own that nobody sees.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

const BROWSERS = ["/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser"];

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** A screen, and its name. */
const screen = () =>
  new Promise((started, failed) => {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    server.once("error", failed);
    server.stdio[3].once("data", (number) => started({ server, display: `:${String(number).trim()}` }));
  });

/** Starts it. */
export async function webkit() {
  const { server, display } = await screen();
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: "1", LIBGL_ALWAYS_SOFTWARE: "1", GDK_BACKEND: "x11" };
  // Its sandbox refuses to work for root, which is who runs tests in many containers.
  if (process.getuid?.() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const stop = () => {
    driver.kill();
    server.kill();
  };
  try {
    const ask = async (method, path, body) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
      const { value } = await response.json();
      if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
      return value;
    };
    for (let tries = 0; ; tries++) {
      if (await ask("GET", "/status").then(() => true, () => false)) break;
      if (tries > 100) throw new Error("WebKitWebDriver does not answer");
      await new Promise((later) => setTimeout(later, 100));
    }
    const binary = BROWSERS.find((path) => existsSync(path));
    const options = { "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
    const session = await ask("POST", "/session", { capabilities: { alwaysMatch: options } });
    const at = `/session/${session.sessionId}`;
    await ask("POST", `${at}/timeouts`, { pageLoad: 60_000, script: 60_000 });
    return {
      name: `WebKitGTK ${session.capabilities.browserVersion}`,
      goto: async (address) => {
        await ask("POST", `${at}/url`, { url: "about:blank" });
        await ask("POST", `${at}/url`, { url: address });
      },
      evaluate: (script, ...args) => ask("POST", `${at}/execute/sync`, { script, args }),
      close: async () => {
        await ask("DELETE", at).catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}
