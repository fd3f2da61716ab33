// As `kbmatch-parity`, with the engine as wasm: node run.cjs MODULE cases FIRST COUNT | reports PACK LIST | time PACK FILE RUNS
"use strict";

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");

const [module_, command, ...args] = process.argv.slice(2);
const engine = require(resolve(module_));
const print = (line) => process.stdout.write(`${line}\n`);

const commands = {
  cases(first, count) {
    process.stdout.write(engine.cases(Number(first), Number(count)));
  },
  reports(pack, list) {
    const base = new engine.Base(readFileSync(pack));
    for (const file of readFileSync(list, "utf8").split("\n")) {
      const report = base.report(readFileSync(file));
      const hash = createHash("sha256").update(report).digest("hex").slice(0, 16);
      print(`${file} ${report.length} bytes ${hash}`);
    }
  },
  time(pack, file, runs) {
    const [packed, text] = [readFileSync(pack), readFileSync(file)];
    const timed = (run) => {
      const start = performance.now();
      const result = run();
      print(performance.now() - start);
      return result;
    };
    const base = timed(() => new engine.Base(packed));
    for (let run = 0; run < Number(runs); run += 1) timed(() => base.report(text));
  },
};
commands[command](...args);
