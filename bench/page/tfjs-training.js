// LeNet-5 as one would train it in TensorFlow.js: maps with the channels last, its own gradients and its own momentum.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';

/** Those that have the gradients of a convolution and a pool; the wasm backend has not. */
const BACKENDS = ['cpu', 'webgl'];

/** The backends that start here. @returns {Promise<string[]>} */
export async function backends() {
  tf.enableProdMode();
  const started = [];
  for (const name of BACKENDS) if (await tf.setBackend(name).catch(() => false)) started.push(name);
  return started;
}

/** The width and height of a face. */
const SIDE = 48;

/**
 * @param {string} backend
 * @param {{ pixels: Float32Array, truths: Uint8Array, batch: number, rate: number, labels: number }} options
 */
export async function trainer(backend, { pixels, truths, batch, rate, labels }) {
  await tf.setBackend(backend);
  const normal = (/** @type {number[]} */ shape, /** @type {number} */ inputs) =>
    tf.variable(tf.randomNormal(shape, 0, Math.sqrt(1 / (3 * inputs))));
  const zeros = (/** @type {number} */ n) => tf.variable(tf.zeros([n]));
  const [conv1, bias1] = [normal([5, 5, 1, 6], 25), zeros(6)];
  const [conv2, bias2] = [normal([5, 5, 6, 16], 150), zeros(16)];
  const denses = [
    [1600, 120],
    [120, 84],
    [84, labels],
  ].map(([inputs, outputs]) => ({ weight: normal([inputs, outputs], inputs), bias: zeros(outputs) }));
  const optimizer = tf.train.momentum(rate, 0.9, true); // Nesterov's
  const faces = tf.tensor4d(pixels, [truths.length, SIDE, SIDE, 1]);
  const targets = tf.oneHot(tf.tensor1d(truths, 'int32'), labels);
  let at = 0;

  /** @param {any} maps @param {any} kernels @param {any} bias @param {number | 'valid'} padding */
  const block = (maps, kernels, bias, padding) =>
    tf.maxPool(tf.relu(tf.add(tf.conv2d(maps, kernels, 1, padding), bias)), 2, 2, 'valid');

  /** @param {any} faces */
  function logits(faces) {
    const maps = block(block(faces, conv1, bias1, 2), conv2, bias2, 'valid');
    let x = tf.reshape(maps, [-1, 1600]);
    denses.forEach(({ weight, bias }, i) => {
      x = tf.add(tf.matMul(x, weight), bias);
      if (i < denses.length - 1) x = tf.relu(x);
    });
    return x;
  }

  return {
    /** One step; waits until it is done, and gives its loss. @returns {Promise<number>} */
    async step() {
      await tf.setBackend(backend);
      const loss = tf.tidy(() => {
        const [x, y] = [tf.slice(faces, at, batch), tf.slice(targets, at, batch)];
        return optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, logits(x)), true);
      });
      at = (at + batch) % (truths.length - batch + 1);
      const [value] = await loss.data();
      loss.dispose();
      return value;
    },
  };
}
