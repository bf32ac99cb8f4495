// The parts of a frame in the lesson inside the network: every feature map of the page's network, computed and drawn, one after the
// other (the lesson computes the next while it draws); and a unit's sum, opened. (How many a second: ../lesson.mjs.)
import { loadClassifier } from '../../www/index.js';
import { loadNetwork } from '../../www/lessons/network/loader.js';
import { OpenedUnit } from '../../www/lessons/network/opened.js';
import { Sheet } from '../../www/lessons/network/sheet.js';
import { words } from '../../www/lessons/network/words.js';
import { sayer, shellWords } from '../../www/lessons/shell/words.js';
import { quantile } from './measure.js';
import { scene } from './scene.js';

const WARM_UP = 20;
const FRAMES = 90;
/** Units that are opened: of the first, a middle and the last layer. */
const UNITS = ['conv1-3-20-20', 'conv6-100-3-3', 'logits-3'];
const OPENINGS = 20;

const repainted = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** The lesson's figures in a page, and what they are fed with. */
async function start() {
  const [classifier, network] = await Promise.all([loadClassifier(), loadNetwork('lenet')]);
  const { canvas } = await scene();
  const video = Object.assign(document.createElement('video'), { muted: true });
  video.srcObject = canvas.captureStream();
  await video.play();
  const sheets = network.layers.map(
    (layer) => new Sheet(layer, { narrow: false, onPick: () => {}, onHover: () => {} }),
  );
  const say = sayer('en', shellWords, words);
  const options = { network, sheets, name: UNITS[0], onPick: () => {} };
  const opened = new OpenedUnit(say, 'en', options);
  document.body.replaceChildren(...sheets.map(({ element }) => element), opened.element);
  const compute = async () => {
    const prediction = await classifier.classify(video);
    if (!prediction) throw new Error('no face was found in the frame');
    const activations = await network.classifier.activations(prediction.crop);
    return {
      crop: prediction.crop,
      values: Object.fromEntries(activations.map(({ name, data }) => [name, data])),
    };
  };
  /** @param {Awaited<ReturnType<typeof compute>>} computed */
  const draw = ({ values, crop }) => {
    sheets.forEach((sheet, at) => sheet.paint(values[network.layers[at].shown], 'layer'));
    opened.show(values, crop, 'relu');
  };
  return { compute, draw, say, options };
}

/** Milliseconds of a frame's computing and drawing, and the second over the first; of a unit's opening. */
export async function lesson() {
  const { compute, draw, say, options } = await start();
  /** @type {{ computing: number[], drawing: number[], opening: number[] }} */
  const samples = { computing: [], drawing: [], opening: [] };
  for (let i = 0; i < WARM_UP + FRAMES; i++) {
    const start = performance.now();
    const computed = await compute();
    const between = performance.now();
    draw(computed);
    const end = performance.now();
    if (i >= WARM_UP) {
      samples.computing.push(between - start);
      samples.drawing.push(end - between);
    }
    await repainted();
  }
  const { values, crop } = await compute();
  for (let i = 0; i < OPENINGS; i++)
    for (const name of UNITS) {
      const start = performance.now();
      const opened = new OpenedUnit(say, 'en', { ...options, name });
      opened.show(values, crop, 'relu');
      document.body.append(opened.element);
      opened.element.getBoundingClientRect(); // laid out, too
      samples.opening.push(performance.now() - start);
      opened.element.remove();
    }
  const [computing_ms, drawing_ms] = [quantile(samples.computing), quantile(samples.drawing)];
  return {
    ...{ computing_ms, drawing_ms, ratio: drawing_ms / computing_ms },
    opening_ms: { median: quantile(samples.opening), p95: quantile(samples.opening, 0.95) },
  };
}
