import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout, within } from '../../www/element/view/box.js';

test('a frame is laid on the stage as object-fit does', () => {
  const [frame, stage] = [
    { width: 640, height: 480 },
    { width: 480, height: 480 },
  ];
  assert.deepEqual(layout(frame, stage, 'cover'), { scale: 1, left: -80, top: 0 });
  assert.deepEqual(layout(frame, stage, 'contain'), { scale: 0.75, left: 0, top: 60 });
});

test('a box keeps its centre in the frame and can be read', () => {
  const frame = { width: 100, height: 80 };
  assert.deepEqual(within({ x: -90, y: 300, side: 40 }, frame), { x: -20, y: 60, width: 40, height: 40 });
  assert.equal(within({ x: 0, y: 0, side: 1 }, frame).width, 12);
  assert.equal(within({ x: 0, y: 0, side: 1e6 }, frame).width, 100);
});
