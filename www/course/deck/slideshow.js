import Reveal from 'reveal.js';
import { onKey } from './frames.js';

/**
 * Shows the slides one at a time.
 * @param {HTMLElement} deck
 * @param {(slide: HTMLElement) => void} onSlide
 */
export async function slideshow(deck, onSlide) {
  deck.classList.add('reveal');
  const reveal = new Reveal(deck, {
    width: 1280,
    height: 720,
    margin: 0,
    minScale: 0.1,
    maxScale: 10,
    display: 'grid',
    center: false,
    controls: false, // the deck's own speak French too
    hash: true,
    help: false,
    jumpToSlide: false,
    postMessage: false, // nobody outside drives the deck
    postMessageEvents: false,
    scrollActivationWidth: 0, // deck.js chooses
    transition: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'none' : 'fade',
    transitionSpeed: 'fast',
    viewDistance: 2,
    mobileViewDistance: 2,
    keyboardCondition: (/** @type {KeyboardEvent} */ event) => !isUsed(event),
  });
  await reveal.initialize();
  deck.removeAttribute('role'); // "application" would keep screen readers from reading a slide line by line
  const change = () => onSlide(/** @type {HTMLElement} */ (reveal.getCurrentSlide()));
  reveal.on('slidechanged', change);
  onKey((key) => {
    if (key === 'PageDown') reveal.next();
    else if (key === 'PageUp') reveal.prev();
    return key.startsWith('Page');
  });
  pager(reveal);
  change();
  return reveal;
}

/** Whether a key is meant for what has the focus. @param {KeyboardEvent} event */
function isUsed({ key, target }) {
  return (
    (key === ' ' || key === 'Enter') && target instanceof Element && Boolean(target.closest('a, button'))
  );
}

/** The buttons and the number at the foot. @param {InstanceType<typeof Reveal>} reveal */
function pager(reveal) {
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLButtonElement} */ (document.querySelector(`.pager ${name}`));
  const [previous, place, next] = ['.previous', '.place', '.next'].map(part);
  const show = () => {
    place.textContent = `${reveal.getSlidePastCount() + 1} / ${reveal.getTotalSlides()}`;
    previous.disabled = reveal.isFirstSlide();
    next.disabled = reveal.isLastSlide();
  };
  previous.onclick = () => reveal.prev();
  next.onclick = () => reveal.next();
  reveal.on('slidechanged', show);
  show();
  /** @type {HTMLElement} */ (document.querySelector('.pager')).hidden = false;
}
