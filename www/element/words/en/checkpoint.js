// The words of the panel that tells of a checkpoint.

/** @satisfies {Record<string, string>} */
export const words = {
  name: 'Name',
  labels: 'Labels',
  network: 'Network',
  size: 'Size',
  sizes: '{parameters} parameters, {mflop} million operations',
  data: 'Trained on',
  figures: 'Measured',
  measured: '{accuracy} right on {n} pictures of {split}; macro F1 {f1}; calibration error {ece}',
  votes: 'Measured on ten people’s votes',
  agreed:
    '{accuracy} as the majority on {n} pictures of {split}; macro F1 {f1}; calibration error of the shares {ece}. Votes for contempt and “not a face” are left out.',
  unsure: 'Unsure',
  below:
    'Below {below} it says so: it answers for {answered} of the pictures, and {accuracy} of these answers are right.',
  belowOfVotes:
    'Below {below} it says so: it answers for {answered} of the pictures, and {accuracy} of these answers are the majority’s.',
  source: 'After',
  licence: 'Licence',
  command: 'Made with',
  unnamed: 'a checkpoint without a name',
  other: 'Load another model',
  back: 'Back to the first model',
  close: 'Close',
  refused: 'This file was rejected; the previous model stays in use. {message}',
  hint: 'A .safetensors file by mimique train, chosen or dropped here. It stays on this machine.',
};
