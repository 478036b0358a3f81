// A Firefox that does what it is told: one JSON command on each line of standard input, one answer
// on each line of standard output. Driven over WebDriver BiDi, which needs nothing but Firefox.

import process from "node:process";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath] = process.argv.slice(2);
// The size is the window's: the extended-support Firefox knows no command for a viewport.
const args = ["--width=1440", "--height=900"];
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, defaultViewport: null, args });
const [page] = await browser.pages();
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));

const COMMANDS = {
  goto: ({ url }) => page.goto(url).then(() => null),
  cookie: ({ cookie }) => browser.setCookie(cookie).then(() => null),
  evaluate: ({ code }) => page.evaluate(code),
  // Not by the page's own eval, which the desk's policy forbids.
  async wait({ code, timeout }) {
    for (const end = Date.now() + timeout; Date.now() < end; await new Promise((done) => { setTimeout(done, 50); })) {
      if (await page.evaluate(code)) return null;
    }
    throw new Error(`It did not come: ${code}`);
  },
  type: ({ text }) => page.keyboard.type(text).then(() => null),
  screenshot: ({ path }) => page.screenshot({ path }).then(() => null),
  complaints: async () => complaints.splice(0),
  async press({ keys }) {
    for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
    await page.keyboard.press(keys.at(-1));
    for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key);
    return null;
  },
  async drag({ from, to }) {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
    await page.mouse.move(...to, { steps: 3 });
    await page.mouse.up();
    return null;
  },
  click: ({ at }) => page.mouse.click(...at).then(() => null),
};

process.stdout.write(`${JSON.stringify({ answer: await browser.version() })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  const told = await COMMANDS[command](given).then((answer) => ({ answer: answer ?? null }), (error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
await browser.close();
