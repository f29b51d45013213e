// One npm package over one pair of templates, measured when told to: `bench/peers.py --npm` starts it.
//
//     node --expose-gc bench/peers/tools.mjs TOOL BEFORE.json AFTER.json
//
// Speaks as bench/peers/tools.py does. CPU time is that of the process, so the compiler's and the collector's
// threads are in it and it may exceed wall time.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const TOOLS = {
  'cloudformation-diff': async () => {
    const { fullDiff } = await import('@aws-cdk/cloudformation-diff');
    return (before, after) => fullDiff(before, after);
  },
  jsondiffpatch: async () => {
    const { create } = await import('jsondiffpatch');
    // What people take for the identity of an item; without it the package compares lists by position.
    const objectHash = (item) => item.Key ?? item.Sid ?? item.Id ?? item.Name ?? JSON.stringify(item);
    const differ = create({ objectHash, arrays: { detectMove: true } });
    return (before, after) => differ.diff(before, after);
  },
};

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const [tool, ...files] = process.argv.slice(2);
const [before, after] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const diff = await TOOLS[tool]();
say({ ready: tool });
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc();
  const began = process.cpuUsage();
  const started = process.hrtime.bigint();
  diff(before, after);
  const wall = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(began);
  say({ cpu: (user + system) / 1000, wall, renames: null });
}
