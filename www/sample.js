/** The built-in sample: NASA's portrait of Eileen Collins (public domain), and her face in it. */
export const sample = {
  url: new URL('./sample.jpg', import.meta.url).href,
  face: { x: 98, y: 72, width: 104, height: 104 },
};
