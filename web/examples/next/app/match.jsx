"use client";

import { useEffect, useRef, useState } from "react";

/** The element, and the verdict that it gave last. */
export function Match() {
  const element = useRef(null);
  const [verdict, setVerdict] = useState("none yet");
  useEffect(() => {
    import("kbmatch"); // defines the element; only a browser needs it
    const { current } = element;
    const result = ({ detail }) => setVerdict(detail.results[0]?.verdict ?? "no article");
    // By hand: a handler among the attributes is not there on a page that a server has drawn.
    current.addEventListener("kb-match-result", result);
    return () => current.removeEventListener("kb-match-result", result);
  }, []);
  return (
    <>
      <kb-match ref={element} />
      <p>
        Verdict: <output>{verdict}</output>
      </p>
    </>
  );
}
