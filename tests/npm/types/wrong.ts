// What the types refuse, a line each.
import "kbmatch";
import { scan } from "kbmatch/core";

scan(42); // wrong
scan("text").results[0]!.verdict === "certain"; // wrong
document.createElement("kb-match").analyze(42); // wrong
document.createElement("kb-match").files = "a"; // wrong
document.addEventListener("kb-match-ready", ({ detail }) => detail.words); // wrong
