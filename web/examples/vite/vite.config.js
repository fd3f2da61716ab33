import { defineConfig } from "vite";

export default defineConfig({
  // The development server would bundle the script away from the files beside it.
  optimizeDeps: { exclude: ["kbmatch"] },
  build: { outDir: "build" },
});
