import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCompany } from '../src/main/demo/company.ts';

// Writes the tables of examples/kessler: the made-up company of the demo as it stood on one day, for people who want to import files.
const AS_OF = '2026-11-01';

const folder = join(import.meta.dirname, '..', 'examples', 'kessler');
for (const { name, text } of demoCompany(AS_OF).tables) writeFileSync(join(folder, name), text);
