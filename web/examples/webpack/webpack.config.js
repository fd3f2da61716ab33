export default {
  mode: "production",
  entry: "./main.js",
  output: { path: new URL("build", import.meta.url).pathname, clean: true },
  // The engine is larger than what webpack warns of; a worker loads it, not the page.
  performance: { hints: false },
};
