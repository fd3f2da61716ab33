// Everything that the types offer, as a program uses it.
import { CODES, EVENTS, KbMatch, type FailureCode, type ResultDetail } from "kbmatch";
import init, { KnowledgeBase, eventLogText, explain, scan, type Report } from "kbmatch/core";
import type { Finding } from "kbmatch/report";

const element: KbMatch = document.createElement("kb-match");
element.packs = "/kb/manifest";
element.htmlFor = "description";
element.includeInput = true;
element.files = [new File([], "empty.log")];
element.addEventListener("kb-match-result", ({ detail }) => {
  const first: ResultDetail["results"][number] | undefined = detail.results[0];
  console.log(first?.verdict === "near_miss", detail.report?.results[0]?.evidence[0]?.found);
});
document.addEventListener("kb-match-open-article", (event) => {
  event.preventDefault();
  console.log(event.detail.article);
});
document.addEventListener("kb-match-error", ({ detail }) => console.log(CODES[detail.code satisfies FailureCode]));
const report: Report = await element.analyze("text", { signal: AbortSignal.timeout(1000) });
element.cancel();
element.clear();
console.log(EVENTS.length, report.events.length, element instanceof KbMatch);

const base: KnowledgeBase = await init({ packs: new Uint8Array(), module_or_path: "/kbmatch-engine.wasm" });
const findings: Finding[] = base.scan("text", { utf16: true }).results;
const place = findings[0]?.evidence[0]?.spans[0]?.utf16?.start;
console.log(place, scan(new ArrayBuffer(0)).version === 1, explain("kb1", "text")?.verdict, base.articles()[0]?.title);
console.log((await eventLogText(new Uint8Array())).length);
base.free();
