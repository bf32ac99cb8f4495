import { make } from '../dom.js';

/** Hands a file to the browser's downloads. @param {Blob} blob @param {string} name */
function download(blob, name) {
  const href = URL.createObjectURL(blob);
  make('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}

/**
 * Buttons that save a figure as it is shown, in the language of the moment. What makes the picture is loaded when it is needed.
 * @param {Element} figure
 * @param {string} name of the file, without its ending
 * @param {(format: string) => string} label what a button says aloud
 */
export function savers(figure, name, label) {
  const buttons = /** @type {const} */ (['svg', 'png']).map((format) =>
    make(
      'button',
      {
        ...{ type: 'button', 'aria-label': label(format.toUpperCase()), title: label(format.toUpperCase()) },
        onclick: async () => {
          const { pictureFile } = await import('./picture.js');
          download(await pictureFile(figure, format), `${name}.${format}`);
        },
      },
      format.toUpperCase(),
    ),
  );
  return make('p', { class: 'savers', 'data-control': 'save' }, ...buttons);
}
