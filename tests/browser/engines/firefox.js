// Firefox, driven over WebDriver BiDi.
import puppeteer from "puppeteer-core";

/** Starts it. */
export async function firefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.KBMATCH_FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    extraPrefsFirefox: {
      // As in a browser that nobody set up: a file may not read its neighbours.
      "security.fileuri.strict_origin_policy": true,
      "intl.accept_languages": "en-GB, en",
    },
  });
  const page = await browser.newPage();
  return {
    name: await browser.version(),
    goto: async (address) => {
      await page.goto("about:blank");
      await page.goto(address);
    },
    evaluate: (script, ...values) => page.evaluate(new Function(script), ...values),
    close: () => browser.close(),
  };
}
