// As `webpack` on the command line would, without its package.
import { copyFileSync } from "node:fs";
import webpack from "webpack";
import config from "./webpack.config.js";

webpack(config, (error, stats) => {
  if (error) throw error;
  console.log(stats.toString({ preset: "summary" }));
  if (stats.hasErrors()) throw new Error(stats.toString({ preset: "errors-only" }));
  copyFileSync("index.html", "build/index.html");
});
