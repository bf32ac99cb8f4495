// What a checkpoint says of itself, and its first filters, from the beginning of the file: the rest is not downloaded.

/** @typedef {{ name: string, blocks: { channels: number, kernel: number, padding: number, pool: number }[], dense?: number[] }} Architecture */
/** @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} Tensor */

/**
 * @param {URL} url a safetensors file
 * @returns {Promise<{ architecture: Architecture, labels: string[], parameters: number, kernel: number, filters: Float32Array }>}
 */
export async function about(url) {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url.pathname} could not be fetched`);
  const read = beginning(response.body.getReader());
  const length = Number(new DataView((await read(8)).buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode((await read(8 + length)).subarray(8)));
  const { __metadata__: metadata, ...tensors } = header;
  /** @param {string} name @param {number} width bytes a number */
  const tensor = async (name, width) => {
    const [from, to] = tensors[name].data_offsets;
    const bytes = (await read(8 + length + to)).slice(8 + length + from, 8 + length + to);
    return width === 1 ? new Int8Array(bytes.buffer) : new Float32Array(bytes.buffer);
  };
  const { shape, dtype } = /** @type {Tensor} */ (tensors['conv1.weight']);
  const scales = dtype === 'F32' ? null : await tensor('conv1.weight.scale', 4);
  const weights = await tensor('conv1.weight', dtype === 'F32' ? 4 : 1);
  await read.end();
  const size = shape[2] * shape[3];
  return {
    architecture: JSON.parse(metadata.architecture),
    labels: JSON.parse(metadata.labels),
    parameters: Object.entries(/** @type {Record<string, Tensor>} */ (tensors))
      .filter(([name]) => !name.endsWith('.scale'))
      .reduce((sum, [, { shape }]) => sum + shape.reduce((a, b) => a * b, 1), 0),
    kernel: shape[2],
    filters: Float32Array.from(weights, (w, i) => w * (scales?.[Math.floor(i / size)] ?? 1)),
  };
}

/** Reads no more than it is asked for. @param {ReadableStreamDefaultReader<Uint8Array>} reader */
function beginning(reader) {
  let bytes = new Uint8Array();
  /** @param {number} length */
  const read = async (length) => {
    while (bytes.length < length) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the checkpoint ends too early');
      const more = new Uint8Array(bytes.length + value.length);
      more.set(bytes);
      more.set(value, bytes.length);
      bytes = more;
    }
    return bytes.slice(0, length);
  };
  return Object.assign(read, { end: () => reader.cancel() });
}
