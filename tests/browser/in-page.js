/** @typedef {import('@playwright/test').Page} Page */

// Runs in the page: the client, some frames, and an outcome that can be sent back.
const PRELUDE = `
  const { loadClassifier } = await import(location.origin + '/source/www/client/classifier.js');
  const frame = (width = 64, height = 64, grey = 9) => {
    const image = new ImageData(width, height);
    image.data.forEach((_, i, data) => (data[i] = i % 4 === 3 ? 255 : (i * grey) % 251));
    return image;
  };
  const outcome = (promise) => promise.then((value) => value?.label ?? value, ({ code, name }) => (typeof code === 'string' ? code : name));
`;

/** @param {Page} page @param {string} body @returns {Promise<any>} */
export const inPage = (page, body) => page.evaluate(`(async () => { ${PRELUDE} ${body} })()`);
