// The weights of a checkpoint, for sums that are opened. The classifier has read the same bytes before, and refuses what is no
// checkpoint: nothing is checked twice here. How weights are stored: crate/src/model/storage.rs.

/** @typedef {{ channels: number, kernel: number, padding: number, pool: number }} Block */
/**
 * @typedef {object} Weights
 * @property {Block[]} blocks
 * @property {number[]} dense widths of the hidden dense layers
 * @property {string[]} labels
 * @property {number} temperature
 * @property {Record<string, Float32Array>} tensors by name
 */

/** @param {ArrayBuffer} file safetensors @returns {Weights} */
export function weightsOf(file) {
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  const { __metadata__: metadata, ...entries } = header;
  const { blocks, dense } = JSON.parse(metadata.architecture);
  /** @type {Record<string, Float32Array>} */
  const tensors = {};
  /** @param {string} name @returns {Float32Array} */
  const read = (name) => {
    const { dtype, shape, data_offsets: offsets } = entries[name];
    const bytes = file.slice(8 + length + offsets[0], 8 + length + offsets[1]);
    if (dtype === 'F32') return new Float32Array(bytes);
    if (dtype === 'F16') return Float32Array.from(new Uint16Array(bytes), half);
    const scales = read(`${name}.scale`);
    const row = bytes.byteLength / shape[0];
    return Float32Array.from(new Int8Array(bytes), (value, i) => value * scales[Math.floor(i / row)]);
  };
  for (const name of Object.keys(entries)) if (!name.endsWith('.scale')) tensors[name] = read(name);
  const labels = JSON.parse(metadata.labels);
  return { blocks, dense: dense ?? [], labels, temperature: Number(metadata.temperature ?? 1), tensors };
}

/** A number of 16 bits. @param {number} bits */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
