/** Every page of the site, from its root. */
export const PAGES = [
  'index.html',
  'embed.html',
  'lessons.html',
  'lab.html',
  'www/course/index.html',
  'www/course/snippets.html',
];
