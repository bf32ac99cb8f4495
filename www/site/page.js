// What index.html does around the element: the language and the checkpoint's figures.
import { percentIn } from '../element/words/words.js';
import { chosenLanguage, follow, later, meter, options } from './address.js';
import { offerLanguages } from './languages.js';

/** @param {string} lang */
function speak(lang) {
  const root = document.documentElement;
  root.lang = meter.lang = lang;
  document.title = root.getAttribute(`data-title-${lang}`) ?? '';
  showFigures(lang);
}

/** Fills in what the checkpoint says of itself. A part that it does not tell stays hidden. @param {string} lang */
function showFigures(lang) {
  const { figures, votes, parameters } = meter.metadata ?? {};
  const ofVotes = meter.answer === 'votes' && votes?.figures;
  const percent = percentIn(lang);
  const { format } = new Intl.NumberFormat(lang);
  /** @param {import('../types.d.ts').Figures | undefined} of */
  const rest = (of) => ({
    groups: of?.groups_accuracy === undefined ? undefined : percent(of.groups_accuracy),
    n: of && format(of.n),
  });
  const values = /** @type {Record<string, string | undefined>} */ ({
    ...(ofVotes
      ? { majority: percent(ofVotes.accuracy), ...rest(ofVotes) }
      : { accuracy: figures && percent(figures.accuracy), ...rest(figures) }),
    votes: votes ? 'votes' : undefined,
    parameters: parameters === undefined ? undefined : format(parameters),
  });
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-figure]'))) {
    place.textContent = values[place.dataset.figure ?? ''] ?? '';
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-needs]'))) {
    part.hidden = !values[part.dataset.needs ?? ''];
  }
}

new MutationObserver(() => showFigures(document.documentElement.lang)).observe(meter, {
  attributeFilter: ['answer'],
});
meter.addEventListener('expression-ready', () => showFigures(document.documentElement.lang));
// The line to copy has this site's own address.
for (const place of document.querySelectorAll('.site')) place.textContent = `${new URL('./', location.href)}`;
speak(chosenLanguage());
follow();
offerLanguages(speak, !options.has('controls') || meter.shows('language'));
later(async () => {
  const [{ keepOffline }, { watchUpdates }] = await Promise.all([
    import('./offline.js'),
    import('./update.js'),
  ]);
  keepOffline('./', {
    onKept: (registration) =>
      watchUpdates(registration, (reload) => {
        for (const notice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.update'))) {
          notice.hidden = false;
          notice.querySelector('button')?.addEventListener('click', reload);
        }
      }),
  });
});
