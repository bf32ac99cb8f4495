// What is to be copied, from what was chosen.

/** How many times larger text is on a slide than in a page. */
const SLIDE_SIZE = 1.15;

/**
 * @typedef {object} Choice
 * @property {string} source
 * @property {string} classes
 * @property {string} answer '' for the checkpoint's first one
 * @property {string} lang '' for the visitor's
 * @property {string} theme '' for the visitor's
 * @property {string | null} controls a comma list; '' for none, null for all
 * @property {boolean} autostart
 */

/**
 * The widget's own page with its options; a default is left out.
 * @param {string | URL} page where embed.html is
 * @param {Choice} choice
 */
export function addressOf(page, { source, classes, answer, lang, theme, controls, autostart }) {
  const options = [`source=${source}`];
  if (classes !== '7') options.push(`classes=${classes}`);
  if (answer) options.push(`answer=${answer}`);
  if (lang) options.push(`lang=${lang}`);
  if (theme) options.push(`theme=${theme}`);
  if (controls !== null) options.push(`controls=${controls || 'false'}`);
  if (autostart && source === 'camera') options.push('autostart');
  return `${page}?${options.join('&')}`;
}

/**
 * @param {string} address
 * @param {Choice} choice
 * @param {string} title what a frame is called
 * @returns {Record<string, string>}
 */
export function snippets(address, { source, classes, answer, lang, controls }, title) {
  // On a slide text is read from the back of the room.
  const onSlide = `${address}&size=${SLIDE_SIZE}`;
  const attributes = [`source="${source}"`];
  if (classes !== '7') attributes.push(`classes="${classes}"`);
  if (answer) attributes.push(`answer="${answer}"`);
  if (lang) attributes.push(`lang="${lang}"`);
  if (controls === null) attributes.push('controls');
  else if (controls) attributes.push(`controls="${controls}"`);
  return {
    reveal: `<section>
  <iframe data-src="${onSlide}"
    allow="camera" width="1000" height="600" title="${title}"></iframe>
</section>`,
    slidev: `<iframe v-if="$nav.currentPage === $page && $renderContext === 'slide'"
  src="${onSlide}"
  allow="camera" width="100%" height="440" title="${title}"></iframe>`,
    iframe: `<iframe src="${address}"
  allow="camera" width="1000" height="600" loading="lazy" title="${title}"></iframe>`,
    tag: `<!-- npm install mimique -->
<script type="module">
  import 'mimique/element';
</script>
<expression-meter ${attributes.join(' ')}></expression-meter>`,
  };
}
