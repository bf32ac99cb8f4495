// What a program in TypeScript may write, and what the compiler has to refuse.
import {
  loadClassifier,
  type Classifier,
  type ErrorCode,
  type FoundFace,
  type Prediction,
  type Texts,
} from 'mimique';
import { ExpressionMeter } from 'mimique/element';

/** Whether two types are one: a declaration that got lost would be `any`. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const classifier = await loadClassifier({ weights: new URL('lenet-tiny.safetensors', location.href) });
same<typeof classifier, Classifier>(true);
const prediction = await classifier.classify(document.createElement('canvas'), { detect: false });
same<typeof prediction, Prediction | null>(true);
// @ts-expect-error a picture's address is no frame
await classifier.classify('photo.jpg');
// @ts-expect-error there is no such option
await loadClassifier({ model: 'lenet' });

const meter = document.createElement('expression-meter');
same<typeof meter, ExpressionMeter>(true);
same<typeof ExpressionMeter extends CustomElementConstructor ? true : false, true>(true);
document.body.append(meter, new ExpressionMeter());
same<ExpressionMeter['source'], 'camera' | 'photo' | 'sample'>(true);
same<ExpressionMeter['classes'], '7' | '3'>(true);
same<ExpressionMeter['maxFps'], number>(true);
same<ExpressionMeter['controls'], boolean | string>(true);
same<ExpressionMeter['texts'], Texts>(true);
// What the element's own files alone use is none of a page's.
same<Extract<keyof ExpressionMeter, 'shows' | 'wrong' | 'refused' | 'upgrade' | 'hasVotes'>, never>(true);
same<ExpressionMeter['state'], 'idle' | 'loading' | 'ready' | 'running' | 'error'>(true);
same<ExpressionMeter['prediction'], Prediction | null>(true);
meter.source = 'camera';
meter.texts = { happiness: 'smile' };
// @ts-expect-error no word of that name
meter.texts = { hapiness: 'smile' };
const own: Record<string, string> = { smirk: 'Smirk' };
meter.texts = own;
// @ts-expect-error no source of that name
meter.source = 'webcam';
// @ts-expect-error the element alone changes it
meter.state = 'ready';
same<Promise<void>, ReturnType<typeof meter.start>>(true);
same<void, ReturnType<typeof meter.stop>>(true);
same<Promise<Prediction | null>, ReturnType<typeof meter.classify>>(true);

meter.addEventListener('expression-change', ({ detail }) => {
  same<typeof detail.probabilities, Float32Array>(true);
  same<typeof detail.face, FoundFace>(true);
  // @ts-expect-error a reading has no such thing
  detail.emotion;
});
document.addEventListener('expression-error', ({ detail }) => same<typeof detail.code, ErrorCode>(true));
meter.addEventListener('expression-ready', ({ detail }) => same<typeof detail.labels, string[]>(true));
document.querySelector('expression-meter')?.stop();
