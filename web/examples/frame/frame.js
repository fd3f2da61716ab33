// Speaks with kbmatch.html in a sandboxed frame: docs/embedding.md has the protocol.

const VERSION = 1;
const frame = document.querySelector("iframe");
const button = document.getElementById("match");
const output = document.querySelector("output");

let asked = 0;

const say = (type, more) => {
  // A frame without an origin cannot be named; this goes to that window and to no other.
  frame.contentWindow.postMessage({ kbmatch: VERSION, type, ...more }, "*");
};

const HEARD = {
  ready: ({ articles }) => {
    button.disabled = false;
    output.value = `${articles} articles are ready.`;
  },
  result: ({ id, report }) => {
    if (id !== asked) return;
    const [best] = report.results;
    output.value = best ? `${best.verdict}: ${best.article}, ${best.title}` : "No article explains this.";
  },
  "open-article": ({ article }) => console.info(`opened ${article}`),
  error: ({ message }) => {
    output.value = `The frame does not work: ${message}`;
  },
};

addEventListener("message", ({ source, origin, data }) => {
  // Every frame without an origin calls it "null": the window is what tells ours.
  if (source !== frame.contentWindow || origin !== "null" || data?.kbmatch !== VERSION) return;
  HEARD[data.type]?.(data);
});

button.addEventListener("click", () => say("analyze", { id: ++asked, text: document.getElementById("event").value }));
