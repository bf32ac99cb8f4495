// For a build by Turbopack, which loads chunks by script elements without a Trusted Types policy.
globalThis.trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
});

export default function App({ Component, pageProps }) {
  return <Component {...pageProps} />;
}
