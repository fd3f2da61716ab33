"use client";

import { useEffect, useState } from "react";

/** The element, and the verdict that it gave last. */
export function Match() {
  const [verdict, setVerdict] = useState("none yet");
  useEffect(() => {
    import("kbmatch"); // defines the element; only a browser needs it
  }, []);
  const result = ({ detail }) => setVerdict(detail.results[0]?.verdict ?? "no article");
  return (
    <>
      <kb-match onkb-match-result={result} />
      <p>
        Verdict: <output>{verdict}</output>
      </p>
    </>
  );
}
