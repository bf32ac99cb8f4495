// The words of the page that makes snippets, by section, as HTML.

/** @satisfies {import('../table.js').Table} */
export const words = {
  page: {
    heading: 'Put it in your slides',
    lede: `
      Choose, look, copy. Leaving a slide frees the camera, and none starts unasked. A whole deck to begin
      with:
      <a href="./index.html?lang=en">convolutional networks, on the expressions of a face</a>.
    `,
    legendSource: 'Source',
    camera: 'camera',
    sample: 'sample',
    legendLabels: 'Labels',
    groups: '3 groups',
    legendAnswer: 'Answer',
    answerUsual: 'ten people’s',
    label: 'FER2013’s label',
    legendLanguage: 'Language',
    langUsual: 'the visitor’s',
    legendColours: 'Colours',
    themeUsual: 'the visitor’s',
    light: 'light',
    dark: 'dark',
    legendButtons: 'Buttons',
    source: 'sources',
    classes: 'labels',
    answer: 'answers',
    onStage: 'the camera’s',
    faces: 'all faces',
    model: 'about the model',
    legendStart: 'When the slide comes',
    autostart: 'the camera starts by itself',
    stills: `
      These cannot show a live page. Take a picture of the widget above with its bars, or a short film
      that loops; made here, sent nowhere. Both say what a label is. Insert it, and link it to the
      address of the iframe.
    `,
    picture: 'Picture (PNG)',
    film: 'Film, 6 seconds',
    reveal: 'reveal.js loads the iframe when its slide comes and unloads it when it goes.',
    slidev:
      'The condition frees the camera on leaving, and keeps the presenter’s view from opening it twice.',
    headingIframe: 'Any page, in an iframe',
    iframe: 'The camera needs a page served by https, or by this machine (localhost).',
    headingTag: 'Any page, by a tag',
    tag: 'From the package mimique, with a bundler such as Vite. Events and colours are then yours to use.',
    title: 'Put it in your slides · mimique',
    frame: 'What the snippet shows',
  },
};
