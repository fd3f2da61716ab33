"use strict";

// What the first picture of the page depends on, in the head: nothing that is seen changes when the program draws.
{
  const root = document.documentElement;
  const site = JSON.parse(document.getElementById("kbmatch-site").textContent || "{}");

  /** What the user chose on this page. */
  const chosen = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // where storage is forbidden, nothing was chosen
    }
  };

  // The language of what is said before the program speaks: the one that the user chose, the site's, or the one that the user
  // prefers in general.
  const wanted = [chosen("kbmatch-language"), site.lang, ...(navigator.languages ?? [])].filter(Boolean);
  root.lang = wanted.map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => ["en", "de"].includes(tag)) ?? "en";

  const theme = chosen("kbmatch-theme");
  if (theme) root.dataset.theme = theme;
  if (!["", "#", "#/"].includes(location.hash)) root.dataset.first = "elsewhere";
  root.dataset.engine = "loading";
}
