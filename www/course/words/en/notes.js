// What the trainer is told of each slide, as HTML.

/** @satisfies {import('../table.js').Notes} */
export const words = {
  title: `
    <p>
      Keys: arrows or space to move, O for an overview, F for full screen, B for a black screen, S
      for these notes, Ctrl+P for a PDF.
    </p>
    <p>
      Ask the room which word they would choose for this portrait before you point at the bars. The
      word is the one that people would give to such a picture; nobody here knows what the astronaut
      felt.
    </p>
  `,
  problem: `
    The six basic expressions go back to psychology of the 1960s and 70s, and are disputed. What
    matters here: the network chooses among the classes it was given, and can never answer anything
    else.
  `,
  data: `
    FER2013 (Goodfellow et al. 2013) is for research use: none of its pictures is in this deck. The
    portrait is NASA’s, public domain, shrunk in front of you to what the network gets.
  `,
  neuron: `
    Let the room work out the example, then ask: what if w₂ is −1? (f(−3) = 0: the neuron is
    silent.) The activation function is what makes layers worth having: without it, many layers
    would be no more than one.
  `,
  'neuron-live': `
    Move the weights: where does the line go? Then learn point by point, the sums stand below.
    Choose XOR and let them try: no line does it. Two neurons before the last one do.
  `,
  layers: `
    Every line is a weight. Our networks have <span data-figure="articleParameters"></span> and
    <span data-figure="pageParameters"></span> of them, which is little: language models have
    billions.
  `,
  convolutional: `
    An edge is an edge wherever it stands, so one filter serves the whole picture. Layer after layer
    sees more of it: fine detail first, as through a magnifying glass, then whole shapes; with
    handwritten digits the last layers show something like digits. Within a few years such networks
    made decades of image analysis obsolete.
  `,
  convolution: `
    The picture is one function, the filter (Sobel’s, for vertical edges) the other. Three dark
    columns beside bright ones: a strong answer. Ask what an even block gives (0). Deep learning
    libraries leave the rotation out and still say convolution: the weights are learned, so a
    rotated filter is learned as well as any other.
  `,
  edges: `
    Computed just now, in this page, from the sample: size of Sobel’s answer, brightest where it is
    largest. Compare the collar, the eyes, the edge of the suit in both.
  `,
  kernels: `
    Write into the cells, or choose another kernel: the map follows, on the camera, too. Ask before:
    what will a kernel of a single 1 in the middle do? And one whose numbers add up to 0?
  `,
  filters: `
    White: positive weights, black: negative. Look for Sobel’s relatives: half white, half black,
    standing, lying or slanted. Nobody asked for them.
  `,
  networks: `
    Each block filters, applies ReLU and, mostly, shrinks the maps (÷2 halves them): width and
    height shrink while the number of maps grows. LeNet was made for reading characters (LeCun et
    al. 1998). The shapes come from the checkpoints themselves.
  `,
  maps: `
    The article’s network on the sample, computed in this page. One picture per filter: a feature
    map. The first layer still shows a face; the second answers to combinations, and is no longer
    meant for our eyes.
  `,
  'layers-live': `
    Every map of every layer on the face of the moment. Click a pixel of a map: its sum opens, and
    each term leads a layer down, as far as the face. The camera is freed when you leave the slide.
  `,
  training: `
    The log of our run on the article’s choice of pictures, about two minutes on two cores. The
    steps get smaller towards the end: first find the valley, then its lowest point.
  `,
  result: `
    53% is the article’s figure, on its own choice of pictures. The same recipe again gives a point
    more or less (95% interval: <span data-figure="article7Low"></span> to
    <span data-figure="article7High"></span>). Not great, says the article; the aim was an exercise
    that shows the power, the traps and the limits.
  `,
  confusion: `
    One figure says little; the confusion matrix says where it goes wrong. Point at a cell, or move
    through them with the arrow keys. Happiness is read well, surprise and neutral fairly; fear,
    sadness, anger and disgust go wrong, mostly for one another.
  `,
  'results-live': `
    Choose a network and a second one beside it; shares of the row are recall, shares of the column
    precision. Dropped data (your copy of fer2013.csv, on the lesson’s page) shows the pictures of a
    cell.
  `,
  imbalance: `
    Happiness has at least 900 pictures more than any other class, disgust 176 in all. ImageNet, for
    comparison, has about 3,000 per class. Two consequences: too little to tell classes apart, and
    the few pictures are learned by heart.
  `,
  'data-live': `
    Ask first: how far does accuracy fall if the network never says disgust? Move the slider to 0.
    On the lesson’s page, participants drop their own data and find its broken rows and duplicates.
  `,
  overfitting: `
    The curve of the training pictures is measured while they are disturbed and neurons are left
    out; plain, they would score higher still. The gap is what was learned by heart.
  `,
  'overfitting-live': `
    Let the room guess, then press: a LeNet trains in this browser on 50 drawn faces, some ten
    seconds. Five more experiments are on the lab’s own page; its address after a click is the one
    line for a slide.
  `,
  groups: `
    Positive: happiness. Negative: anger, disgust, fear, sadness. Neutral: surprise, neutral.
    Classes that were mistaken for one another are now in one group. A network trained on three
    groups is no better than the sums of the one with seven classes (<span
      data-figure="article3Sums"
    ></span
    >): the problem became easier, not the network better.
  `,
  'groups-live': 'Switch between 7 classes and 3 groups: the three bars are sums of the seven.',
  'room-live': `
    Each score begins at its own “always the largest”: 25% of seven, 47% of three. What counts is
    how much of the room above it was taken. On that scale three are learned hardly sooner than
    seven.
  `,
  'votes-live': `
    The same network, the same faces: 68% against one label, 84% against the majority of ten. The
    labels of a test are a ceiling for every score.
  `,
  ladder: `
    Lines are 95% intervals: where two overlap widely, the difference may be chance. More pictures,
    then depth and better labels (FER+’s votes) did most. On a noisy webcam, a network that never
    saw noise loses <span data-figure="noiseLossUnseen"></span> points, the page’s
    <span data-figure="noiseLoss"></span>.
  `,
  'your-face': `
    The camera starts when you press the button, not before (or add ?autostart to the deck’s
    address), and is freed when you leave the slide. Only volunteers, and only their own faces.
    Pictures stay on this machine. Play: which word is hard to reach? What do glasses, a turned
    head, poor light change?
  `,
  'fooled-live': `
    Half the light changes hardly anything: every face is brought to the same mean and contrast
    first. A turn of 60°, a strong blur, a bar over the mouth do more. Ask each time before you move
    the slider. The lesson itself has what was measured on thousands of pictures.
  `,
  unsure: `
    Each point of the curve is one threshold. Ask where to put it: for a joke, for a survey, for a
    decision about somebody (for that one: nowhere, see the next slide). A network that is sure of
    itself may still be wrong, and nothing here says how it does on other faces.
  `,
  limits: `
    Regulation (EU) 2024/1689 speaks of emotions; this network reads labels of pictures, which is
    less ambitious. Using it to judge somebody would still be exactly what the article forbids.
    Showing how it works, and how it fails, is what it is for.
  `,
  conclusion: `
    Ask everybody for one thing that surprised them. Then let them choose: the page with their own
    photos, or their own training with one thing changed, which is how the ladder was climbed.
  `,
};
