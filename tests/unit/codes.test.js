// The compiler holds every `fault(code, …)` of the scripts to the types' table; here is the crate's side of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What never comes out of the WebAssembly: reading datasets and training belong to the command line. */
const NATIVE = ['data', 'training'];

test('every code of the crate is documented', () => {
  const codes = [...readFileSync('crate/src/error.rs', 'utf8').matchAll(/Self::\w+.* => "([a-z-]+)",/g)].map(
    ([, code]) => code,
  );
  assert.ok(codes.length > 10);
  const types = readFileSync('www/types.d.ts', 'utf8');
  const [, table] = types.split('export interface ErrorCodes {');
  const documented = [...table.split('\n}')[0].matchAll(/^ {2}'?([a-z-]+)'?: string;/gm)].map(
    ([, code]) => code,
  );
  assert.deepEqual(
    codes.filter((code) => !documented.includes(code)),
    NATIVE,
  );
});
