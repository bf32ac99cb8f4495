export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self'; " +
  "img-src 'self' blob:; media-src blob:; require-trusted-types-for 'script'";
