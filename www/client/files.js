// What a worker can be given in place of what the page names.
import { checkSize, fault } from './errors.js';

/** @import { WeightsFile } from '../types.d.ts' */

/** A worker resolves addresses against its own script, so they are made absolute here. @param {string | URL} address */
export function addressOf(address) {
  if (URL.canParse(address, document.baseURI)) return new URL(address, document.baseURI).href;
  throw fault('address', `expected an address, got ${JSON.stringify(`${address}`.slice(0, 60))}`);
}

/**
 * An address, or bytes.
 * @param {WeightsFile} file
 * @param {'weights' | 'detector'} what
 * @returns {Promise<string | ArrayBuffer>}
 */
export async function portable(file, what) {
  if (typeof file === 'string' || file instanceof URL) return addressOf(file);
  if (file instanceof Response) {
    if (!file.ok) throw fault(`${what}-missing`, `${file.url} answered ${file.status}: check the address`);
    checkSize(Number(file.headers.get('content-length')));
  }
  if (file instanceof Blob) checkSize(file.size);
  try {
    if (!ArrayBuffer.isView(file)) return file instanceof ArrayBuffer ? file : await file.arrayBuffer();
    return new Uint8Array(new Uint8Array(file.buffer, file.byteOffset, file.byteLength)).buffer;
  } catch (error) {
    const { message } = /** @type {Error} */ (error); // a buffer that was transferred, a body that was read or broke off
    throw fault(`${what}-unreachable`, `expected an address or bytes that can be read: ${message}`);
  }
}
