// What went wrong, in words that say what to change: most of it is a page's policy.

/** An error that says what it needs. */
export class Failure extends Error {
  /** `code` is one of {@link CODES}; `remedy` says what to change. */
  constructor(code, message, remedy) {
    super(message);
    this.name = "KbMatchFailure";
    this.code = code;
    this.remedy = remedy;
  }
}

/** Codes that `kb-match-error` carries, each with what to do about it. */
export const CODES = {
  "no-webassembly": "WebAssembly is switched off or missing in this browser; there is no way around it here.",
  "csp-wasm": "Add 'wasm-unsafe-eval' to script-src, of the page and of what is sent with worker.js.",
  "csp-worker": "Add 'self', or the origin of worker.js, to worker-src.",
  "csp-connect": "Add the origin of the wasm files and of the knowledge base to connect-src.",
  "trusted-types": "Add kbmatch to the trusted-types directive.",
  "cross-origin": "Browsers start workers of the page's own origin only: copy the package's files there, and name the folder in the attribute assets.",
  "not-loaded": "See that the file is there and that its server lets this page have it.",
  "not-a-base": "Give packs the address of a pack or of a manifest that `kbmatch build` of this version wrote.",
  unreadable: "Give it a text, or an event log file.",
  stopped: "Start it again; a very large log is better read by `kbmatch scan`.",
};

/** What the page's policy has blocked lately. */
const blocked = [];

/** Listens to what the page's policy blocks. */
export const watchPolicy = () => {
  globalThis.document?.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    if (blocked.length === 20) blocked.shift();
    blocked.push({ effectiveDirective, blockedURI });
  });
};

const wasBlocked = (directives, address) =>
  blocked.some(
    ({ effectiveDirective, blockedURI }) =>
      directives.includes(effectiveDirective) && (!address || address.startsWith(blockedURI) || blockedURI.startsWith(address)),
  );

const codeOf = (message, { worker }) => {
  if (typeof WebAssembly !== "object") return "no-webassembly";
  if (wasBlocked(["script-src"], "wasm-eval") || /unsafe-eval|code generation disallowed/i.test(message)) return "csp-wasm";
  if (/trustedtypes|trustedscripturl|createpolicy|trusted type/i.test(message)) return "trusted-types";
  if (worker && new URL(worker, location.href).origin !== location.origin) return "cross-origin";
  if (worker && wasBlocked(["worker-src", "child-src", "script-src"], worker)) return "csp-worker";
  if (/knowledge base|pack|manifest|shard/i.test(message) && !/could not be (fetched|loaded)/.test(message)) return "not-a-base";
  if (wasBlocked(["connect-src"])) return "csp-connect";
  if (worker && !message) return "not-loaded";
  if (/could not be|is a web page|failed to fetch|networkerror/i.test(message)) return "not-loaded";
  return "stopped";
};

/** The failure that an error means. `worker` is the address of the worker that did not start. */
export const explain = (error, { worker } = {}) => {
  if (error instanceof Failure) return error;
  const message = String(error?.message ?? error);
  const code = codeOf(message, { worker });
  return new Failure(code, message || `${worker} could not be started`, CODES[code]);
};
