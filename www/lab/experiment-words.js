import { words as en } from './words/en/experiments.js';
import { words as fr } from './words/fr/experiments.js';

export const words = { en, fr };
