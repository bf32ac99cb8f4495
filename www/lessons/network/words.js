import { words as en } from './words/en.js';
import { words as fr } from './words/fr.js';

export const words = { en, fr };
