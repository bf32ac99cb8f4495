// The words of the start page, by section, as HTML.

export const words = {
  page: {
    title: 'mimique: the expression a face shows, read in your browser',
    update: 'A new version of this page is ready. <button type="button">Reload</button>',
    heading: 'The expression a face shows, read by a small neural network.',
    lede: 'It runs in this page. No picture, no video and no reading leaves this machine.',
    onward: `
      <a href="./lessons.html?lang=en">Lessons</a>: edit a kernel, look into every layer, on your own face.
      <br />
      <a href="./lab.html?lang=en">The lab</a>: train a LeNet in this browser and watch it learn.
    `,
    foot: `
      Code: MIT or Apache-2.0. FER2013 is for research use. Sample picture: NASA, public domain.
      <a href="./licences.txt">Licences of all that ships</a>, <a href="./SHA256SUMS">its checksums</a>.
    `,
  },
  bar: {
    heading: 'What a bar means',
    label: `
      FER2013 is a public set of 35,887 small pictures of faces, each labelled by people with one of
      seven words. A bar is the probability that such a picture would have got that word.
    `,
    votes: `
      Later, ten people each labelled the same pictures anew (FER+). With <em>Ten people</em>, a bar is
      how many of ten would say that word: seven tenths of a bar are about seven people. Votes for
      contempt and for “not a face” are left out.
    `,
    looks: `
      So a label says how a picture looks, to people who knew nothing else. It does not say what the
      person in it feels.
    `,
  },
  good: {
    heading: 'How good it is',
    label: `
      right, on <span data-figure="n"></span> pictures it never trained on, with seven words to choose
      from. People who are given the same task agree with the labels about 65% of the time.
    `,
    labelGroups:
      'With three groups (positive, negative, neutral): right on <span data-figure="groups"></span>.',
    votes: `
      of the time it says what most of ten people said, on <span data-figure="n"></span> pictures it
      never trained on, with seven words to choose from.
    `,
    votesGroups: 'With three groups (positive, negative, neutral): <span data-figure="groups"></span>.',
    worse: 'Poor light, a turned head or a loose box round the face make it worse.',
  },
  people: {
    heading: 'Not for assessing people',
    text: `
      This is for learning how such a network works and where it fails. Do not use it to judge anyone.
      In the European Union, inferring people’s emotions with AI at work or in education, other than for
      medical or safety reasons, has been prohibited since 2 February 2025 (AI Act, art. 5(1)(f)).
    `,
  },
  reads: {
    heading: 'How it reads',
    crop: 'The face is cut out of the picture and shrunk to 48 × 48 grey pixels.',
    scores: `
      A LeNet<span data-needs="parameters" hidden> with <span data-figure="parameters"></span> learned
      parameters</span> turns them into seven scores, filter after filter.
    `,
    probabilities: 'The scores become probabilities, set so that 70% comes true about 70% of the time.',
  },
  runs: {
    heading: 'What runs where',
    text: `
      Your browser does everything: it opens the camera or the photo and runs the network (Rust,
      compiled to WebAssembly). The server only sends the files of this page. There is no account, no
      cookie, no measuring of visits.
    `,
  },
  embed: {
    heading: 'In a slide, in a page',
    course: `
      <a href="./www/course/?lang=en">The course as slides</a> teaches from the neuron to the confusion
      matrix with this widget in it. One line puts the widget into a deck of your own; leaving the slide
      frees the camera.
    `,
    frame: 'The expression a face shows',
    more: `
      <a href="./www/course/snippets.html?lang=en">More ways to embed it, and stills for PowerPoint</a>.
      For a room without a network: <a href="./mimique-offline.zip" download>everything in one zip</a>.
    `,
  },
};
