// The element's attributes as properties, on an element that has attributes and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';

class Attributes {
  #all = new Map();
  getAttribute = (/** @type {string} */ name) => this.#all.get(name) ?? null;
  hasAttribute = (/** @type {string} */ name) => this.#all.has(name);
  setAttribute = (/** @type {string} */ name, /** @type {string} */ value) => this.#all.set(name, `${value}`);
  removeAttribute = (/** @type {string} */ name) => this.#all.delete(name);
}
Object.assign(globalThis, { HTMLElement: Attributes });
const { MeterAttributes } = await import('../../www/element/attributes.js');

for (const [set, attribute, read, shown] of /** @type {[any, string | null, any, string[]][]} */ ([
  [true, '', true, ['source', 'stop', 'model']],
  ['', '', true, ['source', 'stop', 'model']],
  ['source,stop', 'source,stop', 'source,stop', ['source', 'stop']],
  ['source stop', 'source stop', 'source stop', ['source', 'stop']],
  [false, null, false, []],
  ['false', null, false, []],
  [undefined, null, false, []],
  [null, null, false, []],
])) {
  test(`controls set to ${JSON.stringify(set)} as a property`, () => {
    const meter = new MeterAttributes();
    meter.controls = set;
    assert.equal(meter.getAttribute('controls'), attribute);
    assert.equal(meter.controls, read);
    assert.deepEqual(
      ['source', 'stop', 'model'].filter((control) => meter.shows(control)),
      shown,
    );
    assert.equal(meter.wrong, '');
  });
}

test('controls="false" as an attribute shows none', () => {
  const meter = new MeterAttributes();
  meter.setAttribute('controls', 'false');
  assert.equal(meter.controls, false);
  assert.ok(!meter.shows('source'));
});

test('a control that is none is told, with those that are', () => {
  const meter = new MeterAttributes();
  meter.controls = 'source,bogus';
  assert.match(meter.wrong, /^controls="source,bogus" \(source, classes, .*model/);
});
