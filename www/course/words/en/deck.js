// The words of the slides: by slide, as HTML.

/** @satisfies {import('../table.js').Table} */
export const words = {
  title: {
    heading: 'Deep learning, and the expressions on a face',
    lede: 'From one neuron to where a network fails. The widget below runs in this slide.',
    frame: 'The live widget on the sample face',
  },
  problem: {
    heading: 'Seven words for a face',
    item: 'anger',
    item2: 'disgust',
    item3: 'fear',
    item4: 'happiness',
    item5: 'sadness',
    item6: 'surprise',
    item7: 'neutral',
    text: `
      <p>
        <strong>The task.</strong> Given a picture, find the word that people gave to it: its
        <strong>label</strong>, one of seven <strong>classes</strong>.
      </p>
      <p>Six basic expressions, and neutral. Others take more words, or scales.</p>
      <p class="quiet">
        Where it could lead: reading how public figures relate, from pictures in the press.
      </p>
    `,
  },
  data: {
    heading: 'The data: small grey pictures with a label each',
    columns: `
      <p><strong>FER2013:</strong> 35,887 pictures, 48 × 48, one face each, close up.</p>
      <p>
        <strong>A label</strong> is the word that people gave to the picture, not what the person felt.
      </p>
      <p><strong>People</strong> given the task agree with the label in about 65% of cases.</p>
    `,
  },
  neuron: {
    heading: 'A neuron is a small function',
    text: `
      <p><strong>x</strong>: what comes in. <strong>y</strong>: what goes out.</p>
      <p>
        <strong>w</strong>: the weights, its parameters. Nobody types them in, they are learned.
      </p>
      <p><strong>f</strong>: the activation function. Here ReLU: what is below 0 becomes 0.</p>
    `,
  },
  'neuron-live': {
    heading: 'Teach a neuron',
    still: 'Live in the slides: the lesson on a neuron, at lessons.html?lesson=neuron.',
    frame: 'the lesson on a neuron',
  },
  layers: {
    heading: 'Layers, from pixels to an answer',
    text: `
      <p>A layer’s answers are the next one’s questions.</p>
      <p><strong>Deep</strong> means: there are layers between what comes in and what goes out.</p>
      <p><strong>Learned</strong> means: the weights come from examples with known answers.</p>
    `,
  },
  convolutional: {
    heading: 'Convolutional: one small filter, everywhere',
    number: '276,480',
    words: 'weights, if 120 neurons each look at all 2,304 pixels',
    words2: 'for a filter of 5 × 5 that goes over the whole picture',
    item: 'edges',
    item2: 'corners, curves',
    item3: 'eyes, mouths',
    item4: 'a label',
  },
  convolution: {
    heading: 'A convolution: rotate, multiply, add',
    words: `
      <strong>The catch:</strong> the top left pixel meets the bottom right number. Then the next block,
      and the next: the results are a new picture.
    `,
  },
  edges: {
    heading: 'Over a whole picture: its edges',
  },
  kernels: {
    heading: 'Change the kernel',
    still: 'Live in the slides: the lesson on convolution, at lessons.html?lesson=convolution.',
    frame: 'the lesson on convolution',
  },
  filters: {
    heading: 'The network finds its filters',
    text: `
      <p>For decades people designed filters by hand.</p>
      <p>Now a layer is told how many and how large, say ten of 5 × 5. Training finds the weights.</p>
      <p class="quiet">Right: first-layer filters, read from the checkpoints.</p>
    `,
  },
  networks: {
    heading: 'LeNet, and its younger sibling',
  },
  maps: {
    heading: 'What each layer makes of a face',
  },
  'layers-live': {
    heading: 'Every layer, live',
    still: 'Live in the slides: the lesson inside the network, at lessons.html?lesson=network.',
    frame: 'the lesson inside the network',
  },
  training: {
    heading: 'Training: guess, compare, nudge',
    list: `
      <li>Guess the labels of a few pictures: a <strong>batch</strong>.</li>
      <li>Compare with the true labels: the <strong>loss</strong>.</li>
      <li>Nudge each weight to lower it.</li>
      <li>All pictures once: an <strong>epoch</strong>.</li>
    `,
  },
  result: {
    heading: 'What it gave: about one in two',
    span: '%',
    text: `
      <p>right in the article, with a LeNet slightly modified.</p>
      <p>Ours, trained on as many pictures: <strong data-figure="article7"></strong>.</p>
      <p class="quiet">
        Measured on <span data-figure="pictures"></span> pictures it never trained on.
      </p>
    `,
  },
  confusion: {
    heading: 'Which class is taken for which',
  },
  'results-live': {
    heading: 'Your own reading of the matrix',
    still: 'Live in the slides: the lesson on results, at lessons.html?lesson=results.',
    frame: 'the lesson on results',
  },
  imbalance: {
    heading: 'A rare class is hardly learned',
    quiet: 'Counts: the article’s. Found: by our copy of its network.',
  },
  'data-live': {
    heading: 'Count before you train',
    still: 'Live in the slides: the lesson on the data, at lessons.html?lesson=data.',
    frame: 'the lesson on the data',
  },
  overfitting: {
    heading: 'Overfitting: it knows its own pictures better',
    text: `
      <p><strong data-figure="seen"></strong> right on pictures it trained on,</p>
      <p><strong data-figure="unseen"></strong> on pictures it did not.</p>
      <p class="quiet">
        What helps: more pictures, pictures moved and turned a little, neurons left out at random,
        an early stop.
      </p>
    `,
  },
  'overfitting-live': {
    heading: 'Over-fit it yourself',
    still: 'Live in the slides: a network that learns 50 faces by heart, at lab.html?experiment=overfit.',
    frame: 'the lab: learning by heart',
  },
  groups: {
    heading: 'A simpler problem: three groups',
    number: '&gt; 70%',
    text: `
      <p>right in the article, after about 100 iterations in place of about 1,000.</p>
      <p>Ours: <strong data-figure="article3"></strong>.</p>
      <p class="quiet">Fear counts as negative here; the article leaves it out.</p>
    `,
  },
  'groups-live': {
    heading: 'Three groups, live',
    text: `
      <p>Each of the three bars is a sum of the seven:</p>
      <ul class="list">
        <li><strong>positive</strong><br />happiness</li>
        <li><strong>negative</strong><br />anger, disgust, fear, sadness</li>
        <li><strong>neutral</strong><br />surprise, neutral</li>
      </ul>
      <p>Switch to 7 classes and add them up.</p>
    `,
    frame: 'The live widget with three groups',
  },
  'room-live': {
    heading: 'More than 70%: of what?',
    still: 'Live in the slides: the lesson on seven or three, at lessons.html?lesson=seven-or-three.',
    frame: 'the lesson on seven or three',
  },
  'votes-live': {
    heading: 'One labeller, or ten people',
    still: `
      Live in the slides: the lesson on one labeller or ten people, at
      lessons.html?lesson=seven-or-three.
    `,
    frame: 'the lesson on one labeller or ten people',
  },
  ladder: {
    heading: 'What made it better, one change at a time',
  },
  'your-face': {
    heading: 'Your own face',
    text: `
      <p>Which word is hard to reach?</p>
      <p>What does a turned head change? Glasses? Poor light?</p>
    `,
    frame: 'The live widget on your camera',
  },
  'fooled-live': {
    heading: 'What fools it',
    still: 'Live in the slides: the lesson on what fools the network, at lessons.html?lesson=what-fools-it.',
    frame: 'the lesson on what fools the network',
  },
  unsure: {
    heading: 'Knowing when not to answer',
    text: `
      <p>Always answering: <strong data-figure="always"></strong> right, by most of ten people.</p>
      <p>
        Below <span data-figure="unsureBelow"></span>% of the votes it says “unsure”, and two words. It
        then answers <strong data-figure="answered"></strong> of the pictures,
        <strong data-figure="answeredRight"></strong> of them right.
      </p>
      <p class="quiet">Chosen so that half as many answers are wrong.</p>
    `,
  },
  limits: {
    heading: 'Its limits',
    cards: `
      <div>
        <h3>A word, not a feeling</h3>
        <p>What a face shows, what people call it and what a person feels are three things.</p>
      </div>
      <div>
        <h3>Some faces, not all</h3>
        <p>Posed, cut close, from the web of 2013. Expect worse elsewhere.</p>
      </div>
      <div class="strong">
        <h3>Not for assessing people</h3>
        <p>
          In the EU, inferring emotions at work or in education is prohibited, other than for medical or
          safety reasons.
        </p>
        <p class="quiet">AI Act, art. 5(1)(f), since 2 February 2025</p>
      </div>
    `,
  },
  conclusion: {
    heading: 'Not for industry. Excellent for learning.',
    text: `
      <p>On a desktop PC, in minutes:</p>
      <ul class="list">
        <li>a network from scratch, and a trained one loaded</li>
        <li>overfitting, met and measured</li>
        <li>what rare classes do</li>
      </ul>
    `,
    text2: `
      <p>Try next:</p>
      <ul class="list">
        <li><a href="../../index.html">your camera, your photos</a></li>
        <li><a href="./snippets.html?lang=en">the widget in your own slides</a></li>
        <li>train your own: <code>mimique train --data fer2013.csv --out my.safetensors</code></li>
      </ul>
    `,
  },
  page: {
    title: 'Deep learning and the expressions on a face · mimique',
    previous: 'Previous slide',
    next: 'Next slide',
  },
};
