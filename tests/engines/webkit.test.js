import { describe } from 'node:test';
import { hasWebkit } from '../../scripts/browsers.mjs';
import { checkLessons, checkPage, checkVideo } from './checks.js';
import { session } from './helpers.js';
import { launchWebkit } from './webdriver.js';

describe('WebKitGTK', { skip: !hasWebkit && 'it is not made for this system' }, () => {
  const site = session(launchWebkit);
  checkPage(site);
  checkVideo(site);
  checkLessons(site);
});
