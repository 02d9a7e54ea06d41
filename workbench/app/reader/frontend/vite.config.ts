import { defineConfig } from "vite";

// One ESM file that carries its stylesheet; the name follows the content, so a browser never
// runs yesterday's reader. Target and minifier are fixed: the same sources give the same bytes.
export default defineConfig({
  build: {
    outDir: "../build",
    emptyOutDir: true,
    target: "es2022",
    minify: "esbuild",
    sourcemap: false,
    modulePreload: false,
    rollupOptions: {
      input: "src/index.ts",
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "index-[hash].js" },
    },
  },
});
