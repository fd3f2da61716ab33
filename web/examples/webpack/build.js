// As `webpack` on the command line would, without its package.
import { copyFileSync } from "node:fs";
import webpack from "webpack";
import config from "./webpack.config.js";

webpack(config, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString({ preset: "summary" }));
  if (stats.hasErrors()) {
    console.error(stats.toString({ preset: "errors-only" }));
    process.exitCode = 1;
  }
  copyFileSync("index.html", "build/index.html");
});
