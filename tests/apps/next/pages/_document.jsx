// For a build by Turbopack, which puts an inline script into the page: the policy has to know it by a nonce.
import { randomUUID } from 'node:crypto';
import Document, { Head, Html, Main, NextScript } from 'next/document';
import { policy } from '../policy.mjs';

export default class Page extends Document {
  static async getInitialProps(context) {
    const nonce = randomUUID();
    const withNonce = policy.replace("script-src 'self'", `script-src 'self' 'nonce-${nonce}'`);
    context.res?.setHeader('Content-Security-Policy', withNonce);
    return { ...(await Document.getInitialProps(context)), nonce };
  }

  render() {
    const { nonce } = this.props;
    return (
      <Html lang="en">
        <Head nonce={nonce} />
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    );
  }
}
