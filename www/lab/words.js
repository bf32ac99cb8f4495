import { words as en } from './words/en/lab.js';
import { words as fr } from './words/fr/lab.js';

export const words = { en, fr };
