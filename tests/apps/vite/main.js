import { loadClassifier } from 'mimique';
import 'mimique/element';
import weights from 'mimique/weights/lenet-tiny.safetensors?url';

const photo = document.querySelector('img');
await photo.decode();
const classifier = await loadClassifier({ weights });
const { label } = await classifier.classify(photo);
document.querySelector('output').textContent = `${label}, says ${classifier.metadata.name}`;
classifier.close();
