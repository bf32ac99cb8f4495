// Reads a checkpoint for the peers that have no reader of it.

/** @typedef {{ channels: number, kernel: number, padding: number, pool: number }} Block */
/** @typedef {{ shape: number[], data: Float32Array }} Weights */

/**
 * @param {ArrayBuffer} file a safetensors file
 * @returns {{ architecture: { blocks: Block[], dense: number[] }, tensor: (name: string) => Weights }}
 */
export function readCheckpoint(file) {
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  /** @param {string} name @returns {Weights} */
  function tensor(name) {
    const { dtype, shape, data_offsets } = header[name];
    const [start, end] = data_offsets.map((/** @type {number} */ at) => at + 8 + length);
    const bytes = file.slice(start, end);
    if (dtype === 'I8') return { shape, data: scaled(new Int8Array(bytes), tensor(`${name}.scale`).data) };
    const data = dtype === 'F16' ? widened(new Uint16Array(bytes)) : new Float32Array(bytes);
    return { shape, data };
  }
  return { architecture: JSON.parse(header.__metadata__.architecture), tensor };
}

/**
 * Bytes made single precision; each scale is an output's, whose weights lie together.
 * @param {Int8Array} bytes
 * @param {Float32Array} scales
 */
const scaled = (bytes, scales) =>
  Float32Array.from(bytes, (byte, i) => byte * scales[Math.floor((i * scales.length) / bytes.length)]);

/** Half precision made single. @param {Uint16Array} halves */
const widened = (halves) =>
  Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    // No case for infinities: a checkpoint's weights are finite.
    return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
  });
