import './node_modules/mimique/www/element.js';
import { loadClassifier } from './node_modules/mimique/www/index.js';

const weights = 'node_modules/mimique/models/lenet-tiny.safetensors';
const photo = document.querySelector('img');
await photo.decode();
const classifier = await loadClassifier({ weights });
const { label } = await classifier.classify(photo);
document.querySelector('output').textContent = `${label}, says ${classifier.metadata.name}`;
classifier.close();
