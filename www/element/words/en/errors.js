// What went wrong and what to do, by code; loaded with the first error. `meter.texts` overrides any.

/** @satisfies {Record<string, string>} */
export const words = {
  'camera-denied': 'The camera was not allowed. Allow it in the address bar and try again, or use a photo.',
  'camera-absent': 'No camera was found. Plug one in and try again, or use a photo.',
  'camera-busy': 'Another program is using the camera. Close it and try again, or use a photo.',
  'camera-unplugged':
    'The camera has stopped: it was unplugged, or the permission was withdrawn. Reconnect it, or use a photo.',
  'camera-insecure':
    'Browsers give the camera only to https or localhost pages. Open it that way, or use a photo.',
  'camera-blocked':
    'The page around this one blocks the camera: its iframe needs allow="camera". A photo works too.',
  'camera-failed': 'The camera could not be started. Try again, or use a photo.',
  'photo-unreadable': 'This file could not be opened as a picture. Try a JPEG or a PNG.',
  'photo-unreachable': 'The photo could not be fetched. Check its address, or choose another one.',
  'weights-missing': 'The checkpoint is not where it should be. Check its address, then try again.',
  'weights-unreachable': 'The checkpoint could not be fetched. Check the connection, then try again.',
  'weights-html': 'A web page came in place of the checkpoint. Check its address, then try again.',
  'engine-missing': 'A part of this page (WebAssembly) is missing on the server.',
  'engine-unreachable': 'A part of this page could not be fetched. Check the connection, then try again.',
  'engine-html': 'A web page came in place of the WebAssembly file. Check how the site is installed.',
  'engine-damaged':
    'A part of this page (WebAssembly) arrived incomplete. Try again; if it lasts, check how the site is installed.',
  'engine-unsupported': 'This browser is too old to run the network. Update it, or try another one.',
  'pixels-blocked':
    'This browser’s protection against tracking alters the pictures that pages read. Allow this page to read its canvas, or use another browser.',
  'engine-crashed': 'The network stopped unexpectedly and was replaced. Try again.',
  'worker-failed': 'The network could not be started. Try again, or reload the page.',
  'weights-foreign':
    'This link asks for a model that is not on this site ({message}), so it was not loaded. Try again to use the default model.',
  'head-missing':
    'This model answers with FER2013’s label alone, but this page asks for {message}. Take another model, or try again to read the label.',
  'attribute-unknown':
    'A setting of this widget is not known: {message}. Whoever wrote the page can mend it.',
  other: 'This did not work: {message}',

  // What is not as it should be, though nothing has failed.
  silent: 'The camera sends no picture: its cover may be closed, or another program may have it.',
  partMissing:
    'This part of the page could not be fetched. Check the connection, then press the button again.',
};
