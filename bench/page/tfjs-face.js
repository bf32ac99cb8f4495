// BlazeFace in TensorFlow.js, layer by layer as models/face/README.md describes it: fused ops, maps with the channels last.
import * as tf from '@tensorflow/tfjs-core';
import { readCheckpoint } from './checkpoint.js';

export { start } from './tfjs.js';

/** @typedef {{ channels: number, stride: number, residual: boolean }} Block */
/** @typedef {{ after_block: number, side: number, anchors: number }} Head */
/** @typedef {{ channels: number, stride: number }} Stem */
/** @typedef {{ input: number, scale: number, stem: Stem, blocks: Block[], fine: Head, coarse: Head }} Architecture */
/** @typedef {Head & { scores: Float32Array, boxes: Float32Array }} Map what the network says on one map */

const VALUES = 16; // a box: its centre, its size and six points

/** @param {ArrayBuffer} file models/face.safetensors */
export function load(file) {
  const checkpoint = readCheckpoint(file);
  const { input, scale, stem, blocks, fine, coarse } = /** @type {Architecture} */ (
    /** @type {unknown} */ (checkpoint.architecture)
  );
  /** (out, in, y, x) → (y, x, in, out), or (channels, 1, y, x) → (y, x, channels, 1). @param {string} name */
  const layer = (name, order = [2, 3, 1, 0]) => {
    const { data, shape } = checkpoint.tensor(`${name}.weight`);
    const filter = tf.tidy(() => tf.transpose(tf.tensor(data, shape), order));
    return { filter, bias: tf.tensor1d(checkpoint.tensor(`${name}.bias`).data), pad: 'same' };
  };
  const first = layer('conv1');
  let channels = stem.channels;
  const layers = blocks.map((block, i) => {
    const more = block.channels - channels;
    channels = block.channels;
    const name = `block${i + 1}`;
    const depthwise = layer(`${name}.depthwise`, [2, 3, 0, 1]);
    return { ...block, more, depthwise, pointwise: layer(`${name}.pointwise`) };
  });
  const heads = Object.entries({ fine, coarse }).map(([name, head]) => ({
    ...head,
    score: layer(`score_${name}`),
    box: layer(`box_${name}`),
  }));

  return {
    side: input,
    /** @param {Float32Array} pixels side × side × 3 values from -1 to 1 @returns {Map[]} */
    run: (pixels) =>
      tf.tidy(() => {
        const maps = [];
        let x = tf.tensor4d(pixels, [1, input, input, 3]);
        x = tf.fused.conv2d({ x, ...first, strides: stem.stride, activation: 'relu' });
        for (const [i, { stride, residual, more, depthwise, pointwise }] of layers.entries()) {
          const around = tf.fused.depthwiseConv2d({ x, ...depthwise, strides: stride });
          const mixed = tf.fused.conv2d({ x: around, ...pointwise, strides: 1 });
          let shortcut = stride > 1 ? tf.maxPool(x, 2, 2, 'same') : x;
          if (more > 0) shortcut = tf.pad(shortcut, [...Array(3).fill([0, 0]), [0, more]]);
          x = tf.relu(residual ? tf.add(mixed, shortcut) : mixed);
          for (const { score, box, ...head } of heads.filter(({ after_block }) => after_block === i + 1)) {
            const scores = tf.fused.conv2d({ x, ...score, strides: 1 }).dataSync();
            maps.push({ ...head, scores, boxes: tf.fused.conv2d({ x, ...box, strides: 1 }).dataSync() });
          }
        }
        return maps;
      }),
    /** The middle of the likeliest face, in shares of the input's side. @param {Map[]} maps */
    middle(maps) {
      const best = maps.map(({ scores, boxes, side, anchors }) => {
        const i = scores.indexOf(Math.max(...scores));
        const pixel = Math.floor(i / anchors);
        const x = ((pixel % side) + 0.5) / side + boxes[i * VALUES] / scale;
        const y = (Math.floor(pixel / side) + 0.5) / side + boxes[i * VALUES + 1] / scale;
        return { x, y, score: scores[i] };
      });
      return best.sort((a, b) => b.score - a.score)[0];
    },
    free: () => tf.dispose([first, layers, heads]),
  };
}
