// lessons.html: the list of the lessons, or one of them.
import { make } from '../dom.js';
import { language } from '../element/words/words.js';
import { keepOffline } from '../site/offline.js';
import { lessons } from './list.js';
import { done } from './shell/done.js';
import { sayer, shellWords } from './shell/words.js';

const root = document.documentElement;
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const asked = () => new URL(location.href).searchParams;
/** @type {string | null} */
let shown = null;

const say = () => sayer(language(root.lang), shellWords);

/** The address of a lesson, or of the list. @param {string} [name] */
function addressOf(name) {
  const url = new URL(location.pathname, location.href);
  for (const kept of ['lang', 'theme']) {
    const value = asked().get(kept);
    if (value) url.searchParams.set(kept, value);
  }
  if (name) url.searchParams.set('lesson', name);
  return url.href;
}

/** A link within this page: nothing is loaded again, and Back leads back. @param {string | undefined} name @param {...(Node | string)} children */
function linkTo(name, ...children) {
  const link = make('a', { href: addressOf(name) }, ...children);
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  });
  return link;
}

function list() {
  const name = asked().get('lesson');
  const ticked = done();
  const items = Object.keys(lessons).map((name, i) =>
    make(
      'li',
      {},
      linkTo(
        name,
        make('span', { class: 'ordinal', 'aria-hidden': 'true' }, `${i + 1}`),
        make('strong', {}, say()(`title-${name}`)),
        make('span', { class: 'about' }, say()(`about-${name}`)),
        ...(ticked.includes(name) ? [make('span', { class: 'tick-done' }, `✓ ${say()('done')}`)] : []),
      ),
    ),
  );
  document.title = say()('title', { lesson: say()('lessons') });
  main.replaceChildren(
    make('h1', {}, say()('lessons')),
    make('p', { class: 'lede' }, say()('lede')),
    ...(name
      ? [make('p', { class: 'refused', role: 'status' }, say()('unknown', { name: name.slice(0, 40) }))]
      : []),
    make('ol', { class: 'lesson-list' }, ...items),
  );
}

/** @param {string} name */
async function open(name) {
  document.title = say()('title', { lesson: say()(`title-${name}`) });
  const names = Object.keys(lessons);
  const next = names[names.indexOf(name) + 1];
  let lesson = main.querySelector(`lesson-${name}`);
  if (!lesson) {
    try {
      const { default: Lesson } = await lessons[name]();
      if (!customElements.get(`lesson-${name}`)) customElements.define(`lesson-${name}`, Lesson);
    } catch {
      if (shown === name)
        main.replaceChildren(make('p', { class: 'refused', role: 'alert' }, say()('failed')));
      return;
    }
    if (shown !== name) return;
    lesson = document.createElement(`lesson-${name}`);
  }
  lesson.setAttribute('lang', root.lang);
  const back = make('p', { class: 'back' }, linkTo(undefined, `← ${say()('back')}`));
  const onward = make('p', { class: 'onward' });
  if (next) onward.append(linkTo(next, `${say()('next', { lesson: say()(`title-${next}`) })} →`));
  // The lesson itself stays where it is: taken out, it would let go of its camera.
  for (const node of [...main.childNodes]) if (node !== lesson) node.remove();
  if (!lesson.parentNode) main.append(lesson);
  lesson.before(back);
  lesson.after(onward);
}

/** Shows what the address asks for. */
function show() {
  const options = asked();
  root.lang = language(options.get('lang') ?? navigator.language);
  const theme = options.get('theme');
  if (theme) root.dataset.theme = theme;
  const embedded = options.has('embed') && options.get('embed') !== 'false';
  document.body.classList.toggle('embedded', embedded);
  for (const link of document.querySelectorAll('.languages a')) {
    if (link.getAttribute('hreflang') === root.lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('[data-home]')))
    link.href = `./?lang=${root.lang}`;
  const name = options.get('lesson');
  shown = name !== null && Object.hasOwn(lessons, name) ? name : null;
  if (shown) open(shown);
  else list();
}

/** @param {string} lang */
function speak(lang) {
  const url = new URL(location.href);
  url.searchParams.set('lang', lang);
  history.replaceState(history.state, '', url);
  show();
}

document.querySelector('.languages')?.addEventListener('click', (event) => {
  const lang = /** @type {Element} */ (event.target).getAttribute('hreflang');
  if (!lang) return;
  event.preventDefault(); // the camera goes on while the words change
  speak(lang);
});
// A deck tells the lesson in its iframe which language it speaks.
addEventListener('message', ({ data, source }) => {
  const [, lang] = (source === parent && typeof data === 'string' && data.match(/^lang:(en|fr)$/)) || [];
  if (lang && lang !== root.lang) speak(lang);
});
addEventListener('popstate', show);
show();
keepOffline('./', { once: 'load' });
