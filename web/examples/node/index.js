// Says which articles explain a file: `node index.js FILE`.
import { readFile } from "node:fs/promises";
import init, { scan } from "kbmatch/core";

await init();
const report = scan(await readFile(process.argv[2]));
for (const { verdict, article, title } of report.results) console.log(`${verdict}\t${article}\t${title}`);
process.exitCode = report.results.some(({ verdict }) => verdict === "match") ? 0 : 1;
