// Types of what the page imports and the root's packages do not bring.
declare module '@tensorflow/tfjs-core';
declare module '@tensorflow/tfjs-backend-wasm';
declare module '@tensorflow/tfjs-backend-cpu';
declare module '@tensorflow/tfjs-backend-webgl';
declare module 'onnxruntime-web/wasm';
declare module '@tensorflow/tfjs-core/dist/register_all_gradients.js';
