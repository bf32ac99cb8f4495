import { loadClassifier } from 'mimique';
import 'mimique/element';

const weights = new URL('mimique/weights/lenet-tiny.safetensors', import.meta.url);
const photo = document.querySelector('img');
await photo.decode();
const classifier = await loadClassifier({ weights });
const { label } = await classifier.classify(photo);
document.querySelector('output').textContent = `${label}, says ${classifier.metadata.name}`;
classifier.close();
