// Reads the code in a picture where the browser cannot. Its module is loaded when the first picture comes.

let reader;

async function load() {
  const module = await import("/pkg/code-reader.js");
  await module.default({ module_or_path: "/pkg/code-reader.wasm" });
  return module;
}

/** The text of the code in these pixels (four bytes each), or undefined. */
export async function readCode(rgba, width, height) {
  // What could not be loaded now may be the next time.
  reader ??= load().catch((error) => {
    reader = undefined;
    throw error;
  });
  const module = await reader;
  return module.read(rgba, width, height);
}
