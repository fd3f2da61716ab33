// What a portal does with the element's events: it counts the requests that an article answered.

const answered = document.getElementById("answered");
const form = document.getElementById("request");

/** A portal would send this to its own statistics: ids of articles, nothing of what the user wrote. */
const count = (outcome, { article, suggested }) => {
  const ids = suggested.map((one) => one.article);
  console.info(`${outcome}: ${article ?? "none"} of ${ids.join(", ")}`);
};

addEventListener("kb-match-solved", ({ detail }) => {
  count("solved", detail);
  answered.value = Number(answered.value) + 1;
});

addEventListener("kb-match-unsolved", ({ detail }) => {
  count("unsolved", detail);
  form.querySelector("[type=submit]").focus();
});
