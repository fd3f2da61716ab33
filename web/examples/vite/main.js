import "kbmatch";

document.querySelector("kb-match").addEventListener("kb-match-result", ({ detail }) => {
  document.querySelector("output").value = detail.results[0]?.verdict ?? "no article";
});
