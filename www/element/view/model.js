import { isFace, somewhere } from '../../client/snapshot.js';

/** @import { Figures, Head, MeterSource, MeterState } from '../../types.d.ts' */
/**
 * @typedef {object} Model everything the view shows, the numbers aside
 * @property {import('../words/words.js').Texts} texts
 * @property {string} lang
 * @property {MeterState} state
 * @property {MeterSource} source
 * @property {'7' | '3'} classes
 * @property {Head} answer whose answer the bars show
 * @property {boolean} hasVotes the checkpoint has the answer `votes`
 * @property {string[]} labels the labels of the bars
 * @property {(control: string) => boolean} shows whether a control is shown
 * @property {boolean} ownGroups the checkpoint has the three groups and nothing else
 * @property {boolean} live the camera is on the stage
 * @property {boolean} still a picture is on the stage
 * @property {boolean} paused the camera is not looked at
 * @property {boolean} silent the camera sends nothing
 * @property {boolean} mirrored
 * @property {number} cameras
 * @property {Figures | null | undefined} figures of the answer that is shown
 * @property {'sampleAlt' | 'photoAlt'} alt names the words for the picture on the stage
 * @property {import('../../client/errors.js').Fault | null} error
 * @property {boolean} canStart there is something to start: a photo source may have no photo yet
 * @property {'contain' | 'cover'} fit how the picture fills the stage
 * @property {number} faces faces found in the picture
 * @property {boolean} cards the faces' cards were asked for
 * @property {boolean} hint the visitor should put the box round the face
 */

/**
 * What the view shows of an element and its run.
 * @param {import('../meter.js').ExpressionMeter} meter
 * @param {import('../run.js').Run} run
 * @param {import('../wanted.js').Wanted} wanted
 * @param {Pick<Model, 'lang' | 'texts'>} words
 * @returns {Model}
 */
export function modelOf(meter, run, wanted, words) {
  const { source, classes, answer, mirrored, labels, metadata } = meter;
  const { state, camera, photo, classifier, cards } = run;
  const live = camera !== null && state !== 'loading';
  const groups = classifier?.groups ?? [];
  return {
    ...words,
    ...{ state, source, classes, answer, mirrored, labels, live },
    error: state === 'error' ? run.wish.fault : null,
    shows: (control) => meter.shows(control),
    paused: live && run.paused,
    silent: live && camera.silent,
    still: photo !== null,
    ownGroups: groups.length > 0 && groups.every(({ members }) => members.length === 1),
    cameras: camera?.count ?? 0,
    figures: answer === 'votes' ? metadata?.votes?.figures : metadata?.figures,
    hasVotes: Boolean(metadata?.votes),
    alt: source === 'sample' ? 'sampleAlt' : 'photoAlt',
    canStart: wanted.canStart,
    fit: source === 'photo' ? 'contain' : 'cover',
    faces: run.reading.prediction?.faces ?? 1,
    hint: run.faceless && !run.face,
    cards: cards !== null,
  };
}

/**
 * Shows a run's last reading and where its face is, or why there is none.
 * @param {import('./view.js').View} view
 * @param {import('../run.js').Run} run
 * @param {Pick<Model, 'classes' | 'answer'>} asked
 */
export function showReading(view, run, { classes, answer }) {
  const { state, reading, classifier, camera, face, frame, faceless } = run;
  const { prediction } = reading;
  const shown = reading.as(classifier, classes, answer);
  if (shown && prediction) {
    view.show(shown, camera !== null);
    if (!isFace(frame)) view.place(face ?? prediction.face, frame, face !== null);
  } else {
    view.clear(state, faceless);
    view.place(faceless && frame ? somewhere(frame) : null, frame, false);
  }
  return shown;
}
