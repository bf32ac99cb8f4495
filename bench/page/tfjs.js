// TensorFlow.js as one would write the network in it: fused ops, maps with the channels last.
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { readCheckpoint } from './checkpoint.js';

/** @param {string} folder where its .wasm files lie */
export async function start(folder) {
  tf.enableProdMode();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // one thread, as for all others
  setWasmPaths(folder);
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js could not start its wasm backend');
}

/** @param {ArrayBuffer} file a checkpoint */
export function load(file) {
  const { architecture, tensor } = readCheckpoint(file);
  /** @param {string} name @param {number[]} order */
  const transposed = (name, order) =>
    tf.tidy(() => tf.transpose(tf.tensor(tensor(name).data, tensor(name).shape), order));
  /** @param {string} name */
  const bias = (name) => tf.tensor1d(tensor(name).data);

  const convs = architecture.blocks.map(({ padding, pool }, i) => {
    const name = `conv${i + 1}`;
    const filter = transposed(`${name}.weight`, [2, 3, 1, 0]); // (out, in, y, x) → (y, x, in, out)
    return { filter, bias: bias(`${name}.bias`), pad: padding, pool };
  });
  const channels = architecture.blocks.at(-1)?.channels ?? 1;
  const denses = [...architecture.dense, 0].map((_, i) => {
    const name = `dense${i + 1}`;
    const b = i === 0 ? fromMaps(name) : transposed(`${name}.weight`, [1, 0]);
    return { b, bias: bias(`${name}.bias`), activation: i < architecture.dense.length ? 'relu' : 'linear' };
  });

  /** The maps come with the channels last, the checkpoint counts on them first. @param {string} name */
  function fromMaps(name) {
    const { shape, data } = tensor(`${name}.weight`);
    const [outputs, inputs] = shape;
    const side = Math.sqrt(inputs / channels);
    return tf.tidy(() => {
      const weight = tf.tensor(data, [outputs, channels, side, side]);
      return tf.reshape(tf.transpose(weight, [2, 3, 1, 0]), [inputs, outputs]);
    });
  }

  return {
    /** @param {Float32Array} face @returns {Float32Array} logits */
    run: (face) =>
      tf.tidy(() => {
        let x = tf.tensor4d(face, [1, 48, 48, 1]);
        for (const { pool, ...conv } of convs) {
          x = tf.fused.conv2d({ x, ...conv, strides: 1, activation: 'relu' });
          if (pool > 1) x = tf.maxPool(x, pool, pool, 'valid');
        }
        x = tf.reshape(x, [1, -1]);
        for (const dense of denses) x = tf.fused.matMul({ a: x, ...dense });
        return x.dataSync();
      }),
    free() {
      tf.dispose([convs.map(({ filter, bias }) => [filter, bias]), denses.map(({ b, bias }) => [b, bias])]);
    },
  };
}
