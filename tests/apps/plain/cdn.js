import { loadClassifier } from '{CDN}/www/index.js';

const weights = '{CDN}/models/lenet-tiny.safetensors';
const photo = document.querySelector('img');
await photo.decode();
const classifier = await loadClassifier({ weights });
const { label } = await classifier.classify(photo);
document.querySelector('output').textContent = `${label}, says ${classifier.metadata.name}`;
classifier.close();
