import { words as en } from './words/en/own.js';
import { words as fr } from './words/fr/own.js';

export const words = { en, fr };
